using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Joining;

/// <summary>What a vantage is told to probe: whole, never a delta.</summary>
/// <param name="Version">The version of the configuration it is of.</param>
/// <param name="Document">Pools that look from this vantage, with nothing but what probing needs.</param>
public sealed record VantageSchedule(long Version, ConfigurationDocument Document)
{
    /// <summary>How many endpoints it has.</summary>
    public int Endpoints => Document.Pools.Sum(pool => pool.Endpoints.Length);
}
