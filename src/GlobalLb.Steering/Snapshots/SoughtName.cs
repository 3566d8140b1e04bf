using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// A name to look up, in lower case, with the hash of each of its suffixes. Hashing goes from the end of the name to its front,
/// eight octets a step, and keeps what it has come to after each: the hash of any ancestor is then one step more, so a name that
/// does not exist costs little more than one that does.
/// </summary>
internal struct SoughtName
{
    // The longest name, and room to read whole words at its end.
    private const int MostOctets = DomainName.MaxWireLength + sizeof(ulong);

    // One for each eight octets of the longest name, and the first.
    private const int MostSteps = (DomainName.MaxWireLength / sizeof(ulong)) + 1;

    // Drawn once per process, so that nobody can choose names that collide. An answer never depends on it.
    private static readonly ulong Begin = Draw(), Octet = Draw(), Step = Draw(), End = Draw();

    private Octets _lower;
    private Steps _steps;
    private int _length;

    /// <param name="name">The first name; uncompressed, valid, in any case.</param>
    public SoughtName(ReadOnlySpan<byte> name)
    {
        Unsafe.SkipInit(out this); // half a kilobyte, of which a usual name needs a tenth
        Seek(name);
    }

    /// <summary>The name, in lower case.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Name => ((ReadOnlySpan<byte>)_lower)[.._length];

    /// <summary>Its length in wire form.</summary>
    public readonly int Length => _length;

    /// <summary>The hash of the whole name.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Takes another name into the same memory.</summary>
    public void Seek(ReadOnlySpan<byte> name)
    {
        Span<byte> lower = _lower;
        LowerCase.Copy(name, lower);
        _length = name.Length;
        var hash = Begin;
        _steps[0] = hash;
        var at = name.Length - sizeof(ulong);
        for (var step = 1; at >= 0; step++, at -= sizeof(ulong))
        {
            hash = Mix(BinaryPrimitives.ReadUInt64LittleEndian(lower[at..]) ^ Octet, hash ^ Step);
            _steps[step] = hash;
        }

        Hash = HashOf(_length);
    }

    /// <summary>The hash of the last <paramref name="length"/> octets of the name: of itself or an ancestor.</summary>
    public readonly ulong HashOf(int length)
    {
        // What is read beyond the front of the suffix is cut off.
        var rest = BinaryPrimitives.ReadUInt64LittleEndian(((ReadOnlySpan<byte>)_lower)[(_length - length)..]) & ~(ulong.MaxValue << (length % sizeof(ulong) * 8));
        return Mix(rest ^ End, _steps[length / sizeof(ulong)] ^ ((ulong)length << 56) ^ Octet);
    }

    [InlineArray(MostOctets)]
    private struct Octets
    {
        private byte _first;
    }

    [InlineArray(MostSteps)]
    private struct Steps
    {
        private ulong _first;
    }

    private static ulong Draw() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
