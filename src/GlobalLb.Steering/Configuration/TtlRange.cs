namespace GlobalLb.Steering.Configuration;

/// <summary>
/// A TTL that follows how calm things are: <paramref name="Max"/> while nothing is about to change, <paramref name="Min"/> while
/// something may, so that clients follow soon.
/// </summary>
/// <param name="Min">Seconds while something may change, 1 to 86 400.</param>
/// <param name="Max">Seconds otherwise, from <paramref name="Min"/> to 86 400.</param>
public sealed record TtlRange(uint Min, uint Max);
