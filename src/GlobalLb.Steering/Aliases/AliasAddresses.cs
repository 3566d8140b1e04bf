using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Aliases;

/// <summary>What the target of ALIAS records has in one family of addresses.</summary>
/// <param name="Target">The target.</param>
/// <param name="Type">A or AAAA.</param>
/// <param name="Ttl">The longest a resolver may keep an answer made of it, in seconds.</param>
/// <param name="Addresses">The addresses; empty: it is known to have none of this family.</param>
/// <param name="Since">When they became these; for people.</param>
public sealed record AliasAddresses(DomainName Target, RecordType Type, uint Ttl, ImmutableArray<IPAddress> Addresses, DateTimeOffset Since)
{
    /// <summary>Whether the same would be answered from both.</summary>
    public bool AnswersLike(AliasAddresses other) =>
        Target == other.Target && Type == other.Type && Ttl == other.Ttl && Addresses.SequenceEqual(other.Addresses);
}
