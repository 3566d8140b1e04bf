using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>A pool of a snapshot, as people and tests look at it; answering reads numbers.</summary>
/// <param name="Code">How everything refers to it.</param>
/// <param name="Region">Its region.</param>
public sealed record CompiledPool(PoolCode Code, Region Region);
