using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;

namespace GlobalLb.Web.Live;

/// <summary>What the safeguards do at present.</summary>
/// <param name="FrozenSince">Since when withdrawal is frozen; null: it is not.</param>
/// <param name="Fallen">The endpoints that health withdrew within the time that a freeze looks at.</param>
/// <param name="Withdrawn">Those that it withdrew within the last minute.</param>
/// <param name="Waiting">Those that seem down and are still answered.</param>
/// <param name="HeldDown">Those that are up again and stay down for a while.</param>
internal sealed record SafetySight(
    DateTimeOffset? FrozenSince,
    ImmutableArray<EndpointCode> Fallen,
    ImmutableArray<EndpointCode> Withdrawn,
    ImmutableArray<EndpointCode> Waiting,
    ImmutableArray<EndpointCode> HeldDown)
{
    /// <summary>The time that the limit is for.</summary>
    public const int WithdrawalSeconds = 60;

    public static SafetySight Of(
        Safety safety, DateTimeOffset now, IReadOnlyCollection<Transition> transitions, IReadOnlyDictionary<EndpointCode, EndpointHealth> published, DateTimeOffset? frozenSince)
    {
        return new(
            frozenSince,
            Within(safety.FreezeSeconds),
            Within(WithdrawalSeconds),
            Of(reason => HeldReason.IsWaiting(reason)),
            Of(reason => HeldReason.IsHoldingDown(reason)));

        ImmutableArray<EndpointCode> Within(int seconds) =>
            [.. transitions.Where(transition => transition.To == HealthState.Down && now - transition.At <= TimeSpan.FromSeconds(seconds)).Select(transition => transition.Endpoint).Distinct().OrderBy(code => code.Value, StringComparer.Ordinal)];

        ImmutableArray<EndpointCode> Of(Predicate<string> isSaid) =>
            [.. published.Where(pair => isSaid(pair.Value.Reason)).Select(pair => pair.Key).OrderBy(code => code.Value, StringComparer.Ordinal)];
    }
}
