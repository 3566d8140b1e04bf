using GlobalLb.Control.Publishing;
using GlobalLb.Store;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Judging;

/// <summary>Every hour, while this Control leads: partitions ahead of time, and none for longer than history is kept.</summary>
internal sealed class HistoryKeeping(HistoryUpkeep upkeep, Publisher publisher, ControlOptions options, TimeProvider time, ILogger<HistoryKeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseBeforeLeading = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (publisher.IsLeading) await RunAsync(stoppingToken);
            await Task.Delay(publisher.IsLeading ? Pause : PauseBeforeLeading, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            var dropped = await upkeep.RunAsync(options.HistoryRetention, stop);
            if (dropped.Count > 0) ControlLog.HistoryDropped(logger, string.Join(", ", dropped));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next hour is soon enough: partitions are also made when they are first written to.
            ControlLog.HistoryNotKept(logger, Absence.Describe(failure));
        }
    }
}
