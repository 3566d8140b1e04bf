using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Vantage.Joining;

/// <summary>An outcome that waits to be sent.</summary>
/// <param name="Endpoint">The endpoint as it was probed.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="At">When, on our clock that only goes forward.</param>
/// <param name="Heard">The last heartbeat heard by then; null: none was.</param>
internal readonly record struct FoundOutcome(Endpoint Endpoint, Outcome Outcome, TimeSpan At, JoinedControl.Heard? Heard)
{
    /// <summary>As it is sent.</summary>
    /// <param name="since">The heartbeat of its batch.</param>
    public SentOutcome After(JoinedControl.Heard since) => new()
    {
        Endpoint = Outcome.Endpoint.Value,
        Address = Endpoint.Address.ToString(),
        Port = Endpoint.Port,
        Probe = Outcome.Probe,
        Passed = Outcome.Passed,
        Reason = Cut(Outcome.Reason),
        Warning = Outcome.Warning is { } warning ? Cut(warning) : null,
        Latency = Outcome.Latency.TotalMilliseconds,
        Found = (long)Math.Floor(OnClockOf(since) - since.Beat.Clock),
    };

    // By the heartbeat before it where it is of the same clock: a machine that was suspended between the two does not know for how long.
    private double OnClockOf(JoinedControl.Heard since)
    {
        var known = Heard?.Beat.Control == since.Beat.Control ? Heard! : since;
        return known.Beat.Clock + (At - known.At).TotalMilliseconds;
    }

    // Not between the two halves of one character.
    private static string Cut(string text) => text.Length <= SentOutcome.LongestText ? text
        : text[..(SentOutcome.LongestText - (char.IsHighSurrogate(text[SentOutcome.LongestText - 1]) ? 1 : 0))];
}
