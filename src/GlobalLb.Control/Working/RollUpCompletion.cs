using GlobalLb.Store.Health;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Working;

/// <summary>The roll-ups of minutes in which a Control was killed, from the raw outcomes it had stored.</summary>
internal sealed class RollUpCompletion(RollUpRepair repair, TimeProvider time, ILogger<RollUpCompletion> logger) : IWork
{
    // The newest minutes are still on their way.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(2);

    // What a Control had on its disk may arrive late, and after an outage all of them begin with what was missed.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10), Most = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public string Name => "roll-ups";

    /// <inheritdoc/>
    public TimeSpan Every => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task RunAsync(DateTimeOffset? last, CancellationToken cancellation)
    {
        var to = time.GetUtcNow() - Lag;
        var from = (last is { } known && known < to ? known : to) - Overlap;
        var made = await repair.RunAsync(from < to - Most ? to - Most : from, to, cancellation);
        if (made > 0) ControlLog.RollUpsRebuilt(logger, made);
    }
}
