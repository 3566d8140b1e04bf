using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Health;

/// <summary>A part of the history.</summary>
/// <param name="From">Its beginning, included.</param>
/// <param name="To">Its end, not included.</param>
/// <param name="Region">
/// Only this region: for transitions the region at the time, for roll-ups the region the endpoint is in today.
/// </param>
/// <param name="Endpoint">Only this endpoint.</param>
public sealed record HistoryRange(
    DateTimeOffset From, DateTimeOffset To, RegionCode? Region = null, EndpointCode? Endpoint = null);
