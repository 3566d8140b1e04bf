using GlobalLb.Steering.Configuration;
using Quartz;

namespace GlobalLb.Vantage.Probing;

/// <summary>
/// One round: every endpoint of a pool, probed once. The endpoints of a pool are spread over a tenth of the interval, so that
/// what they share does not see a burst.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ProbeRound(ProbeSchedule schedule, Prober prober, IOutcomes outcomes) : IJob
{
    /// <summary>Where the pool's code is in the job's map.</summary>
    public const string PoolKey = "pool";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var code = new PoolCode((string)context.MergedJobDataMap[PoolKey]!);
        if (schedule.Find(code) is not { Probe: { } probe } pool) return;
        var spread = TimeSpan.FromSeconds(Math.Min(1, probe.IntervalSeconds / 10));
        await Task.WhenAll(pool.Endpoints.Select((endpoint, index) =>
            ProbeAsync(code, endpoint, probe, spread * index / pool.Endpoints.Length, cancellationToken)));
    }

    private async Task ProbeAsync(PoolCode pool, Endpoint endpoint, Probe probe, TimeSpan wait, CancellationToken stop)
    {
        if (wait > TimeSpan.Zero) await Task.Delay(wait, stop);
        if (schedule.Find(pool) is null) return;
        await outcomes.HearAsync(endpoint, await prober.RunAsync(endpoint, probe, stop), stop);
    }
}
