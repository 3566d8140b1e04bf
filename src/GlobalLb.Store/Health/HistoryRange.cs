using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Health;

/// <summary>A part of the history.</summary>
/// <param name="From">Its beginning, included.</param>
/// <param name="To">Its end, not included.</param>
/// <param name="Region">
/// Only this region: for transitions the region at the time, for roll-ups and outcomes the region the endpoint is in today.
/// </param>
/// <param name="Endpoint">Only this endpoint.</param>
/// <param name="Pool">Only this pool, as with the region.</param>
/// <param name="Vantage">Only what was found from there; of transitions those that it decided.</param>
public sealed record HistoryRange(
    DateTimeOffset From, DateTimeOffset To, RegionCode? Region = null, EndpointCode? Endpoint = null, PoolCode? Pool = null, string? Vantage = null);
