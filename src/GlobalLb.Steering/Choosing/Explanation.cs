using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Choosing;

/// <summary>What one client gets, and why.</summary>
public sealed record Explanation
{
    /// <summary>The name asked for.</summary>
    public required string Name { get; init; }

    /// <summary>The client, and where it is.</summary>
    public required string Client { get; init; }

    /// <summary>The version of the configuration that decided.</summary>
    public required long Version { get; init; }

    /// <summary>The endpoints answered, first drawn first; empty when the answer is.</summary>
    public required ImmutableArray<EndpointCode> Endpoints { get; init; }

    /// <summary>Their addresses, by the same index.</summary>
    public required ImmutableArray<string> Addresses { get; init; }

    /// <summary>The records answered instead of endpoints, each as its type and its data.</summary>
    public ImmutableArray<string> Records { get; init; } = [];

    /// <summary>Their region, or null when there are several or none.</summary>
    public required RegionCode? Region { get; init; }

    /// <summary>Seconds a resolver may keep the answer.</summary>
    public required uint Ttl { get; init; }

    /// <summary>For how many bits of the client's address the answer holds; 0: the client did not matter.</summary>
    public required int Scope { get; init; }

    /// <summary>Why the TTL is that.</summary>
    public required string TtlReason { get; init; }

    /// <summary>Why the scope is that.</summary>
    public required string ScopeReason { get; init; }

    /// <summary>Whether nothing was available and the fallback decided.</summary>
    public required bool IsFallback { get; init; }

    /// <summary>Whether nothing was available and the fallback is to fail.</summary>
    public bool IsFailure { get; init; }

    /// <summary>The steps, in the order they were taken.</summary>
    public required ImmutableArray<TraceStep> Steps { get; init; }
}
