using System.Threading.Channels;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Flattening;

/// <summary>
/// Lets the flattener do what it is told, step by step, and looks up what it says is due: so many at a time, the others wait.
/// </summary>
internal sealed class AliasTracker(Flattener flattener, TargetLookUp lookUp, TimeProvider time, ILogger<AliasTracker> logger) : BackgroundService
{
    private const int MostLookUps = 16;

    private readonly Channel<Action> _steps = Channel.CreateBounded<Action>(new BoundedChannelOptions(1_000) { SingleReader = true });
    private readonly Channel<Flattened> _due = Channel.CreateUnbounded<Flattened>();

    /// <summary>Begins to lead with what was good last.</summary>
    public ValueTask LeadAsync(AliasTable known, ConfigurationDocument document, CancellationToken cancellation) =>
        _steps.Writer.WriteAsync(() => flattener.Lead(known, document), cancellation);

    /// <summary>Follows a newer configuration.</summary>
    public ValueTask FollowAsync(ConfigurationDocument document, CancellationToken cancellation) =>
        _steps.Writer.WriteAsync(() => flattener.Follow(document), cancellation);

    /// <summary>Leads no longer.</summary>
    public ValueTask StepDownAsync(CancellationToken cancellation) => _steps.Writer.WriteAsync(flattener.StepDown, cancellation);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([StepAsync(stoppingToken), .. Enumerable.Range(0, MostLookUps).Select(_ => LookUpAsync(stoppingToken))]);

    private async Task StepAsync(CancellationToken stop)
    {
        var told = _steps.Reader.WaitToReadAsync(stop).AsTask();
        while (!stop.IsCancellationRequested)
        {
            await ((Task)told).WaitAsync(Sooner(flattener.UntilDue, flattener.UntilPublication), time, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (told.IsCompleted)
            {
                while (_steps.Reader.TryRead(out var step)) Do(step);
                told = _steps.Reader.WaitToReadAsync(stop).AsTask();
            }

            while (flattener.NextDue() is { } due) _due.Writer.TryWrite(due);
            if (flattener.UntilPublication == TimeSpan.Zero) Do(flattener.Publish);
        }
    }

    private async Task LookUpAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var target in _due.Reader.ReadAllAsync(stop))
            {
                var ipv4 = FindAsync(target, RecordType.A, stop);
                var ipv6 = FindAsync(target, RecordType.AAAA, stop);
                await Task.WhenAll(ipv4, ipv6);
                var (a, aaaa) = (await ipv4, await ipv6);
                await _steps.Writer.WriteAsync(() => flattener.Take(target, a, aaaa), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was not looked up to its end says nothing.
        }
    }

    // A target must come due again, whatever a look-up of it does.
    private async Task<AliasFinding> FindAsync(Flattened target, RecordType type, CancellationToken stop)
    {
        try
        {
            return await lookUp.FindAsync(target.Target, type, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return AliasFinding.Failed(failure.Message);
        }
    }

    private static TimeSpan Sooner(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan ? other : other == Timeout.InfiniteTimeSpan || one < other ? one : other;

    // Flattening must outlive any single step.
    private void Do(Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure)
        {
            ControlLog.FlatteningFailed(logger, failure);
        }
    }
}
