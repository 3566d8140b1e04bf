using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Alerting;

/// <summary>One alert in a message.</summary>
/// <param name="Telling">Why it is said: <c>begins</c>, <c>repeats</c>, <c>worsens</c>, <c>ends</c>, or <c>passed</c>, which is both.</param>
/// <param name="Event">What kind of thing it is, as in the configuration.</param>
/// <param name="Key">What it is: the same from its beginning to its end.</param>
/// <param name="Text">What is said, in a line.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When it ended; null: it has not.</param>
/// <param name="Reason">Why.</param>
/// <param name="Endpoints">The endpoints it is about.</param>
/// <param name="Pools">Their pools.</param>
/// <param name="Regions">The regions of these.</param>
/// <param name="SteeredNames">The names that lead there; only of incidents.</param>
/// <param name="Votes">What each vantage says, of the first endpoint.</param>
/// <param name="Console">Its page; null: nobody said where pages are.</param>
internal sealed record AlertLine(
    string Telling,
    AlertEvent Event,
    string Key,
    string Text,
    DateTimeOffset Since,
    DateTimeOffset? Until,
    string Reason,
    ImmutableArray<EndpointCode> Endpoints,
    ImmutableArray<PoolCode> Pools,
    ImmutableArray<RegionCode> Regions,
    ImmutableArray<string> SteeredNames,
    ImmutableArray<Vote> Votes,
    string? Console)
{
    /// <summary>The most endpoints, pools, names and votes that are listed.</summary>
    public const int Most = 20;

    public static AlertLine Of(Saying saying, Uri? console)
    {
        var condition = saying.Condition;
        return new AlertLine(
            AlertMessage.Word(saying.Telling),
            condition.Event,
            condition.Key,
            Line(saying),
            condition.Since ?? default,
            saying.OverAt,
            condition.Reason,
            [.. condition.Endpoints.Take(Most)],
            [.. condition.Pools.Take(Most)],
            [.. condition.Regions],
            [.. condition.SteeredNames.Take(Most)],
            [.. condition.Votes.Take(Most)],
            console is null ? null : new Uri(console, PageOf(condition)).ToString());
    }

    /// <summary>What is said, in a line.</summary>
    public static string Line(Saying saying) => saying.Telling switch
    {
        Alerting.Telling.Ends => saying.Over!,
        Alerting.Telling.Passed => $"{saying.Condition.Text}; since then: {saying.Over}",
        Alerting.Telling.Repeats => $"still: {saying.Condition.Text}",
        _ => saying.Condition.Text,
    };

    private static string PageOf(Condition condition) => condition.Event switch
    {
        AlertEvent.Incident => "history",
        AlertEvent.Observer => "",
        _ => condition.Pools is [var pool, ..] ? $"pools/{pool}" : "",
    };
}
