using System.Buffers.Binary;
using System.Net;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Steering.Places;

/// <summary>
/// Makes a file in the MaxMind DB format 2.0 and the layout of GeoIP2 databases of prefixes and what is known of them: what
/// <see cref="PlaceFile"/> reads, and every other reader of such files. Prefixes come in any order; the narrowest counts, and of two
/// equal ones the later.
/// </summary>
/// <param name="type">What the file calls itself, such as Own-Country.</param>
/// <param name="builtAt">When it was made, to the second.</param>
public sealed class PlaceFileWriter(string type, DateTimeOffset builtAt)
{
    // Where addresses of IPv4 are in a tree of IPv6.
    private const int IPv4Depth = 96;

    private readonly List<(UInt128 Bits, int Length, int Value)> _prefixes = [];
    private readonly Dictionary<PlaceEntry, int> _known = [];
    private readonly MmdbOctets _values = new();

    /// <summary>How many prefixes there are.</summary>
    public int Count => _prefixes.Count;

    /// <summary>Adds a prefix.</summary>
    /// <param name="prefix">Of IPv4 or of IPv6; ::/96 and what is within it cannot be told from IPv4.</param>
    /// <param name="entry">What is known of it; nothing, where a wider prefix does not hold.</param>
    /// <exception cref="ArgumentException">It is within ::/96.</exception>
    public void Add(IPNetwork prefix, PlaceEntry entry)
    {
        if (IsTaken(prefix)) throw new ArgumentException($"{prefix} is within ::/96, where files have IPv4", nameof(prefix));
        var address = ClientAddress.From(prefix.BaseAddress);
        _prefixes.Add(address.IsIPv4 ? (address.Bits >> IPv4Depth, prefix.PrefixLength + IPv4Depth, ValueOf(entry)) : (address.Bits, prefix.PrefixLength, ValueOf(entry)));
    }

    /// <summary>Whether a prefix cannot be added, because files have IPv4 there.</summary>
    public static bool IsTaken(IPNetwork prefix)
    {
        var address = ClientAddress.From(prefix.BaseAddress);
        return address.IsIPv4 ? prefix.BaseAddress.IsIPv4MappedToIPv6 : prefix.PrefixLength >= IPv4Depth && address.Bits >> (128 - IPv4Depth) == 0;
    }

    /// <summary>The file.</summary>
    /// <exception cref="InvalidOperationException">It would be larger than the format allows, or than 2 GiB.</exception>
    public byte[] Write() => Write(24);

    /// <summary>The file, with wider records than it may need.</summary>
    /// <param name="fewestBits">How wide a record is at least: 24, 28 or 32.</param>
    internal byte[] Write(int fewestBits)
    {
        var tree = new MmdbNodes();

        // What a wide prefix of IPv6 says is not said of IPv4, so its part of the tree begins empty. Sorting keeps the order of equals.
        foreach (var (bits, length, value) in _prefixes.Prepend((Bits: UInt128.Zero, Length: IPv4Depth, Value: MmdbNodes.Nothing)).OrderBy(prefix => prefix.Length)) tree.Put(bits, length, value);
        var nodes = tree.Number();
        var highest = (long)nodes.Count + MmdbMetadata.Separator + _values.Count;
        var recordBits = Math.Max(fewestBits, highest < 1 << 24 ? 24 : highest < 1 << 28 ? 28 : 32);
        var metadata = Metadata(nodes.Count, recordBits);
        var treeSize = nodes.Count * 2L * recordBits / 8;
        var size = treeSize + MmdbMetadata.Separator + _values.Count + MmdbMetadata.Marker.Length + metadata.Length;
        if (size > Array.MaxLength) throw new InvalidOperationException($"the file would have {size} octets; it can have {Array.MaxLength}");
        var file = new byte[size];
        for (var i = 0; i < nodes.Count; i++) WriteNode(file.AsSpan(i * recordBits / 4), recordBits, Record(nodes[i].Left, nodes.Count), Record(nodes[i].Right, nodes.Count));
        var rest = file.AsSpan((int)treeSize + MmdbMetadata.Separator);
        _values.CopyTo(rest);
        MmdbMetadata.Marker.CopyTo(rest[_values.Count..]);
        metadata.CopyTo(rest[(_values.Count + MmdbMetadata.Marker.Length)..]);
        return file;
    }

    private int ValueOf(PlaceEntry entry)
    {
        if (!entry.IsKnown) return MmdbNodes.Nothing;
        if (_known.TryGetValue(entry, out var value)) return value;
        value = MmdbNodes.ValueAt(_values.Count);
        _known.Add(entry, value);
        _values.Map((entry.Asn == 0 ? 0 : 1) + (entry.Country is null ? 0 : 1) + (entry.Point is null ? 0 : 1) + (entry.Subdivision is null ? 0 : 1));
        if (entry.Asn != 0)
        {
            _values.Text("autonomous_system_number");
            _values.Unsigned32(entry.Asn);
        }

        if (entry.Country is { } country)
        {
            _values.Text("country");
            _values.Shared($"\0country {country}", values => Code(values, country));
        }

        if (entry.Point is { } point)
        {
            _values.Text("location");
            _values.Shared(FormattableString.Invariant($"\0location {point.Latitude:R} {point.Longitude:R}"), values =>
            {
                values.Map(2);
                values.Text("latitude");
                values.Real(point.Latitude);
                values.Text("longitude");
                values.Real(point.Longitude);
            });
        }

        if (entry.Subdivision is { } subdivision)
        {
            _values.Text("subdivisions");
            _values.Shared($"\0subdivision {subdivision}", values =>
            {
                values.Array(1);
                Code(values, subdivision);
            });
        }

        return value;
    }

    private static void Code(MmdbOctets values, string code)
    {
        values.Map(1);
        values.Text("iso_code");
        values.Text(code);
    }

    private byte[] Metadata(int nodeCount, int recordBits)
    {
        var values = new MmdbOctets();
        values.Map(9);
        values.Text("binary_format_major_version");
        values.Unsigned16(2);
        values.Text("binary_format_minor_version");
        values.Unsigned16(0);
        values.Text("build_epoch");
        values.Unsigned64((ulong)builtAt.ToUnixTimeSeconds());
        values.Text("database_type");
        values.Text(type);
        values.Text("description");
        values.Map(0);
        values.Text("ip_version");
        values.Unsigned16(6);
        values.Text("languages");
        values.Array(0);
        values.Text("node_count");
        values.Unsigned32((uint)nodeCount);
        values.Text("record_size");
        values.Unsigned16((ushort)recordBits);
        return values.ToArray();
    }

    private static uint Record(int child, int nodeCount) =>
        child >= 0 ? (uint)child : child == MmdbNodes.Nothing ? (uint)nodeCount : (uint)nodeCount + MmdbMetadata.Separator + (uint)MmdbNodes.OffsetOf(child);

    private static void WriteNode(Span<byte> node, int recordBits, uint left, uint right)
    {
        if (recordBits == 32)
        {
            BinaryPrimitives.WriteUInt32BigEndian(node, left);
            BinaryPrimitives.WriteUInt32BigEndian(node[4..], right);
            return;
        }

        // 28 bits: the highest four of both share the octet in the middle, left first.
        WriteLow24(node, left);
        if (recordBits == 28) node[3] = (byte)((left >> 24 << 4) | (right >> 24));
        WriteLow24(node[(recordBits == 28 ? 4 : 3)..], right);
    }

    private static void WriteLow24(Span<byte> to, uint number) => (to[0], to[1], to[2]) = ((byte)(number >> 16), (byte)(number >> 8), (byte)number);
}
