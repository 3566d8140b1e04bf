using System.Collections.Frozen;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace GlobalLb.Vantage.Probing;

/// <summary>
/// Keeps Quartz's schedule equal to the configuration, by difference: what did not change keeps its rhythm, what is gone is
/// probed no more. Each round has one job; its first round begins at a random moment, within a second while there are few.
/// </summary>
public sealed class ProbeSchedule
{
    private readonly IScheduler _scheduler;
    private readonly MonotonicTime _time;
    private readonly PaceTable _paces = new();
    private readonly PushDesk _desk;
    private readonly Dictionary<string, double> _intervals = [];
    private volatile FrozenDictionary<string, Round> _rounds = FrozenDictionary<string, Round>.Empty;

    /// <summary>Begins with nothing scheduled.</summary>
    /// <param name="scheduler">Where rounds are scheduled.</param>
    /// <param name="time">The clock the scheduler lives by.</param>
    /// <param name="desk">What endpoints reported of themselves, forgotten with them.</param>
    public ProbeSchedule([FromKeyedServices(VantageRegistration.Scheduler)] IScheduler scheduler, MonotonicTime time, PushDesk desk) => (_scheduler, _time, _desk) = (scheduler, time, desk);

    /// <summary>What is believed of endpoints, for their pace.</summary>
    internal PaceTable Paces => _paces;

    /// <summary>Follows a configuration; by one caller at a time.</summary>
    public async Task FollowAsync(ConfigurationDocument document, CancellationToken cancellation)
    {
        _rounds = Round.Of(document).ToFrozenDictionary(round => round.Key);
        _paces.Keep(_rounds.Values);
        var pushed = _rounds.Values.SelectMany(round => round.Targets).Where(target => target.Probe.Kind == ProbeKind.Push)
            .Select(target => (target.Endpoint.Code, target.Probe.Name)).ToHashSet();
        _desk.Expect(pushed);
        foreach (var gone in _intervals.Keys.Where(key => Find(key) is null).ToList())
        {
            await _scheduler.DeleteJob(new JobKey(gone), cancellation);
            _intervals.Remove(gone);
        }

        var endpoints = _rounds.Values.Sum(round => round.Targets.Length);
        foreach (var (key, round) in _rounds)
        {
            var interval = round.IntervalSeconds;
            if (_intervals.TryGetValue(key, out var known) && known == interval) continue;
            await _scheduler.DeleteJob(new JobKey(key), cancellation);
            await _scheduler.ScheduleJob(Job(key), Trigger(key, interval, Stagger.OfRounds(endpoints, interval)), cancellationToken: cancellation);
            _intervals[key] = interval;
        }
    }

    /// <summary>A round as configured now; null when it is no longer run.</summary>
    internal Round? Find(string key) => _rounds.GetValueOrDefault(key);

    private static IJobDetail Job(string round) => JobBuilder.Create<ProbeRound>()
        .WithIdentity(round)
        .UsingJobData(ProbeRound.RoundKey, round)
        .Build();

    private ITrigger Trigger(string round, double interval, double spread) => TriggerBuilder.Create()
        .WithIdentity(round)
        .StartAt(_time.GetUtcNow() + TimeSpan.FromSeconds(Random.Shared.NextDouble() * spread))
        // A round that was missed is not made up for: the next one says more than the last one would.
        .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(interval)).RepeatForever()
            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
        .Build();
}
