using Microsoft.Extensions.Logging;
using Quartz;

namespace GlobalLb.Vantage.Probing;

/// <summary>
/// One round: every endpoint of a pool that is due, probed once, and again within the round while it is undecided. The endpoints are
/// spread, so that what they share does not see a burst. Rounds of a pool may overlap, so that none that is slow holds up the others;
/// those of one endpoint do not.
/// </summary>
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

    private TimeSpan Now => time.GetElapsedTime(0);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var key = (string)context.MergedJobDataMap[RoundKey]!;
        if (schedule.Find(key) is not { } round) return;
        var wall = time.GetUtcNow();
        var due = Now + (context.ScheduledFireTimeUtc.GetValueOrDefault(wall) - wall);
        var count = round.Targets.Length;
        var apart = TimeSpan.FromSeconds(Stagger.WithinRound(count, round.IntervalSeconds) / Math.Max(1, count));
        await Task.WhenAll(round.Targets.Select((target, index) => ProbeAsync(key, target, due + (apart * index), cancellationToken)));
    }

    private async Task ProbeAsync(string key, Target target, TimeSpan due, CancellationToken stop)
    {
        await UntilAsync(due, stop);
        var pace = schedule.Paces.Of(target);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (pace.Take(turn) is not { } before) return;
        try
        {
            await before;
            await RunAsync(key, target, pace, due, stop);
        }
        finally
        {
            pace.Return(turn);
        }
    }

    private async Task RunAsync(string key, Target target, Pace pace, TimeSpan due, CancellationToken stop)
    {
        var interval = TimeSpan.FromSeconds(target.Timing.IntervalSeconds);
        var end = due + (interval * (1 + Overlap));
        if (!ProbePace.IsDue(target.Timing, pace.Fold, pace.Begun, Now)) return;
        while (true)
        {
            var place = allowance.Take(target.Address);
            if (place > end - Now)
            {
                metrics.CountCrowded();
                if (allowance.MaySay()) VantageLog.Crowded(logger, target.Address, options.MostPerAddress);
            }

            if (place > TimeSpan.Zero) await Task.Delay(place, time, stop);
            if (schedule.Find(key) is null) return;
            pace.Begun = Now;
            if (await prober.RunAsync(target, due, stop) is not { } outcome) return;
            await outcomes.HearAsync(target.Endpoint, outcome, stop);
            var timing = target.Timing;
            pace.Fold = pace.Fold.With(outcome.Passed, timing.Rise, timing.Fall, timing.FailuresOf);
            var next = ProbePace.Next(timing, pace.Fold);
            due = pace.Begun.Value + next;
            if (next >= interval || due + TimeSpan.FromSeconds(timing.TimeoutSeconds) > end) return; // the next round is soon enough
            await UntilAsync(due, stop);
        }
    }

    private Task UntilAsync(TimeSpan due, CancellationToken stop) => due - Now is { Ticks: > 0 } wait ? Task.Delay(wait, time, stop) : Task.CompletedTask;
}
