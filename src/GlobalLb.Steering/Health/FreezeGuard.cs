using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>
/// Keeps one observer's fault from emptying the world. While it is frozen, nothing is withdrawn because of health; what is seen up
/// again returns. The first line that fits decides:
/// <code>
///  frozen, and most of what fell is seen up again          goes on
///  frozen, because everything seemed down; one is seen up  goes on
///  frozen                                                  stays frozen
///  five fell in the time, in two groups or more, and of    freezes until that is confirmed or most are up again
///    all outside the group that lost most, more than the
///    share fell
///  three or more are down and none is up                   freezes until that is confirmed or one is up again
///  otherwise                                               goes on
/// </code>
/// That a region is lost is what the whole program is for, so those that stand in one region count as related; with one region, those
/// of one pool do.
/// </summary>
public sealed record FreezeGuard
{
    /// <summary>With fewer endpoints known than this, all of them failing together is no sign of anything.</summary>
    public const int FewestEndpoints = 3;

    /// <summary>Fewer falls than this are no sign of anything, whatever their share.</summary>
    public const int FewestFalls = 5;

    /// <summary>What each reason begins with.</summary>
    internal const string Mark = "frozen: ";

    private const string Remedy = "nothing is withdrawn because of health until that is confirmed, or";

    /// <summary>Not frozen.</summary>
    public static FreezeGuard Open { get; } = new();

    /// <summary>Why it is frozen, as a sentence; null: it is not.</summary>
    public string? Reason { get; private init; }

    /// <summary>What fell and is held; some of it may be up again.</summary>
    public ImmutableHashSet<EndpointCode> Fallen { get; private init; } = [];

    // Falls up to then are confirmed; and as long as nothing is up, that nothing is.
    private TimeSpan? ConfirmedAt { get; init; }

    private bool IsLossConfirmed { get; init; }

    private bool OneIsEnough { get; init; }

    /// <summary>Whether what is said to be held is said by a freeze.</summary>
    public static bool IsFreeze(string? held) => held?.StartsWith(Mark, StringComparison.Ordinal) ?? false;

    /// <summary>Begins frozen, as before a restart.</summary>
    /// <param name="reason">The reason that was said.</param>
    /// <param name="answered">What is answered: most of it must be seen up, or it must be confirmed that it is not.</param>
    public static FreezeGuard Restored(string reason, IEnumerable<EndpointCode> answered) => new() { Reason = reason, Fallen = [.. answered] };

    /// <summary>After an operator confirmed it: what is held goes.</summary>
    public static FreezeGuard Confirmed(TimeSpan now) => Open with { ConfirmedAt = now, IsLossConfirmed = true };

    /// <summary>Judges.</summary>
    /// <param name="sights">All endpoints that are probed, without those that only depend on others that are down.</param>
    /// <param name="safety">When to freeze.</param>
    /// <param name="now">The moment, on a clock that only goes forward.</param>
    public FreezeGuard Judge(IReadOnlyCollection<Sight> sights, Safety safety, TimeSpan now)
    {
        var (up, down) = (sights.Count(sight => sight.Health == HealthState.Up), sights.Count(sight => sight.Health == HealthState.Down));
        if (Reason is not null)
        {
            // What is left of those that fell has been looked at; that everything is down can still be.
            return IsOver(sights, up) ? (Open with { ConfirmedAt = now }).Judge(sights, safety, now) : this with { Fallen = Fallen.Union(Down(sights)) };
        }

        var falls = sights.Where(sight => IsFall(sight, safety, now)).ToList();
        var groups = falls.GroupBy(sight => sight.Group).Select(group => (group.Key, Count: group.Count())).OrderByDescending(group => group.Count).ToList();
        if (falls.Count >= FewestFalls && groups.Count > 1)
        {
            var elsewhere = sights.Count(sight => sight.Group != groups[0].Key);
            var share = (falls.Count - groups[0].Count) * 100 / elsewhere;
            if (share > safety.FreezeShare)
            {
                return Open with
                {
                    Reason = $"{Mark}{falls.Count} of {sights.Count} probed endpoints fell within {safety.FreezeSeconds} s, {share} % of those outside {groups[0].Key}, which is likelier the observer's fault: {Remedy} most of them are seen up again",
                    Fallen = [.. falls.Select(sight => sight.Endpoint)],
                };
            }
        }

        if (down < FewestEndpoints || up > 0) return up > 0 && IsLossConfirmed ? this with { IsLossConfirmed = false } : this;
        if (IsLossConfirmed) return this;
        return Open with
        {
            Reason = $"{Mark}all {down} probed endpoints seem down at once, which is likelier the observer's fault: {Remedy} one of them is seen up again",
            Fallen = [.. Down(sights)],
            OneIsEnough = true,
        };
    }

    private bool IsFall(in Sight sight, Safety safety, TimeSpan now) =>
        sight.Health == HealthState.Down && sight.FellAt is { } at && now - at <= TimeSpan.FromSeconds(safety.FreezeSeconds) && !(at <= ConfirmedAt);

    private bool IsOver(IReadOnlyCollection<Sight> sights, int up)
    {
        if (OneIsEnough) return up > 0;
        var held = sights.Where(sight => Fallen.Contains(sight.Endpoint)).ToList();
        return held.Count(sight => sight.Health == HealthState.Up) * 2 > held.Count || held.Count == 0;
    }

    private static IEnumerable<EndpointCode> Down(IEnumerable<Sight> sights) => sights.Where(sight => sight.Health == HealthState.Down).Select(sight => sight.Endpoint);
}
