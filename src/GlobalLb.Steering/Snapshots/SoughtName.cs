using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// A name to look up, in lower case, with the hash of each of its suffixes. Hashing goes from the end of the name to its front,
/// eight octets a step, and keeps what it has come to after each: the hash of any ancestor is then one step more, so a name that
/// does not exist costs little more than one that does.
/// </summary>
/// <remarks>
/// A name ends where the memory ends, so that each step is one whole word of it, written once and read as it was written: a
/// processor has to wait when it reads across what it has just written.
/// </remarks>
internal struct SoughtName
{
    // As many as the longest name fills; it does not fill the last of them.
    private const int MostWords = (DomainName.MaxWireLength + 1) / sizeof(ulong);

    // Drawn once per process, so that nobody can choose names that collide. An answer never depends on it.
    private static readonly ulong Begin = Draw(), Octet = Draw(), Step = Draw(), End = Draw();

    private Words _lower;
    private Words _steps;
    private int _length;

    /// <param name="name">The first name; uncompressed, valid, in any case.</param>
    public SoughtName(ReadOnlySpan<byte> name)
    {
        Unsafe.SkipInit(out this); // half a kilobyte, of which a usual name needs a tenth
        Seek(name);
    }

    /// <summary>The name, in lower case.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Name => MemoryMarshal.AsBytes((ReadOnlySpan<ulong>)_lower)[^_length..];

    /// <summary>Its length in wire form.</summary>
    public readonly int Length => _length;

    /// <summary>The hash of the whole name.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Takes another name into the same memory.</summary>
    public void Seek(ReadOnlySpan<byte> name)
    {
        _length = name.Length;
        var hash = Begin;
        var step = 0;
        for (var at = name.Length - sizeof(ulong); at >= 0; at -= sizeof(ulong))
        {
            _steps[step++] = hash;
            var word = LowerCase.Of(BinaryPrimitives.ReadUInt64LittleEndian(name[at..]));
            _lower[MostWords - step] = word;
            hash = Mix(word ^ Octet, hash ^ Step);
        }

        _steps[step] = hash;
        var rest = LowerCase.Of(Front(name, name.Length % sizeof(ulong)));
        _lower[MostWords - 1 - step] = rest;
        Hash = Finish(rest, hash, name.Length);
    }

    /// <summary>The hash of the last <paramref name="length"/> octets of the name: of itself or an ancestor.</summary>
    public readonly ulong HashOf(int length)
    {
        var step = (int)((uint)length / sizeof(ulong));
        return Finish(_lower[MostWords - 1 - step] & Mask(length), _steps[step], length);
    }

    /// <summary>Whether the last <paramref name="length"/> octets of the name are those that end at a place in other memory, at least a word behind its start.</summary>
    public readonly bool IsAt(int length, ReadOnlySpan<byte> octets, int end)
    {
        var at = end - sizeof(ulong);
        var word = MostWords - 1;
        for (var left = length; left >= sizeof(ulong); left -= sizeof(ulong), at -= sizeof(ulong))
            if (BinaryPrimitives.ReadUInt64LittleEndian(octets[at..]) != _lower[word--]) return false;
        return ((BinaryPrimitives.ReadUInt64LittleEndian(octets[at..]) ^ _lower[word]) & Mask(length)) == 0;
    }

    [InlineArray(MostWords)]
    private struct Words
    {
        private ulong _first;
    }

    private static ulong Draw() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    // The first octets of a name as the last ones of a word, behind nothing but zeros.
    private static ulong Front(ReadOnlySpan<byte> name, int count)
    {
        if (name.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64LittleEndian(name) << 8 * (7 - count) << 8;
        var word = 0ul;
        foreach (var octet in name) word = (word >> 8) | ((ulong)octet << 56);
        return word;
    }

    // Of the word a name of that length begins in, what belongs to the name; nothing when it begins right behind the word.
    private static ulong Mask(int length) => ulong.MaxValue << 8 << 8 * (7 - (int)((uint)length % sizeof(ulong)));

    private static ulong Finish(ulong rest, ulong hash, int length) => Mix(rest ^ End, hash ^ ((ulong)length << 56) ^ Octet);

    // The high half by itself where that can be had: with both the low one takes a way through memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong left, ulong right) =>
        (Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(left, right) : Math.BigMul(left, right, out _)) ^ (left * right);
}
