using GlobalLb.Store;
using GlobalLb.Store.Working;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;

namespace GlobalLb.Control.Working;

/// <summary>
/// Shares work with other Controls on the same database, by a scheduler of its own: the schedule is in PostgreSQL, and what a
/// Control leaves undone when it is killed is done by another. The rounds of probes have nothing to do with it.
/// </summary>
/// <param name="works">What there is to do.</param>
/// <param name="job">Does it.</param>
/// <param name="ledger">The database, and its clock.</param>
/// <param name="wallClock">The clock of this machine, whatever time others are told to go by: it is compared with the database's.</param>
/// <param name="logger">Hears of outages.</param>
internal sealed class WorkSchedule(IEnumerable<IWork> works, WorkJob job, WorkLedger ledger, TimeProvider wallClock, ILogger<WorkSchedule> logger) : BackgroundService
{
    private const string SchedulerName = "globallb";

    // Whoever said nothing for the interval and the patience on top is taken for dead, and its work done by others.
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(3), CheckInPatience = TimeSpan.FromSeconds(5);

    // Less than half of the patience: two that are both let in never take each other for dead because of their clocks.
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5), LastWords = TimeSpan.FromSeconds(2);

    // Work is seldom and short; connections are better kept for history.
    private const int MostAtOnce = 2;

    private StandaloneSchedulerFactory? _factory;
    private IScheduler? _scheduler;
    private string? _said;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure) when (Absence.Explains(failure))
            {
                if (IsNew("away")) ControlLog.WorkWaits(logger, Absence.Describe(failure));
            }
            catch (Exception failure)
            {
                if (IsNew(failure.Message)) ControlLog.WorkNotScheduled(logger, failure.Message);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await LeaveAsync();
    }

    // While the database is away the scheduler goes on asking for it by itself.
    private async Task StepAsync(CancellationToken stop)
    {
        if (await SkewAsync(stop) is not { } skew) return;
        if (skew.Duration() > MostSkew)
        {
            if (IsNew("clock")) ControlLog.WorkLeftToOthers(logger, Math.Round(skew.TotalSeconds, 1));
            await LeaveAsync();
            return;
        }

        if (_scheduler is null)
        {
            await JoinAsync(stop);
            ControlLog.WorkShared(logger, _scheduler!.SchedulerInstanceId);
        }
        else if (_said is not null)
        {
            ControlLog.WorkGoesOn(logger);
        }

        _said = null;
    }

    private bool IsNew(string what)
    {
        var isNew = _said != what;
        _said = what;
        return isNew;
    }

    // Null: the answer took so long that it says nothing.
    private async Task<TimeSpan?> SkewAsync(CancellationToken stop)
    {
        var began = wallClock.GetTimestamp();
        var theirs = await ledger.TimeAsync(stop);
        var took = wallClock.GetElapsedTime(began);
        return took > MostSkew ? null : wallClock.GetUtcNow() - (took / 2) - theirs;
    }

    private async Task JoinAsync(CancellationToken stop)
    {
        try
        {
            _factory = QuartzSchedulerBuilder.Create(Configure).Build();
            _scheduler = await _factory.GetScheduler(stop);
            foreach (var work in works) await ScheduleAsync(_scheduler, work, stop);
            await _scheduler.Start(stop);
        }
        catch
        {
            await LeaveAsync();
            throw;
        }
    }

    private void Configure(IQuartzBuilder quartz)
    {
        // What there is to say we say ourselves, once.
        quartz.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        quartz.UseTimeProvider(wallClock);
        quartz.UseJobFactory(job);
        quartz.UseDefaultThreadPool(MostAtOnce);
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = SchedulerName;
            scheduler.InstanceId = Node.Draw();
            scheduler.IdleWaitTime = Pause;
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(source => source.DataSourceFactory = _ => ledger.Source);
            store.UseSystemTextJsonSerializer();
            store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (CheckIn, CheckInPatience));
            store.ConfigureStore(options =>
            {
                options.TablePrefix = $"{WorkLedger.QuartzSchema}.";
                options.StoreJobDataAsStrings = true;
                options.CommandTimeout = TimeSpan.FromSeconds(10);
                options.DbRetryInterval = Pause;
                options.MisfireThreshold = TimeSpan.FromSeconds(30);
                options.MaxConsecutiveFireFailures = 0; // work must not end for ever because the database had a bad day
                options.RecoverFiringsCancelledByShutdown = true;
            });
        });
    }

    // What is scheduled already keeps its rhythm: a Control that begins is no reason to do anything.
    private static async Task ScheduleAsync(IScheduler scheduler, IWork work, CancellationToken stop)
    {
        var key = new TriggerKey(work.Name);
        var known = await scheduler.GetTrigger(key, stop);
        if (known is ISimpleTrigger same && same.RepeatInterval == work.Every)
        {
            await scheduler.ResetTriggerFromErrorState(key, stop);
            return;
        }

        var job = JobBuilder.Create<WorkJob>().WithIdentity(work.Name).RequestRecovery().Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(key)
            .StartNow()
            // What was missed is done once.
            .WithSimpleSchedule(schedule => schedule.WithInterval(work.Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))
            .Build();
        try
        {
            await scheduler.ScheduleJob(job, trigger, known is null ? new ScheduleJobOptions() : ScheduleJobOptions.Replacing, stop);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another Control that began at the same moment was first.
        }
    }

    private async Task LeaveAsync()
    {
        var (scheduler, factory) = (_scheduler, _factory);
        (_scheduler, _factory) = (null, null);
        try
        {
            // Without a database there is nobody to take leave of: it is waited for only so long.
            if (scheduler is not null) await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None).AsTask().WaitAsync(LastWords);
            if (factory is not null) await factory.DisposeAsync().AsTask().WaitAsync(LastWords);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whoever leaves without a word is taken for dead by the others, which is right.
        }
    }
}
