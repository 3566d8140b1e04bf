using System.Threading.Channels;
using GlobalLb.Steering.Aliases;
using GlobalLb.Store.Aliases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Flattening;

/// <summary>
/// Brings the newest table of aliases to the store, in its own time: a database that is away delays what the next Control
/// begins with, and nothing else.
/// </summary>
internal sealed class LastGoodWriter(LastGoodAliases aliases, TimeProvider time, ILogger<LastGoodWriter> logger) : BackgroundService
{
    private static readonly TimeSpan RestWhileAway = TimeSpan.FromSeconds(5);

    // Only the newest matters: it is whole.
    private readonly Channel<AliasTable> _newest =
        Channel.CreateBounded<AliasTable>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Keep(AliasTable table) => _newest.Writer.TryWrite(table);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isAway = false;
        while (await WaitAsync(stoppingToken))
        {
            _newest.Reader.TryRead(out var table);
            try
            {
                await aliases.WriteAsync(table!, stoppingToken);
                if (isAway) ControlLog.AliasesKept(logger);
                isAway = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isAway) ControlLog.AliasesNotKept(logger, failure.Message);
                isAway = true;
                await Task.Delay(RestWhileAway, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

                // Unless there is a newer one already.
                if (!_newest.Reader.TryPeek(out _)) Keep(table!);
            }
        }
    }

    private async Task<bool> WaitAsync(CancellationToken stop)
    {
        await ((Task)_newest.Reader.WaitToReadAsync(stop).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }
}
