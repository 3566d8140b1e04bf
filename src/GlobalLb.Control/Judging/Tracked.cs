using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>What the judge remembers of one endpoint.</summary>
internal sealed class Tracked
{
    private static readonly Dictionary<RegionCode, EndpointHealth> Nowhere = [];

    private readonly Dictionary<(string Probe, string Vantage), ViewFold> _views = [];
    private readonly Dictionary<RegionCode, Verdict> _near = [];
    private ImmutableArray<EffectiveProbe> _probes;

    public Tracked(
        Pool pool, Endpoint endpoint, ImmutableArray<EffectiveProbe> probes, ImmutableArray<string> vantages, ImmutableArray<NearVantages> near, EndpointHealth published, TimeSpan now)
    {
        (Pool, Endpoint, _probes, Rule, Vantages, Near) = (pool, endpoint, probes, PoolRules.Of(pool, probes), vantages, near);
        Believe(published, Nowhere, now);
    }

    public Pool Pool { get; private set; }

    public Endpoint Endpoint { get; private set; }

    public PoolRule Rule { get; private set; }

    /// <summary>The vantages whose word counts.</summary>
    public ImmutableArray<string> Vantages { get; private set; }

    /// <summary>Of these, by the region they stand near, those whose word counts for clients near them first.</summary>
    public ImmutableArray<NearVantages> Near { get; private set; }

    /// <summary>When it began to be believed what is: nobody may have looked since.</summary>
    public TimeSpan BelievedAt { get; private set; }

    /// <summary>What is published of it.</summary>
    public EndpointHealth Published { get; set; }

    /// <summary>Why that is published, without what is said around it.</summary>
    public string PublishedFor { get; set; } = "";

    /// <summary>What the votes come to, whatever it depends on.</summary>
    public Verdict Own { get; private set; }

    /// <summary>What is found of it, with what it depends on.</summary>
    public HealthState Found { get; set; }

    /// <summary>Whether the last judgement came to another health, for all or for clients near some vantages.</summary>
    public bool HasTurned { get; private set; }

    /// <summary>When it was found to fall last; null: never.</summary>
    public TimeSpan? FellAt { get; set; }

    public HoldDown Hold { get; set; }

    /// <summary>Whether it was heard of since the start.</summary>
    public bool IsSeen { get; private set; }

    /// <summary>Whose outcome changed a view last.</summary>
    public string? LastVantage { get; private set; }

    /// <summary>The name of the probe that found it; empty: the main one.</summary>
    public string LastProbe { get; private set; } = "";

    public IReadOnlyDictionary<(string Probe, string Vantage), ViewFold> Views => _views;

    /// <summary>Whether what was learned is still about the same thing. How it is probed is not asked: an edit of a probe raises and withdraws nothing by itself.</summary>
    public bool IsSameAs(Endpoint endpoint) => Endpoint.Address.Equals(endpoint.Address) && Endpoint.Port == endpoint.Port;

    /// <summary>Takes what is configured now. The beliefs stay; what was counted towards others does not when it was asked otherwise.</summary>
    public void Follow(Pool pool, Endpoint endpoint, ImmutableArray<EffectiveProbe> probes, ImmutableArray<string> vantages, ImmutableArray<NearVantages> near, TimeSpan now)
    {
        var askedBefore = _probes.ToDictionary(probe => probe.Asked.Name);
        var asked = probes.ToDictionary(probe => probe.Asked.Name);
        (Pool, Endpoint, _probes, Rule, Vantages, Near) = (pool, endpoint, probes, PoolRules.Of(pool, probes), vantages, near);
        _near.Clear();
        var expected = Expected().ToHashSet();
        foreach (var gone in _views.Keys.Where(key => !expected.Contains(key)).ToList()) _views.Remove(gone);
        foreach (var key in expected)
        {
            if (!_views.TryGetValue(key, out var view)) _views[key] = ViewFold.From(Published, now);
            else if (!asked[key.Probe].AsksTheSameAs(askedBefore[key.Probe])) _views[key] = view with { Fold = HealthFold.From(view.Fold.Health) };
        }
    }

    /// <summary>Begins again from a belief.</summary>
    /// <param name="believed">What was believed.</param>
    /// <param name="near">What the vantages near some regions found down besides.</param>
    /// <param name="now">The moment.</param>
    public void Believe(in EndpointHealth believed, IReadOnlyDictionary<RegionCode, EndpointHealth> near, TimeSpan now)
    {
        (Published, PublishedFor, Found, IsSeen, BelievedAt) = (believed, believed.Reason, believed.Health, false, now);
        Own = new Verdict(believed.Health, believed.Reason);
        _views.Clear();
        _near.Clear();
        foreach (var key in Expected())
        {
            var region = Near.FirstOrDefault(each => each.Vantages.Contains(key.Vantage)).Region;
            _views[key] = ViewFold.From(near.GetValueOrDefault(region, believed), now);
        }
    }

