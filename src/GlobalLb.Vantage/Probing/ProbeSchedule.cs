using System.Collections.Frozen;
using GlobalLb.Steering.Configuration;
using Quartz;

namespace GlobalLb.Vantage.Probing;

/// <summary>
/// Keeps Quartz's schedule equal to the configuration, by difference: what did not change keeps its rhythm, what is gone is
/// probed no more. Each pool with a probe has one job; its first round begins within a second, at a random moment.
/// </summary>
/// <param name="schedulers">Where the rounds are scheduled.</param>
/// <param name="time">The clock the scheduler lives by.</param>
public sealed class ProbeSchedule(ISchedulerFactory schedulers, MonotonicTime time)
{
    private readonly Dictionary<PoolCode, double> _intervals = [];
    private volatile FrozenDictionary<PoolCode, Pool> _pools = FrozenDictionary<PoolCode, Pool>.Empty;

    /// <summary>The pool as configured now; null when it is no longer probed.</summary>
    public Pool? Find(PoolCode code) => _pools.GetValueOrDefault(code);

    /// <summary>Follows a configuration; by one caller at a time.</summary>
    public async Task FollowAsync(ConfigurationDocument document, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        _pools = document.Pools.Where(pool => pool.Probe is not null).ToFrozenDictionary(pool => pool.Code);
        foreach (var gone in _intervals.Keys.Where(code => Find(code) is null).ToList())
        {
            await scheduler.DeleteJob(new JobKey(gone.Value), cancellation);
            _intervals.Remove(gone);
        }

        foreach (var pool in _pools.Values)
        {
            var interval = pool.Probe!.IntervalSeconds;
            if (_intervals.TryGetValue(pool.Code, out var known) && known == interval) continue;
            await scheduler.DeleteJob(new JobKey(pool.Code.Value), cancellation);
            await scheduler.ScheduleJob(Job(pool.Code), Trigger(pool.Code, interval), cancellationToken: cancellation);
            _intervals[pool.Code] = interval;
        }
    }

    private static IJobDetail Job(PoolCode pool) => JobBuilder.Create<ProbeRound>()
        .WithIdentity(pool.Value)
        .UsingJobData(ProbeRound.PoolKey, pool.Value)
        .Build();

    private ITrigger Trigger(PoolCode pool, double interval) => TriggerBuilder.Create()
        .WithIdentity(pool.Value)
        .StartAt(time.GetUtcNow() + TimeSpan.FromSeconds(Random.Shared.NextDouble() * Math.Min(1, interval)))
        // A round that was missed is not made up for: the next one says more than the last one would.
        .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(interval)).RepeatForever()
            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
        .Build();
}
