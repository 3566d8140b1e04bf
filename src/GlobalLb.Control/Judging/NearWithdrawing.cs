using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>
/// From what the vantages near one region find down to what is taken away from clients near them. The first line that fits decides:
/// <code>
///  all vantages together find it down              it is nothing of theirs; until it goes for all, as it was
///  it is forced                                    as it is forced
///  they alone find too much down                   not listened to
///  they do not report, or their word does not      as all find it; shortly after a start, as it was
///    count
///  they find it down, or what it needs             down, unless freeze or limit let it wait
///  it fell for them again and again                held down
///  otherwise                                       as all find it
/// </code>
/// </summary>
internal sealed class NearWithdrawing(RegionCode region)
{
    private readonly Dictionary<(PoolCode Pool, bool IsIPv4), WithdrawalLimit> _limits = [];
    private readonly Dictionary<EndpointCode, (bool IsDown, HoldDown Hold)> _found = [];
    private bool _isAlone;
    private string? _ignored;

    /// <summary>What is taken away.</summary>
    public Dictionary<EndpointCode, EndpointHealth> Down { get; private set; } = [];

    /// <summary>Whether time alone may change it.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Begins with what was taken away before.</summary>
    public void Believe(RegionalView believed)
    {
        Down = believed.Down.ToDictionary();
        foreach (var code in Down.Keys) _found[code] = (true, default);
    }

    /// <summary>Decides what is taken away.</summary>
    /// <param name="tracked">All endpoints, after what is found and published of them for all was decided.</param>
    /// <param name="scene">What all regions of vantages share.</param>
    /// <param name="held">Takes what is held back, as sentences.</param>
    /// <param name="tell">Takes what changed: down, or up when it is as for all again.</param>
    public void Judge(IReadOnlyDictionary<EndpointCode, Tracked> tracked, NearScene scene, List<string> held, Action<EndpointCode, EndpointHealth> tell)
    {
        IsPending = false;
        List<Tracked> members = [.. tracked.Values.Where(each => each.Near.Any(near => near.Region == region))];
        Trust(members, scene.Safety);
        if (_ignored is not null) held.Add($"the word of the vantages near {region} does not count: {_ignored}");
        var wanted = members.ToDictionary(each => each.Endpoint.Code, each => Want(each, tracked, scene));
        var next = new Dictionary<EndpointCode, EndpointHealth>();
        var waiting = new List<EndpointCode>();
        foreach (var family in members.GroupBy(each => (each.Pool.Code, each.Endpoint.Address.AddressFamily == AddressFamily.InterNetwork)))
        {
            List<Tracked> endpoints = [.. family.OrderBy(each => _found.GetValueOrDefault(each.Endpoint.Code).Hold.FellAt)];
            var waits = Waits(family.Key, endpoints, wanted, scene);
            for (var i = 0; i < endpoints.Count; i++)
            {
                var code = endpoints[i].Endpoint.Code;
                var (isDown, reason) = wanted[code];
                if (waits[i]) waiting.Add(code);
                if (!isDown || waits[i] || !Withdrawing.IsAnswered(endpoints[i].Pool, endpoints[i].Published.Health)) continue;
                next[code] = Down.TryGetValue(code, out var known) ? known with { Reason = reason } : new EndpointHealth(HealthState.Down, scene.Wall, reason);
            }
        }

        if (waiting.Count > 0 && !scene.IsFrozen) held.Add($"{Withdrawing.Named(waiting)} seem down to the vantages near {region} and wait: a pool loses at most {scene.Safety.WithdrawalShare} % within a minute for clients near them, too");
        IsPending |= waiting.Count > 0 || _isAlone || Down.Count > 0;
        Tell(next, wanted, scene.Wall, tell);
        foreach (var gone in _found.Keys.Where(code => !wanted.ContainsKey(code)).ToList()) _found.Remove(gone);
        Down = next;
    }

    // As of a single vantage, what it alone finds down of much that all together find up is no fault of what it looks at.
    private void Trust(List<Tracked> members, Safety safety)
    {
        var (reported, alone) = (0, 0);
        foreach (var each in members)
        {
            var found = each.FoundNear(region).Health;
            if (found == HealthState.Unknown || each.Own.Health == HealthState.Unknown) continue;
            reported++;
            if (found == HealthState.Down && each.Own.Health == HealthState.Up) alone++;
        }

        _isAlone = new VantageTrust(0, 0, true, reported, alone, members.Count).IsAlone(safety, _isAlone);
        _ignored = _isAlone ? $"together they alone find {alone} of {reported} endpoints down" : null;
    }

