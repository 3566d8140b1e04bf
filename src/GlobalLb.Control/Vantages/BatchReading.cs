using System.Net;
using GlobalLb.Control.Judging;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Vantage.Joining;

namespace GlobalLb.Control.Vantages;

/// <summary>
/// Makes of a batch what the judge hears. How old an outcome is, Control's own clock says: what was found so long after a heartbeat
/// cannot be younger than the heartbeat's age less that, whatever became of it on its way and whatever the time is at the vantage.
/// </summary>
internal static class BatchReading
{
    private const double LongestLatency = 3_600_000;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(7);

    /// <summary>Reads a batch.</summary>
    /// <param name="batch">As it came; nothing in it is trusted.</param>
    /// <param name="vantage">Whose it is.</param>
    /// <param name="assignment">What that is to probe; what is not of it is left out.</param>
    /// <param name="clock">The time on the clock of heartbeats, in milliseconds.</param>
    /// <param name="wall">The time for people.</param>
    /// <param name="problem">Why nothing of it can be taken; null: all is well.</param>
    public static List<HeardOutcome> Read(OutcomeBatch batch, VantageCode vantage, Assignment assignment, long clock, DateTimeOffset wall, out string? problem)
    {
        List<HeardOutcome> heard = [];
        problem = FindProblem(batch, clock);
        for (var i = 0; i < batch.Outcomes.Count && problem is null; i++)
        {
            var outcome = batch.Outcomes[i];
            if (outcome is null || FindProblem(outcome) is not null)
            {
                problem = $"outcomes[{i}]: {(outcome is null ? "it is null" : FindProblem(outcome))}";
                break;
            }

            // What is not asked for any more, or not yet: the configuration went on meanwhile.
            var endpoint = new Endpoint { Code = new(outcome.Endpoint), Address = IPAddress.Parse(outcome.Address), Port = outcome.Port };
            if (assignment.FreshFor(endpoint.Code, outcome.Probe) is not { } fresh) continue;
            var age = TimeSpan.FromMilliseconds(Math.Max(0, clock - batch.Since.Clock - outcome.Found));
            if (age > Oldest) continue;
            heard.Add(new HeardOutcome(
                endpoint,
                new Outcome(endpoint.Code, vantage.Value, wall - age, outcome.Passed, Clean(outcome.Reason), TimeSpan.FromMilliseconds(outcome.Latency), outcome.Probe, outcome.Warning is { } warning ? Clean(warning) : null),
                age > fresh));
        }

        return problem is null ? heard : [];
    }

    private static string? FindProblem(OutcomeBatch batch, long clock)
    {
        if (batch.Outcomes.Count > OutcomeBatch.MostOutcomes) return $"there are {batch.Outcomes.Count} outcomes; send at most {OutcomeBatch.MostOutcomes} at once";
        if (batch.Number < 1) return $"number is {batch.Number}; batches are numbered from 1 on";
        if (batch.Since.Clock < 0 || batch.Since.Clock > clock) return "since.clock is of no heartbeat of this session";
        return batch.Version < 0 || batch.Endpoints < 0 || batch.Waiting < 0 || batch.Dropped < 0 ? "version, endpoints, waiting and dropped are 0 or more" : null;
    }

    private static string? FindProblem(SentOutcome outcome)
    {
        if (!IPAddress.TryParse(outcome.Address, out _)) return "address is none";
        if (outcome.Port is < 0 or > 65_535) return "port is not from 0 to 65535";
        if (outcome.Reason.Length > SentOutcome.LongestText || outcome.Warning?.Length > SentOutcome.LongestText) return $"reason or warning is longer than {SentOutcome.LongestText} characters";
        if (!(outcome.Latency is >= 0 and <= LongestLatency)) return "latency is not from 0 to 3600000";
        return Math.Abs((double)outcome.Found) <= 10 * Oldest.TotalMilliseconds ? null : "found is too far from its heartbeat";
    }

    // One line, and nothing that a database refuses.
    private static string Clean(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
