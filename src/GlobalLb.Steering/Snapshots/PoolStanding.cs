namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// How the endpoints of one family of a pool stand together. They are in one region, so that those in the best standing are all
/// that is ever answered of the pool: the others are down.
/// </summary>
/// <param name="Weight">The weights of those in the best standing, together.</param>
/// <param name="Count">How many those are.</param>
/// <param name="Best">The best standing; evacuated when there is no endpoint.</param>
/// <param name="IsEven">Whether all endpoints are in the best standing and have the same weight.</param>
internal readonly record struct PoolStanding(long Weight, int Count, Standing Best, bool IsEven);
