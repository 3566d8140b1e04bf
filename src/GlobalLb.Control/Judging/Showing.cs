using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Control.Alerting;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>What judging shows to who tells people, and only if somebody is to be told.</summary>
/// <param name="words">Whose word counts.</param>
/// <param name="tracking">What is tracked.</param>
internal sealed class Showing(VantageWords words, Tracking tracking)
{
    /// <summary>All that holds.</summary>
    /// <param name="version">The version of the configuration.</param>
    /// <param name="table">What is published, or would be.</param>
    /// <param name="freeze">Why withdrawal is held for all; null: it is not.</param>
    /// <param name="silence">That no vantage reports, as a sentence; null: one does.</param>
    /// <param name="isAnyHeard">Whether any vantage was heard since the start.</param>
    /// <param name="now">The moment, on a clock that only goes forward.</param>
    public Outlook Of(long version, HealthTable table, string? freeze, string? silence, bool isAnyHeard, TimeSpan now)
    {
        if (tracking.Document.Alerts.IsEmpty) return new Outlook(version, tracking.Document, HealthTable.Empty, [], FrozenDictionary<Steering.Configuration.EndpointCode, ImmutableArray<Vote>>.Empty);
        var faults = ImmutableArray.CreateBuilder<ObserverFault>();
        if (freeze is not null) faults.Add(ObserverFault.Freeze(freeze));
        if (silence is not null) faults.Add(ObserverFault.Silence(silence));
        foreach (var (vantage, reason) in words.Faults()) faults.Add(ObserverFault.Vantage(vantage, reason));
        var votes = tracking.All
            .Where(pair => pair.Value.Published.Health == HealthState.Down || pair.Value.Views.Values.Any(view => view.Standing is not null))
            .ToFrozenDictionary(pair => pair.Key, pair => pair.Value.StandingVotes(words.Ignored, now).ToImmutableArray());
        return new Outlook(version, tracking.Document, table, faults.ToImmutable(), votes) { Undecided = Undecided(isAnyHeard, now) };
    }

    // A Control that begins to lead knows what is published, and not yet what only vantages can show.
    private HashSet<string> Undecided(bool isAnyHeard, TimeSpan now)
    {
        var keys = words.Unknown().Select(ObserverFault.KeyOf).ToHashSet();
        if (!isAnyHeard) keys.Add(ObserverFault.SilenceKey);
        foreach (var (code, tracked) in tracking.All)
        {
            foreach (var (probe, vantage) in tracked.Awaited(now))
            {
                keys.Add(Conditions.CertificateKey(code, probe));
                keys.Add(ObserverFault.KeyOf(vantage));
            }
        }

        return keys;
    }
}
