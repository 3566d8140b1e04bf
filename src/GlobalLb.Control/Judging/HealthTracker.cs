using System.Threading.Channels;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Vantage.Probing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Judging;

/// <summary>The single reader of outcomes: lets the judge do what it is told, step by step in the order it was told, and publish when it is due.</summary>
internal sealed class HealthTracker(Judge judge, TimeProvider time, ILogger<HealthTracker> logger) : BackgroundService, IOutcomes
{
    private const int Capacity = 10_000;

    // More than can wait, so that the last look at the end finds nothing left.
    private const int MostAtOnce = 2 * Capacity;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<Action> _steps = Channel.CreateBounded<Action>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Takes one outcome; waits when judging cannot keep up, so that probing slows down instead of memory growing.</summary>
    public ValueTask HearAsync(Endpoint endpoint, Outcome outcome, CancellationToken cancellation) =>
        _steps.Writer.WriteAsync(() => judge.Fold(endpoint, outcome), cancellation);

    /// <summary>Takes what one vantage found, in one step.</summary>
    /// <param name="outcomes">What it found.</param>
    /// <param name="cancellation">Gives up as long as nothing is taken; what waits to be judged is, also while the program ends.</param>
    /// <returns>Whether it was taken; false: this Control does not lead.</returns>
    public async Task<bool> HearAsync(IReadOnlyList<HeardOutcome> outcomes, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _steps.Writer.WriteAsync(
            () =>
            {
                var isTaken = true;
                try
                {
                    isTaken = judge.TryFold(outcomes);
                }
                finally
                {
                    done.TrySetResult(isTaken);
                }
            },
            cancellation);
        return await Task.WhenAny(done.Task, _ended.Task) == done.Task && await done.Task;
    }

    /// <summary>Begins to lead with what was believed before; completes once that is published, so that all else is published after it.</summary>
    public async Task LeadAsync(Guid system, long term, ConfigurationVersion configuration, HealthView believed, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _steps.Writer.WriteAsync(
            () =>
            {
                try
                {
                    judge.Lead(system, term, configuration, believed);
                }
                finally
                {
                    done.TrySetResult();
                }
            },
            cancellation);
        await done.Task.WaitAsync(cancellation);
    }

    /// <summary>Follows a newer configuration.</summary>
    public ValueTask FollowAsync(ConfigurationVersion configuration, CancellationToken cancellation) =>
        _steps.Writer.WriteAsync(() => judge.Follow(configuration), cancellation);

    /// <summary>Leads no longer.</summary>
    public ValueTask StepDownAsync(CancellationToken cancellation) => _steps.Writer.WriteAsync(judge.StepDown, cancellation);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // Stopped within moments of the start, it may not have begun at all.
        if (ExecuteTask is { IsCanceled: true }) Close();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = _steps.Reader.WaitToReadAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            await ((Task)told).WaitAsync(Sooner(judge.UntilPublication, judge.UntilLook), time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (told.IsCompleted)
            {
                DoAll();
                told = _steps.Reader.WaitToReadAsync(stoppingToken).AsTask();
            }

            if (judge.UntilLook == TimeSpan.Zero) Do(judge.LookAround);
            if (judge.UntilPublication == TimeSpan.Zero) Do(judge.Publish);
        }

        Close();
    }

    // What was told before the end still belongs to history.
    private void Close()
    {
        DoAll();
        _ended.TrySetResult();
        if (judge.UntilPublication != Timeout.InfiniteTimeSpan) Do(judge.Publish);
    }

    // No longer than what is due allows: under a storm of outcomes there is always one more.
    private void DoAll()
    {
        for (var left = MostAtOnce; left > 0 && _steps.Reader.TryRead(out var step); left--) Do(step);
    }

    private static TimeSpan Sooner(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan ? other : other == Timeout.InfiniteTimeSpan || one < other ? one : other;

    // Judging must outlive any single step.
    private void Do(Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure)
        {
            ControlLog.JudgingFailed(logger, failure);
        }
    }
}
