using System.Collections.Frozen;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>A fault that only the vantages near one region see: it counts for clients near them, in pools that ask for it (<see cref="Pool.RegionalHealth"/>).</summary>
/// <param name="Near">The region that the vantages stand near.</param>
/// <param name="Fault">What is down for them.</param>
public sealed record NearFault(RegionCode Near, Fault Fault)
{
    /// <summary>What these vantages would find.</summary>
    internal RegionalView Play(Snapshot snapshot)
    {
        var isDown = Fault.Compile();
        return new RegionalView(Near, snapshot.Endpoints.Where(isDown).ToFrozenDictionary(
            endpoint => endpoint.Code, _ => new EndpointHealth(HealthState.Down, snapshot.Moment, "imagined to be down there")));
    }
}
