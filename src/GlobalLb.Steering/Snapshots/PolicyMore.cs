namespace GlobalLb.Steering.Snapshots;

/// <summary>What few policies have, so that the many need no room for it.</summary>
/// <param name="Number">The policy's number among those that have any of it.</param>
/// <param name="LeastTtl">Seconds a resolver may keep an answer while something may change.</param>
/// <param name="FallbackLeaf">The leaf of records that the fallback answers; −1: none.</param>
/// <param name="Https">The number of the binding by which HTTPS is made; −1: it is not.</param>
/// <param name="Svcb">The number of the binding by which SVCB is made; −1: it is not.</param>
internal readonly record struct PolicyMore(int Number, uint LeastTtl, int FallbackLeaf, int Https, int Svcb);