    private (bool IsDown, string Reason) Want(Tracked each, IReadOnlyDictionary<EndpointCode, Tracked> tracked, NearScene scene)
    {
        var code = each.Endpoint.Code;
        var found = each.FoundNear(region);
        var needed = scene.Dependencies.IsEmpty ? null : scene.Dependencies.FindDown(code, other => tracked.TryGetValue(other, out var known) && IsDown(known, scene.Wall));
        var isDown = found.Health == HealthState.Down || needed is not null;
        var (wasDown, hold) = _found.GetValueOrDefault(code);
        // It goes for all, or waits for that; who does without it already goes on so.
        if (each.Found == HealthState.Down) return (Down.ContainsKey(code), "all vantages together find it down");
        if (each.Endpoint.EffectiveAvailability(scene.Wall) != EndpointAvailability.Automatic) return (false, "somebody forces it");
        if (_ignored is not null) return (false, $"the word of the vantages near {region} does not count: {_ignored}");
        if (found.Health == HealthState.Unknown && needed is null)
            return each.MayBeUnheard(scene.Now) && Down.TryGetValue(code, out var before) ? (true, before.Reason) : (false, $"the vantages near {region} find it neither up nor down");
        if (isDown && !wasDown) hold = hold.Fall(scene.Now, scene.Safety.HoldDownSeconds);
        _found[code] = (isDown, hold);
        var reason = needed is not null && found.Health != HealthState.Down ? $"it depends on {needed}, which is down for vantages near {region}" : found.Reason ?? "";
        if (isDown || !hold.Holds(scene.Now)) return (isDown, reason);
        IsPending = true;
        return (true, $"up again ({reason}), and held down for {(hold.Until - hold.FellAt).TotalSeconds:0} s after it fell again and again for vantages near {region}");
    }

    private bool IsDown(Tracked needed, DateTimeOffset wall) =>
        needed.FoundNear(region).Health == HealthState.Down && needed.Endpoint.EffectiveAvailability(wall) == EndpointAvailability.Automatic;

    private bool[] Waits((PoolCode Pool, bool IsIPv4) key, List<Tracked> endpoints, Dictionary<EndpointCode, (bool IsDown, string Reason)> wanted, NearScene scene)
    {
        var waits = new bool[endpoints.Count];
        Withdrawable[] all = [.. endpoints.Select(each =>
        {
            var code = each.Endpoint.Code;
            var isAnswered = Withdrawing.IsAnswered(each.Pool, each.Published.Health);
            var isAutomatic = each.Endpoint.EffectiveAvailability(scene.Wall) == EndpointAvailability.Automatic;
            return new Withdrawable(code, isAutomatic ? each.Endpoint.Weight : 0, isAnswered && !Down.ContainsKey(code), isAnswered && !wanted[code].IsDown);
        })];
        if (scene.IsFrozen)
        {
            for (var i = 0; i < waits.Length; i++) waits[i] = all[i] is { IsAnswered: true, IsWell: false };
            return waits;
        }

        var limit = _limits.GetValueOrDefault(key, WithdrawalLimit.Fresh);
        if (limit.Spent.IsEmpty && !all.Any(each => each is { IsAnswered: true, IsWell: false })) return waits;
        _limits[key] = limit.Judge(all, scene.Safety, scene.Now, waits);
        return waits;
    }

    private void Tell(Dictionary<EndpointCode, EndpointHealth> next, Dictionary<EndpointCode, (bool IsDown, string Reason)> wanted, DateTimeOffset wall, Action<EndpointCode, EndpointHealth> tell)
    {
        foreach (var (code, health) in next)
            if (!Down.ContainsKey(code)) tell(code, health);
        foreach (var code in Down.Keys.Where(code => !next.ContainsKey(code)))
            tell(code, new EndpointHealth(HealthState.Up, wall, wanted.TryGetValue(code, out var why) ? why.Reason : "nobody near is asked about it any more"));
    }
}
