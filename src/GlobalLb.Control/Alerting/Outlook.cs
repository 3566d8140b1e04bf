using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Alerting;

/// <summary>What judging shows to who tells people: all that holds at one moment, so that nothing is lost with one that is not looked at.</summary>
/// <param name="Version">The version of the configuration.</param>
/// <param name="Document">The configuration.</param>
/// <param name="Table">What is published, or would be.</param>
/// <param name="Faults">What is likely the observer's fault.</param>
/// <param name="Votes">What each vantage says of endpoints that are down or of which something is warned.</param>
internal sealed record Outlook(
    long Version,
    ConfigurationDocument Document,
    HealthTable Table,
    ImmutableArray<ObserverFault> Faults,
    FrozenDictionary<EndpointCode, ImmutableArray<Vote>> Votes)
{
    /// <summary>The keys of conditions of which nobody knows yet, since this Control leads, whether they hold: who would show them was not heard.</summary>
    public IReadOnlySet<string> Undecided { get; init; } = FrozenSet<string>.Empty;
}
