using System.Collections.Frozen;
using GlobalLb.Store;
using GlobalLb.Store.Working;
using Microsoft.Extensions.Logging;
using Quartz;
using Quartz.Extensibility;

namespace GlobalLb.Control.Working;

/// <summary>
/// What Quartz runs, whatever the work: the one type whose name is stored. Work that this program does not know, because a newer
/// one put it into the schedule, is left out.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class WorkJob(IEnumerable<IWork> works, WorkLedger ledger, ControlMetrics metrics, ILogger<WorkJob> logger) : IJob, IJobFactory
{
    private readonly FrozenDictionary<string, IWork> _works = works.ToFrozenDictionary(work => work.Name);
    private readonly Dictionary<string, string> _said = [];

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (!_works.TryGetValue(context.JobDetail.Key.Name, out var work)) return;
        var node = context.Scheduler.SchedulerInstanceId;
        try
        {
            await ledger.BeginAsync(work.Name, node, cancellationToken);
            var failure = await TryAsync(work, context.PreviousFireTimeUtc, cancellationToken);
            await ledger.EndAsync(work.Name, node, failure, cancellationToken);
            metrics.CountWork(work.Name, failure is null);
            Say(work.Name, failure);
        }
        catch (Exception failure) when (Absence.Explains(failure))
        {
            // Said once by whoever watches the database, not by each that needs it.
            metrics.CountWork(work.Name, isDone: false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken) => new(new JobScope(this));

    /// <inheritdoc/>
    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    // A program that stops does not fail: what it leaves undone is handed on.
    private static async Task<string?> TryAsync(IWork work, DateTimeOffset? last, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(work.Limit);
        try
        {
            await work.RunAsync(last, limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"it took longer than {work.Limit.TotalSeconds:0} s";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Absence.Describe(failure);
        }
    }

    // Said when it begins to fail and when it fails otherwise, not every time.
    private void Say(string work, string? failure)
    {
        lock (_said)
        {
            if (failure is null) _said.Remove(work);
            else if (!_said.TryGetValue(work, out var said) || said != failure) ControlLog.WorkFailed(logger, work, _said[work] = failure);
        }
    }
}
