using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Snapshots;

/// <summary>A name with an ALIAS record.</summary>
/// <param name="Target">The name whose addresses it is answered with.</param>
/// <param name="Ttl">The TTL of the record in seconds: the longest an answer may be kept.</param>
public readonly record struct FlattenedName(DomainName Target, uint Ttl);
