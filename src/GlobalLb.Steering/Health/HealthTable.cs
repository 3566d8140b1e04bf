using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>The health of all endpoints at one moment. An endpoint that is not in it is Unknown.</summary>
public sealed record HealthTable
{
    /// <summary>Nothing known.</summary>
    public static HealthTable Empty { get; } = new();

    /// <summary>The endpoints known, by code.</summary>
    [JsonConverter(typeof(EndpointHealthConverter))]
    public FrozenDictionary<EndpointCode, EndpointHealth> Endpoints { get; init; } = FrozenDictionary<EndpointCode, EndpointHealth>.Empty;

    /// <summary>Why newer findings are held back, as a sentence; null when they are not (<see cref="FreezeGuard"/>, <see cref="WithdrawalLimit"/>).</summary>
    public string? Held { get; init; }

    /// <summary>
    /// What vantages near some clients find down that is not down for all, one region of vantages each; a region that finds nothing more
    /// than all together is not in it. It counts for those clients first.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<RegionalView> Regional { get; init; } = [];

    /// <summary>The health of one endpoint.</summary>
    public HealthState this[EndpointCode endpoint] =>
        Endpoints.TryGetValue(endpoint, out var known) ? known.Health : HealthState.Unknown;
}
