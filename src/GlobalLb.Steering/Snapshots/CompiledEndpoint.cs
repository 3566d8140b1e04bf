using System.Net;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>An endpoint of a snapshot, as people and tests look at it; answering reads the table itself.</summary>
/// <param name="Code">How everything refers to it.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Weight">Its share within the pool.</param>
/// <param name="Address">What is answered.</param>
public readonly record struct CompiledEndpoint(EndpointCode Code, CompiledPool Pool, int Weight, IPAddress Address)
{
    /// <summary>Its pool's region.</summary>
    public Region Region => Pool.Region;
}
