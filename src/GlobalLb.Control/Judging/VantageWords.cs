using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Judging;

/// <summary>Whose word counts: what is remembered of each vantage.</summary>
internal sealed class VantageWords(ILogger logger)
{
    private readonly Dictionary<string, Known> _known = [];

    /// <summary>Why the word of a vantage does not count, as a phrase; null: it does.</summary>
    public string? Ignored(string vantage) => _known.GetValueOrDefault(vantage)?.Ignored;

    /// <summary>Forgets all.</summary>
    public void Clear() => _known.Clear();

    /// <summary>Hears a vantage.</summary>
    /// <returns>Whether it found something up for the first time: its word may count now.</returns>
    public bool Hear(in Outcome outcome)
    {
        if (!outcome.Passed || !_known.TryGetValue(outcome.Vantage, out var known) || known.HasPassed) return false;
        known.HasPassed = true;
        return true;
    }

    /// <summary>Finds out anew whose word counts.</summary>
    /// <returns>Whether that is otherwise than before.</returns>
    public bool Judge(IReadOnlyCollection<Tracked> tracked, ConfigurationDocument document, TimeSpan now)
    {
        var isChanged = false;
        var vantages = tracked.SelectMany(each => each.Vantages).ToHashSet();
        foreach (var gone in _known.Keys.Where(code => !vantages.Contains(code)).ToList()) _known.Remove(gone);
        var (reported, alone, expected) = Count(tracked, now);
        var byCode = document.Vantages.IsEmpty ? [] : tracked.ToDictionary(each => each.Endpoint.Code);
        foreach (var vantage in vantages)
        {
            if (!_known.TryGetValue(vantage, out var known)) _known[vantage] = known = new Known();
            var canaries = document.Vantages.FirstOrDefault(each => each.Code.Value == vantage)?.Canaries ?? [];
            var trust = new VantageTrust(
                canaries.Count(code => IsSeenUp(byCode.GetValueOrDefault(code), vantage, now)),
                canaries.Length,
                known.HasPassed,
                reported.GetValueOrDefault(vantage),
                alone.GetValueOrDefault(vantage),
                expected.GetValueOrDefault(vantage));
            var ignored = trust.Judge(document.Safety, known.IsAlone);
            known.IsAlone = trust.IsAlone(document.Safety, known.IsAlone);
            if (ignored == known.Ignored) continue;
            isChanged |= ignored is null != known.Ignored is null;
            known.Ignored = ignored;
            Say(vantage, known);
        }

        return isChanged;
    }

    /// <summary>The vantages whose word would withdraw something and does not count, each as a sentence.</summary>
    public IEnumerable<string> Held(IReadOnlyCollection<Tracked> tracked) => _known
        .Where(pair => pair.Value.Ignored is not null && tracked.Any(each => each.Views.Any(view => view.Key.Vantage == pair.Key && view.Value is { HasSpoken: true, Fold.Health: HealthState.Down })))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => HeldReason.Ignoring(pair.Key, pair.Value.Ignored!));

    /// <summary>The vantages whose word does not count although they were heard of, and why.</summary>
    public IEnumerable<(string Vantage, string Reason)> Faults() => _known
        .Where(pair => pair.Value is { Ignored: not null, IsSaid: true })
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => (pair.Key, pair.Value.Ignored!));

    /// <summary>The vantages that found nothing up yet: how they stand is not known.</summary>
    public IEnumerable<string> Unknown() => _known.Where(pair => !pair.Value.HasPassed).Select(pair => pair.Key);

    // That it found nothing up yet is how every one begins.
    private void Say(string vantage, Known known)
    {
        if (known.Ignored is null == known.IsSaid is false || (known.Ignored is not null && !known.HasPassed)) return;
        known.IsSaid = known.Ignored is not null;
        if (known.Ignored is { } reason) ControlLog.VantageIgnored(logger, vantage, reason);
        else ControlLog.VantageCounts(logger, vantage);
    }

    private static bool IsSeenUp(Tracked? canary, string vantage, TimeSpan now) =>
        canary?.Rule.Probes[0] is { } probe && canary.Views.TryGetValue((probe.Name, vantage), out var view) && view.HasSpoken && view.Fold.Health == HealthState.Up && view.IsReporting(probe, now);

    // By the main probe of each endpoint: whom others stand beside, and who finds down alone what most of the others find up.
    private (Dictionary<string, int> Reported, Dictionary<string, int> Alone, Dictionary<string, int> Expected) Count(IReadOnlyCollection<Tracked> tracked, TimeSpan now)
    {
        Dictionary<string, int> reported = [], alone = [], expected = [];
        foreach (var each in tracked)
        {
            var probe = each.Rule.Probes[0];
            foreach (var vantage in each.Vantages)
            {
                expected[vantage] = expected.GetValueOrDefault(vantage) + 1;
                if (each.Vantages.Length == 1) continue;
                var own = each.Views[(probe.Name, vantage)];
                var others = each.Vantages
                    .Where(other => other != vantage && _known.GetValueOrDefault(other)?.Ignored is null)
                    .Select(other => each.Views[(probe.Name, other)])
                    .Where(view => view.HasSpoken && view.IsReporting(probe, now))
                    .ToList();
                if (!own.HasSpoken || !own.IsReporting(probe, now) || others.Count == 0) continue;
                reported[vantage] = reported.GetValueOrDefault(vantage) + 1;
                var up = others.Count(view => view.Fold.Health == HealthState.Up);
                if (own.Fold.Health == HealthState.Down && up * 2 > others.Count) alone[vantage] = alone.GetValueOrDefault(vantage) + 1;
            }
        }

        return (reported, alone, expected);
    }

    private sealed class Known
    {
        public bool HasPassed { get; set; }

        public bool IsAlone { get; set; }

        public bool IsSaid { get; set; }

        public string? Ignored { get; set; }
    }
}
