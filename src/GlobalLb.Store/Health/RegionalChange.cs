using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>A change of what is published for clients near some vantages, where that is not what is published for all.</summary>
/// <param name="At">When it was published.</param>
/// <param name="Near">The region that the vantages stand near.</param>
/// <param name="Endpoint">Of which endpoint.</param>
/// <param name="Health">Down for these clients; or Up: from then on it is for them as it is for all.</param>
/// <param name="ConfigurationVersion">The version of the configuration that was probed.</param>
public sealed record RegionalChange(DateTimeOffset At, RegionCode Near, EndpointCode Endpoint, EndpointHealth Health, long ConfigurationVersion);
