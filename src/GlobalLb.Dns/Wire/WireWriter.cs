using System.Buffers.Binary;
using GlobalLb.Dns.Names;

namespace GlobalLb.Dns.Wire;

/// <summary>Builds wire form in memory that grows; for everything that is not answering a query.</summary>
internal sealed class WireWriter
{
    private byte[] _octets = new byte[64];

    /// <summary>The number of octets written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _octets.AsSpan(0, Length);

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>Writes one octet.</summary>
    public void Write(byte value) => Take(1)[0] = value;

    /// <summary>Writes two octets, the most significant first.</summary>
    public void Write(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), value);

    /// <summary>Writes four octets, the most significant first.</summary>
    public void Write(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    /// <summary>Writes octets as they are.</summary>
    public void Write(ReadOnlySpan<byte> octets) => octets.CopyTo(Take(octets.Length));

    /// <summary>Writes a name, uncompressed.</summary>
    public void Write(DomainName name) => Write(name.Wire);

    /// <summary>Replaces two octets written earlier, such as a length known only now.</summary>
    public void Replace(int at, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(_octets.AsSpan(at, 2), value);

    private Span<byte> Take(int length)
    {
        if (Length + length > _octets.Length) Array.Resize(ref _octets, Math.Max(_octets.Length * 2, Length + length));
        Length += length;
        return _octets.AsSpan(Length - length, length);
    }
}
