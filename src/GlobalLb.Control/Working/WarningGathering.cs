using GlobalLb.Store.Health;

namespace GlobalLb.Control.Working;

/// <summary>What probes warn of, certificates above all, for pages and alerts.</summary>
internal sealed class WarningGathering(ProbeWarnings warnings, TimeProvider time) : IWork
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5), Most = TimeSpan.FromHours(2);

    /// <inheritdoc/>
    public string Name => "warnings";

    /// <inheritdoc/>
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public Task RunAsync(DateTimeOffset? last, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var since = (last is { } known && known < now ? known : now - Every) - Overlap;
        return warnings.GatherAsync(since < now - Most ? now - Most : since, cancellation);
    }
}