    /// <summary>Folds one outcome.</summary>
    /// <returns>Whether the view on it may say something else than before.</returns>
    public bool Hear(in Outcome outcome, TimeSpan now)
    {
        var key = (outcome.Probe, outcome.Vantage);
        if (!_views.TryGetValue(key, out var view)) return false;
        var probe = outcome.Probe;
        var rule = Rule.Probes.First(rule => rule.Name == probe);
        var next = view.With(outcome, rule, now);
        _views[key] = next;
        var isChanged = next.Fold.Health != view.Fold.Health;
        if (isChanged) (LastVantage, LastProbe) = (outcome.Vantage, probe);
        IsSeen = true;
        return isChanged || !view.HasSpoken || next.Warning != view.Warning || next.Standing != view.Standing || !view.IsReporting(rule, now);
    }

    /// <summary>Hears old news: the belief stays, but what was counted towards another is no longer in a row with what comes.</summary>
    public void Interrupt(in Outcome old)
    {
        var key = (old.Probe, old.Vantage);
        if (_views.TryGetValue(key, out var view)) _views[key] = view with { Fold = HealthFold.From(view.Fold.Health) };
    }

    /// <summary>Judges by the views.</summary>
    /// <param name="ignored">Why the word of a vantage does not count; null: it does.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Whether the verdict is another.</returns>
    public bool Judge(Func<string, string?> ignored, TimeSpan now)
    {
        var before = Own;
        // What nobody has a word on stays as it is published, not as it might have come to be.
        var votes = Votes(ignored, now);
        var found = Judgement.Judge(Rule, votes, Published.Health);
        Own = found.Reason is null ? found with { Reason = PublishedFor } : found;
        HasTurned = Own.Health != before.Health;
        return JudgeNear(votes) || Own != before;
    }

    /// <summary>What the vantages near a region find by themselves; Unknown: they do not report, or their word does not count.</summary>
    public Verdict FoundNear(RegionCode region) => _near.GetValueOrDefault(region, new Verdict(HealthState.Unknown, null));

    /// <summary>Whether it may still be too early after a start to have heard those who look.</summary>
    public bool MayBeUnheard(TimeSpan now) => now - BelievedAt <= Rule.Probes.Max(probe => probe.Silence);

    /// <summary>What each vantage says of each probe.</summary>
    public Vote[] Votes(Func<string, string?> ignored, TimeSpan now)
    {
        var votes = new Vote[Rule.Probes.Length * Vantages.Length];
        var count = 0;
        foreach (var probe in Rule.Probes)
        {
            foreach (var vantage in Vantages)
            {
                var view = _views[(probe.Name, vantage)];
                var why = ignored(vantage) ?? (view.IsReporting(probe, now) ? null : "it does not report");
                votes[count++] = new Vote(probe.Name, vantage, view.Fold.Health, view.Reason, view.Warning, why);
            }
        }

        return votes;
    }

    /// <summary>The same with what is warned of still, though a probe may just fail.</summary>
    public IEnumerable<Vote> StandingVotes(Func<string, string?> ignored, TimeSpan now) => Votes(ignored, now).Select(vote => vote with { Warning = _views[(vote.Probe, vote.Vantage)].Standing });

    /// <summary>Whose word on which probe was not heard since the start and is still waited for; of a probe on which nobody has spoken, that of all.</summary>
    public IEnumerable<(string Probe, string Vantage)> Awaited(TimeSpan now)
    {
        if (_views.Values.All(view => view.HasSpoken)) yield break;
        foreach (var probe in Rule.Probes)
        {
            var isHeard = Vantages.Any(vantage => _views[(probe.Name, vantage)].HasSpoken);
            foreach (var vantage in Vantages)
            {
                var view = _views[(probe.Name, vantage)];
                if (!view.HasSpoken && (!isHeard || view.IsReporting(probe, now))) yield return (probe.Name, vantage);
            }
        }
    }

    /// <summary>Whether somebody reports on it.</summary>
    public bool IsReported(TimeSpan now) => Rule.Probes.Any(probe => Vantages.Any(vantage => _views[(probe.Name, vantage)].IsReporting(probe, now)));

    // No memory: views have one, and whoever does not report finds nothing down.
    private bool JudgeNear(Vote[] votes)
    {
        var isChanged = false;
        foreach (var (region, vantages) in Near)
        {
            var found = Judgement.Judge(Rule, Array.FindAll(votes, vote => vantages.Contains(vote.Vantage)), HealthState.Unknown);
            isChanged |= found != FoundNear(region);
            HasTurned |= found.Health != FoundNear(region).Health;
            _near[region] = found;
        }

        return isChanged;
    }

    private IEnumerable<(string Probe, string Vantage)> Expected() => Rule.Probes.SelectMany(probe => Vantages.Select(vantage => (probe.Name, vantage)));
}
