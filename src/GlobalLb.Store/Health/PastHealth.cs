using System.Collections.Immutable;

namespace GlobalLb.Store.Health;

/// <summary>What was believed at a moment of the endpoints that a question is about.</summary>
/// <param name="At">The moment.</param>
/// <param name="Held">Why the health table was held back then; null: it was not.</param>
/// <param name="Endpoints">The endpoints, as the configuration had them.</param>
public sealed record PastHealth(DateTimeOffset At, string? Held, ImmutableArray<PastBelief> Endpoints);
