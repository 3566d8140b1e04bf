using GlobalLb.Store.Health;
using GlobalLb.Store.Working;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Working;

/// <summary>Partitions ahead of time, and none for longer than history is kept.</summary>
internal sealed class HistoryKeeping(HistoryUpkeep upkeep, WorkLedger ledger, ControlOptions options, ILogger<HistoryKeeping> logger) : IWork
{
    /// <inheritdoc/>
    public string Name => "history";

    /// <inheritdoc/>
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task RunAsync(DateTimeOffset? last, CancellationToken cancellation)
    {
        await ledger.ForgetAsync(cancellation);
        var dropped = await upkeep.RunAsync(options.HistoryRetention, cancellation);
        if (dropped.Count > 0) ControlLog.HistoryDropped(logger, string.Join(", ", dropped));
    }
}
