using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>What is believed of all endpoints at one moment.</summary>
/// <param name="Endpoints">The belief of every endpoint that ever had one; an endpoint that is missing is unknown.</param>
/// <param name="Held">Why Control holds the health table back, as a sentence; null: it does not.</param>
/// <param name="PublishedAt">When Control last said that it published; null: never.</param>
/// <param name="IsDatabaseReachable">Whether this is fresh; when false it is the last that was seen.</param>
public sealed record HealthView(
    FrozenDictionary<EndpointCode, EndpointBelief> Endpoints, string? Held, DateTimeOffset? PublishedAt, bool IsDatabaseReachable)
{
    /// <summary>What is published for clients near some vantages, where that is not what is published for all.</summary>
    public ImmutableArray<RegionalView> Regional { get; init; } = [];

    /// <summary>Nothing known, because there is no database to ask.</summary>
    public static HealthView Unreachable { get; } = new(FrozenDictionary<EndpointCode, EndpointBelief>.Empty, null, null, false);
}
