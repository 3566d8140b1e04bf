using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace GlobalLb.Steering.Places;

/// <summary>Writes values of a MaxMind DB file one after another; what is written again is a pointer, where that is shorter.</summary>
internal sealed class MmdbOctets
{
    // From what offset on a pointer needs another octet; what one says is counted from there.
    private const int Pointers3 = 2048, Pointers4 = 526_336, Pointers5 = 134_744_064;

    // Sizes below fit into the first octet; from the next on there are one, two or three octets more.
    private const int Sizes1 = 29, Sizes2 = 285, Sizes3 = 65_821;

    private readonly List<byte> _octets = [];
    private readonly Dictionary<string, (int At, int Length)> _shared = [];

    /// <summary>How many octets there are.</summary>
    public int Count => _octets.Count;

    /// <summary>All of them.</summary>
    public byte[] ToArray() => [.. _octets];

    /// <summary>Puts all of them at the beginning of a span.</summary>
    public void CopyTo(Span<byte> to) => CollectionsMarshal.AsSpan(_octets).CopyTo(to);

    /// <summary>The head of a map; its keys and values follow.</summary>
    public void Map(int pairs) => Head(MmdbKind.Map, pairs);

    /// <summary>The head of an array; its values follow.</summary>
    public void Array(int values) => Head(MmdbKind.Array, values);

    /// <summary>A string.</summary>
    public void Text(string text) => Shared(text, values =>
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        values.Head(MmdbKind.String, utf8.Length);
        values._octets.AddRange(utf8);
    });

    /// <summary>A floating-point number.</summary>
    public void Real(double number)
    {
        Head(MmdbKind.Double, sizeof(double));
        Span<byte> octets = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleBigEndian(octets, number);
        _octets.AddRange(octets);
    }

    /// <summary>A number of up to 2 octets.</summary>
    public void Unsigned16(ushort number) => Unsigned(MmdbKind.Unsigned16, number);

    /// <summary>A number of up to 4 octets.</summary>
    public void Unsigned32(uint number) => Unsigned(MmdbKind.Unsigned32, number);

    /// <summary>A number of up to 8 octets.</summary>
    public void Unsigned64(ulong number) => Unsigned(MmdbKind.Unsigned64, number);

    /// <summary>A value that is the same whenever its key is.</summary>
    /// <param name="key">What is known of it; no value and no string has the key of another.</param>
    /// <param name="write">Writes it.</param>
    public void Shared(string key, Action<MmdbOctets> write)
    {
        if (_shared.TryGetValue(key, out var known) && PointerLength(known.At) <= known.Length)
        {
            Pointer(known.At);
            return;
        }

        var at = Count;
        write(this);
        _shared.TryAdd(key, (at, Count - at));
    }

    private void Unsigned(MmdbKind kind, ulong number)
    {
        Span<byte> octets = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(octets, number);
        var needed = octets.TrimStart((byte)0);
        Head(kind, needed.Length);
        _octets.AddRange(needed);
    }

    private void Head(MmdbKind kind, int size)
    {
        var first = size < Sizes1 ? size : size < Sizes2 ? 29 : size < Sizes3 ? 30 : 31;
        if (kind <= MmdbKind.Map) _octets.Add((byte)(((int)kind << 5) | first));
        else _octets.AddRange((byte)first, (byte)((int)kind - 7));
        if (first == 29) Low(size - Sizes1, 1);
        else if (first == 30) Low(size - Sizes2, 2);
        else if (first == 31) Low(size - Sizes3, 3);
    }

    private void Pointer(int at)
    {
        var length = PointerLength(at);
        var counted = at - length switch { 2 => 0, 3 => Pointers3, 4 => Pointers4, _ => 0 };
        var high = length == 5 ? 0 : counted >> (8 * (length - 1));
        _octets.Add((byte)(((int)MmdbKind.Pointer << 5) | ((length - 2) << 3) | high));
        Low(counted, length - 1);
    }

    private static int PointerLength(int at) => at < Pointers3 ? 2 : at < Pointers4 ? 3 : at < Pointers5 ? 4 : 5;

    private void Low(int number, int octets)
    {
        for (var i = octets - 1; i >= 0; i--) _octets.Add((byte)(number >> (8 * i)));
    }
}
