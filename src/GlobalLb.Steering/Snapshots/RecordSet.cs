using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Snapshots;

/// <summary>The records of one name and type, in wire form.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Records">Each: type, class, TTL, length, data; ready to copy behind an owner name.</param>
internal sealed record RecordSet(RecordType Type, byte[][] Records)
{
    /// <summary>Where the data begins in each record, behind type, class, TTL and length.</summary>
    public const int DataOffset = 10;
}
