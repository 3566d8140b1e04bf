using Microsoft.Extensions.Logging;
using Quartz;

namespace GlobalLb.Vantage.Probing;

/// <summary>
/// One round: every endpoint of a pool that is due, probed once, and again within the round while it is undecided. The endpoints are
/// spread, so that what they share does not see a burst.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ProbeRound(
    ProbeSchedule schedule,
    Prober prober,
    AddressAllowance allowance,
    IOutcomes outcomes,
    VantageOptions options,
    VantageMetrics metrics,
    MonotonicTime time,
    ILogger<ProbeRound> logger) : IJob
{
    /// <summary>Where the round's key is in the job's map.</summary>
    public const string RoundKey = "round";

    // How far the last repetition may reach into the next round, which waits for it.
    private const double Overlap = 0.1;

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var key = (string)context.MergedJobDataMap[RoundKey]!;
        if (schedule.Find(key) is not { } round) return;
        var interval = round.IntervalSeconds;
        var end = Now + TimeSpan.FromSeconds(interval * (1 + Overlap));
        var spread = TimeSpan.FromSeconds(Stagger.WithinRound(round.Targets.Length, interval));
        await Task.WhenAll(round.Targets.Select((target, index) =>
            ProbeAsync(key, target, spread * index / round.Targets.Length, end, cancellationToken)));
    }

    private TimeSpan Now => time.GetElapsedTime(0);

    private async Task ProbeAsync(string key, Target target, TimeSpan wait, TimeSpan end, CancellationToken stop)
    {
        if (!schedule.Paces.IsDue(target, Now + wait)) return;
        while (true)
        {
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stop);
            if (allowance.Take(target.Address, end - Now) is not { } place)
            {
                metrics.CountCrowded();
                if (allowance.MaySay()) VantageLog.Crowded(logger, target.Address, options.MostPerAddress);
                return;
            }

            if (place > TimeSpan.Zero) await Task.Delay(place, time, stop);
            if (schedule.Find(key) is null) return;
            var begun = Now;
            if (await prober.RunAsync(target, stop) is not { } outcome) return;
            await outcomes.HearAsync(target.Endpoint, outcome, stop);
            var due = schedule.Paces.Fold(target, outcome.Passed, begun);
            var isSooner = due < begun + TimeSpan.FromSeconds(target.Timing.IntervalSeconds);
            if (!isSooner || due + TimeSpan.FromSeconds(target.Timing.TimeoutSeconds) > end) return; // the next round is soon enough
            wait = due - Now;
        }
    }
}
