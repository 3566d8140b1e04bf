using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>
/// Limits how much of a pool health may withdraw: at most a share of its weight within a minute, and never below its floor; the
/// rest waits. One endpoint a minute may always go, or a pool of few could never lose one. A pool of which nothing is well goes as
/// a whole: to keep answering it would only keep its clients from where something is well. What returned is as if it had not been
/// withdrawn. Each address family is by itself.
/// </summary>
/// <param name="Spent">What was withdrawn within the last minute, the oldest first; moments are of a clock that only goes forward.</param>
public readonly record struct WithdrawalLimit(ImmutableArray<(EndpointCode Endpoint, TimeSpan At, long Weight)> Spent)
{
    /// <summary>The time for <see cref="Safety.WithdrawalShare"/>.</summary>
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Nothing withdrawn yet.</summary>
    public static WithdrawalLimit Fresh { get; } = new([]);

    /// <summary>Says which of those that are to be withdrawn go now.</summary>
    /// <param name="endpoints">The endpoints of one family of a pool; of those that are to be withdrawn, the first goes first.</param>
    /// <param name="safety">How much may go.</param>
    /// <param name="now">The moment.</param>
    /// <param name="waits">Is set for those that wait.</param>
    /// <returns>The limit after that.</returns>
    public WithdrawalLimit Judge(ReadOnlySpan<Withdrawable> endpoints, Safety safety, TimeSpan now, Span<bool> waits)
    {
        waits.Clear();
        var spent = Left(endpoints, now);
        long all = 0, answered = 0, gone = spent.Sum(each => each.Weight);
        var isAnyWell = false;
        foreach (ref readonly var endpoint in endpoints)
        {
            all += endpoint.Weight;
            if (endpoint.IsAnswered) answered += endpoint.Weight;
            isAnyWell |= endpoint.IsWell;
        }

        for (var i = 0; i < endpoints.Length; i++)
        {
            var (endpoint, weight, isAnswered, isWell) = endpoints[i];
            if (!isAnswered || isWell) continue;
            var hasRoom = spent.IsEmpty || (gone + weight) * 100 <= all * safety.WithdrawalShare;
            waits[i] = isAnyWell && weight > 0 && (!hasRoom || (answered - weight) * 100 < all * safety.LeastShare);
            if (waits[i] || weight == 0) continue;
            gone += weight;
            answered -= weight;
            spent = spent.Add((endpoint, now, weight));
        }

        return new WithdrawalLimit(spent);
    }

    private ImmutableArray<(EndpointCode Endpoint, TimeSpan At, long Weight)> Left(ReadOnlySpan<Withdrawable> endpoints, TimeSpan now)
    {
        if (Spent.IsDefaultOrEmpty) return [];
        var answered = new HashSet<EndpointCode>();
        foreach (var endpoint in endpoints)
            if (endpoint.IsAnswered) answered.Add(endpoint.Endpoint);
        return Spent.RemoveAll(each => now - each.At >= Minute || answered.Contains(each.Endpoint));
    }
}
