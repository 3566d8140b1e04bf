using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>A place from which probes run.</summary>
public sealed record KnownVantage
{
    /// <summary>How everything refers to it.</summary>
    public required VantageCode Code { get; init; }

    /// <summary>The region it stands in or near; null: not said.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>
    /// Endpoints that it must see: its word counts while it finds more than half of them up. None: its word counts as soon as it found
    /// anything up.
    /// </summary>
    public ImmutableArray<EndpointCode> Canaries { get; init; } = [];
}
