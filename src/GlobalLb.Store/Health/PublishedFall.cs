using System.Collections.Immutable;

namespace GlobalLb.Store.Health;

/// <summary>When the fall of an endpoint was published, and how that reached the edges.</summary>
/// <param name="At">When it was published.</param>
/// <param name="ConfirmedAfter">Milliseconds until the last edge that confirmed it had taken it; null: none did, or it is not known yet.</param>
/// <param name="Confirmed">How many edges confirmed it; null: it is not known yet.</param>
/// <param name="Missing">Those that followed and did not.</param>
public sealed record PublishedFall(DateTimeOffset At, double? ConfirmedAfter, int? Confirmed, ImmutableArray<string> Missing);
