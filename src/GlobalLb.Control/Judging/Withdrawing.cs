using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>
/// From what is found to what is published: dependencies, hold-down, freeze, limit, in this order. Each keeps something from being
/// withdrawn, or from returning, and says so.
/// </summary>
internal sealed class Withdrawing
{
    private const int MostNamed = 3;

    private readonly Dictionary<(PoolCode Pool, bool IsIPv4), WithdrawalLimit> _limits = [];

    /// <summary>Whether health-driven withdrawal is held for all.</summary>
    public FreezeGuard Freeze { get; set; } = FreezeGuard.Open;

    /// <summary>Whether time alone may change what is published.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _limits.Clear();
        Freeze = FreezeGuard.Open;
        IsPending = false;
    }

    /// <summary>Decides what is published of each endpoint.</summary>
    /// <param name="tracked">The endpoints.</param>
    /// <param name="dependencies">Who depends on whom.</param>
    /// <param name="safety">How much may go.</param>
    /// <param name="isExpected">Whether the fall of an endpoint is no news, because somebody works on it.</param>
    /// <param name="now">The moment, on a clock that only goes forward.</param>
    /// <param name="wall">The same moment, for people.</param>
    /// <param name="publish">Takes what is published of an endpoint.</param>
    /// <returns>What is held back, as sentences.</returns>
    public List<string> Judge(
        IReadOnlyDictionary<EndpointCode, Tracked> tracked,
        Dependencies dependencies,
        Safety safety,
        Func<Tracked, bool> isExpected,
        TimeSpan now,
        DateTimeOffset wall,
        Action<Tracked, EndpointHealth> publish)
    {
        IsPending = false;
        var groupsAreRegions = tracked.Values.Select(each => each.Pool.Region).Distinct().Take(2).Count() > 1;
        var wanted = new Dictionary<EndpointCode, (HealthState Health, string Reason)>(tracked.Count);
        var sights = new List<Sight>(tracked.Count);
        foreach (var (code, each) in tracked)
        {
            var down = dependencies.IsEmpty ? null : dependencies.FindDown(code, needed => IsDown(tracked.GetValueOrDefault(needed), wall));
            wanted[code] = Want(each, down is { } needed ? tracked[needed] : null, safety, now);
            if (down is null && !isExpected(each)) sights.Add(new Sight(code, groupsAreRegions ? $"region {each.Pool.Region}" : $"pool {each.Pool.Code}", each.IsSeen ? each.Found : HealthState.Unknown, each.FellAt));
        }

        Freeze = Freeze.Judge(sights, safety, now);
        var held = new List<string>();
        if (Freeze.Reason is { } frozen) held.Add(frozen);
        var waiting = new List<EndpointCode>();
        foreach (var family in tracked.Values.GroupBy(each => (each.Pool.Code, each.Endpoint.Address.AddressFamily == AddressFamily.InterNetwork)))
        {
            // As it is nearly always: nothing is to go, and nothing went of late.
            if (_limits.GetValueOrDefault(family.Key, WithdrawalLimit.Fresh).Spent.IsEmpty && !family.Any(each => IsGoing(each, wanted[each.Endpoint.Code].Health)))
            {
                foreach (var each in family)
                {
                    var (health, reason) = wanted[each.Endpoint.Code];
                    publish(each, Next(each, health, reason, wall));
                }

                continue;
            }

            List<Tracked> members = [.. family.OrderBy(each => each.FellAt ?? TimeSpan.MaxValue)];
            var waits = Waits(family.Key, members, wanted, safety, now, wall);
            for (var i = 0; i < members.Count; i++)
            {
                var (health, reason) = wanted[members[i].Endpoint.Code];
                if (waits[i] && Freeze.Reason is null) waiting.Add(members[i].Endpoint.Code);
                publish(members[i], waits[i] ? Staying(members[i], reason) : Next(members[i], health, reason, wall));
            }
        }

        if (waiting.Count > 0) held.Add($"{Named(waiting)} seem down and wait: health withdraws at most {safety.WithdrawalShare} % of a pool within a minute{(safety.LeastShare > 0 ? $", and leaves {safety.LeastShare} %" : "")}");
        IsPending |= waiting.Count > 0 || Freeze.Reason is not null;
        return held;
    }

    private (HealthState Health, string Reason) Want(Tracked each, Tracked? down, Safety safety, TimeSpan now)
    {
        var found = down is null ? each.Own.Health : HealthState.Down;
        if (found == HealthState.Down && each.Found != HealthState.Down)
        {
            each.FellAt = now;
            if (down is null) each.Hold = each.Hold.Fall(now, safety.HoldDownSeconds);
        }

        each.Found = found;
        var reason = down is null ? each.Own.Reason ?? "" : $"it depends on {down.Endpoint.Code}, which is down: {down.Own.Reason}";
        if (each.Own.Warning is { } warning) reason = $"{reason} (warning: {warning})";
        if (!each.IsSeen) reason = $"{reason} (believed before the start, not probed since)";
        if (found != HealthState.Up || !each.Hold.Holds(now)) return (found, reason);
        IsPending = true;
        return (HealthState.Down, HeldReason.HoldingDown(reason, each.Hold.Until - each.Hold.FellAt));
    }

    private bool[] Waits((PoolCode Pool, bool IsIPv4) key, List<Tracked> members, Dictionary<EndpointCode, (HealthState Health, string Reason)> wanted, Safety safety, TimeSpan now, DateTimeOffset wall)
    {
        var waits = new bool[members.Count];
        Withdrawable[] all = [.. members.Select(each => new Withdrawable(
            each.Endpoint.Code,
            each.Endpoint.EffectiveAvailability(wall) == EndpointAvailability.Automatic ? each.Endpoint.Weight : 0,
            IsAnswered(each.Pool, each.Published.Health),
            IsAnswered(each.Pool, wanted[each.Endpoint.Code].Health)))];
        if (Freeze.Reason is not null)
        {
            for (var i = 0; i < waits.Length; i++) waits[i] = all[i] is { IsAnswered: true, IsWell: false };
            return waits;
        }

        _limits[key] = _limits.GetValueOrDefault(key, WithdrawalLimit.Fresh).Judge(all, safety, now, waits);
        return waits;
    }

    private static bool IsGoing(Tracked each, HealthState wanted) => IsAnswered(each.Pool, each.Published.Health) && !IsAnswered(each.Pool, wanted);

    private static EndpointHealth Staying(Tracked each, string reason) => each.Published with { Reason = HeldReason.Waiting(reason) };

    // A reason that is another does not make it a change of health.
    private static EndpointHealth Next(Tracked each, HealthState health, string reason, DateTimeOffset wall)
    {
        if (each.Own.Reason is { } own) each.PublishedFor = own;
        return health == each.Published.Health ? each.Published with { Reason = reason } : new EndpointHealth(health, wall, reason);
    }

    /// <summary>Whether a health lets an endpoint be answered.</summary>
    public static bool IsAnswered(Pool pool, HealthState health) => health == HealthState.Up || (health == HealthState.Unknown && pool.UnknownMeans == UnknownMeaning.Up);

    private static bool IsDown(Tracked? needed, DateTimeOffset wall) => needed is not null && needed.Endpoint.EffectiveAvailability(wall) switch
    {
        EndpointAvailability.ForcedUp => false,
        EndpointAvailability.ForcedDown => true,
        _ => needed.Own.Health == HealthState.Down,
    };

    /// <summary>The first of some endpoints, and how many more there are.</summary>
    public static string Named(List<EndpointCode> codes) =>
        string.Join(", ", codes.Take(MostNamed)) + (codes.Count > MostNamed ? $" and {codes.Count - MostNamed} more endpoints" : "");
}
