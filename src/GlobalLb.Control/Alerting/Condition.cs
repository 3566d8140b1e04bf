using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Alerting;

/// <summary>Something that people may want to know, for as long as it holds.</summary>
internal sealed record Condition
{
    /// <summary>What it is, among all that can hold; the same whichever Control sees it.</summary>
    public required string Key { get; init; }

    public required AlertEvent Event { get; init; }

    /// <summary>What is said of it, in a line.</summary>
    public required string Text { get; init; }

    /// <summary>Since when; null: since it is first seen.</summary>
    public DateTimeOffset? Since { get; init; }

    public string Reason { get; init; } = "";

    public ImmutableArray<EndpointCode> Endpoints { get; init; } = [];

    public ImmutableArray<PoolCode> Pools { get; init; } = [];

    public ImmutableArray<RegionCode> Regions { get; init; } = [];

    /// <summary>The names whose policies lead there.</summary>
    public ImmutableArray<string> SteeredNames { get; init; } = [];

    public ImmutableArray<Vote> Votes { get; init; } = [];

    public long Version { get; init; }

    /// <summary>When it grows, it is said again.</summary>
    public int Severity { get; init; }

    /// <summary>Whether it is never repeated.</summary>
    public bool IsOnce { get; init; }

    /// <summary>Whether all it is about is in maintenance.</summary>
    public bool IsMaintained { get; init; }

    /// <summary>Whether a receiver wants to know of it.</summary>
    public bool Concerns(AlertReceiver receiver) => receiver.On.Contains(Event)
        && (Event == AlertEvent.Observer || (receiver.Pools.IsEmpty && receiver.Regions.IsEmpty)
            || receiver.Pools.Any(Pools.Contains) || receiver.Regions.Any(Regions.Contains));
}
