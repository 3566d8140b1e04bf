using System.Collections.Frozen;
using GlobalLb.Steering.Configuration;
using Quartz;

namespace GlobalLb.Control.Probing;

/// <summary>
/// Keeps Quartz's schedule equal to the configuration, by difference: what did not change keeps its rhythm, what is gone is
/// probed no more. Each pool with a probe has one job; its first round begins within a second, at a random moment.
/// </summary>
internal sealed class ProbeSchedule(ISchedulerFactory schedulers, MonotonicTime time)
{
    private volatile FrozenDictionary<PoolCode, Pool> _pools = FrozenDictionary<PoolCode, Pool>.Empty;

    /// <summary>The pool as configured now; null when it is no longer probed.</summary>
    public Pool? Find(PoolCode code) => _pools.GetValueOrDefault(code);

    public async Task FollowAsync(ConfigurationDocument document, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        var before = _pools;
        var after = document.Pools.Where(pool => pool.Probe is not null).ToFrozenDictionary(pool => pool.Code);
        _pools = after;
        foreach (var gone in before.Keys.Where(code => !after.ContainsKey(code)))
            await scheduler.DeleteJob(new JobKey(gone.Value), cancellation);
        foreach (var pool in after.Values)
        {
            if (before.TryGetValue(pool.Code, out var known) && known.Probe!.IntervalSeconds == pool.Probe!.IntervalSeconds) continue;
            await scheduler.DeleteJob(new JobKey(pool.Code.Value), cancellation);
            await scheduler.ScheduleJob(Job(pool), Trigger(pool), cancellationToken: cancellation);
        }
    }

    private static IJobDetail Job(Pool pool) => JobBuilder.Create<ProbeRound>()
        .WithIdentity(pool.Code.Value)
        .UsingJobData(ProbeRound.PoolKey, pool.Code.Value)
        .Build();

    private ITrigger Trigger(Pool pool)
    {
        var interval = TimeSpan.FromSeconds(pool.Probe!.IntervalSeconds);
        var longest = Math.Min(1, interval.TotalSeconds);
        return TriggerBuilder.Create()
            .WithIdentity(pool.Code.Value)
            .StartAt(time.GetUtcNow() + TimeSpan.FromSeconds(Random.Shared.NextDouble() * longest))
            // A round that was missed is not made up for: the next one says more than the last one would.
            .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            .Build();
    }
}
