using System.Buffers.Binary;

namespace GlobalLb.Steering.Snapshots;

/// <summary>What answers need of a zone, as it lies in the table: the length of its apex, then its SOA record for denials.</summary>
internal readonly struct ZoneEntry(byte[] octets, int at)
{
    public const int AuthorityOffset = 3;

    /// <summary>The length of the apex in wire form: what is before it in a name is below the apex.</summary>
    public int ApexLength => octets[at];

    /// <summary>The SOA record as it goes with negative answers: its TTL is the lesser of its own and MINIMUM (RFC 2308 §3).</summary>
    public ReadOnlySpan<byte> NegativeAuthority =>
        octets.AsSpan(at + AuthorityOffset, BinaryPrimitives.ReadUInt16LittleEndian(octets.AsSpan(at + 1)));
}
