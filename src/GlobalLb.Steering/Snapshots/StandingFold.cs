using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Folds all that is known of an endpoint to how it stands; the first line that fits decides.
/// <code>
///  region evacuated, or a drill under way      Evacuated
///  forced down                                 Down
///  health down                                 Down        unless forced up
///  health unknown, pool says that means down   Down        unless forced up
///  region drained                              Drained
///  otherwise                                   Available
/// </code>
/// </summary>
internal static class StandingFold
{
    public static ImmutableArray<Standing> Fold(ImmutableArray<CompiledEndpoint> endpoints, HealthTable health, DateTimeOffset now)
    {
        var standings = ImmutableArray.CreateBuilder<Standing>(endpoints.Length);
        foreach (var endpoint in endpoints) standings.Add(Fold(endpoint, health[endpoint.Endpoint.Code], now));
        return standings.MoveToImmutable();
    }

    public static DateTimeOffset? NextChange(ConfigurationDocument document, DateTimeOffset now) =>
        document.Regions.Where(region => region.Drill?.Until > now).Min(region => region.Drill?.Until);

    private static Standing Fold(CompiledEndpoint endpoint, HealthState health, DateTimeOffset now)
    {
        var state = endpoint.Region.EffectiveState(now);
        if (state == RegionState.Evacuated) return Standing.Evacuated;
        var isUp = endpoint.Endpoint.Availability switch
        {
            EndpointAvailability.ForcedUp => true,
            EndpointAvailability.ForcedDown => false,
            _ => endpoint.Pool.Probe is null || health == HealthState.Up
                || (health == HealthState.Unknown && endpoint.Pool.UnknownMeans == UnknownMeaning.Up),
        };
        if (!isUp) return Standing.Down;
        return state == RegionState.Drained ? Standing.Drained : Standing.Available;
    }
}
