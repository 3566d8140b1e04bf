using System.Buffers.Binary;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Builds the octets of a name table in memory that grows.</summary>
internal sealed class OctetWriter(int capacity)
{
    private byte[] _octets = new byte[capacity];

    /// <summary>The number of octets written.</summary>
    public int Length { get; private set; }

    /// <summary>All that was written.</summary>
    public Span<byte> Written => _octets.AsSpan(0, Length);

    /// <summary>Room for octets behind those written; its contents are 0.</summary>
    /// <exception cref="InvalidOperationException">There would be more than an array can hold.</exception>
    public Span<byte> Take(int length)
    {
        if (length > _octets.Length - Length)
        {
            if (length > Array.MaxLength - Length)
                throw new InvalidOperationException("the names and records of this configuration need more than 2 GB of memory; serve some of the zones from other edges");
            Array.Resize(ref _octets, (int)Math.Min(Array.MaxLength, Math.Max(_octets.Length * 2L, Length + (long)length)));
        }

        Length += length;
        return _octets.AsSpan(Length - length, length);
    }

    /// <summary>Writes octets as they are.</summary>
    public void Write(ReadOnlySpan<byte> octets) => octets.CopyTo(Take(octets.Length));

    /// <summary>Replaces a number written earlier.</summary>
    public void Replace(int at, int number) => BinaryPrimitives.WriteInt32LittleEndian(_octets.AsSpan(at), number);

    /// <summary>The octets written, in an array of their length.</summary>
    public byte[] ToArray() => Written.ToArray();
}
