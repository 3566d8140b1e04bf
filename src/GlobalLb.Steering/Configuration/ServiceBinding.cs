using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// Says that HTTPS or SVCB records (RFC 9460) are made of the policy of a steered name: in the order in which it would choose,
/// with the addresses and the port of the endpoints chosen.
/// </summary>
public sealed record ServiceBinding
{
    /// <summary>The protocols that all endpoints speak, most wanted first, such as <c>h2</c> and <c>h3</c> (RFC 9460 §7.1); empty: the scheme's own.</summary>
    public ImmutableArray<string> Alpn { get; init; } = [];
}
