using GlobalLb.Control.Publishing;
using GlobalLb.Store.Vantages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Vantages;

/// <summary>Brings what is heard of vantages to the store while this Control leads, for pages to show; what did not change is not written.</summary>
internal sealed class VantageKeeping(VantageDesk desk, Publisher publisher, VantagesSeen seen, TimeProvider time, ILogger<VantageKeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (writtenUntil, isFailing) = (-1L, false);
        IReadOnlyList<string> written = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested || publisher.Edition.Configuration is not { Document: var document }) continue;
            var moment = desk.Clock;
            var heard = desk.HeardSince(writtenUntil);
            string[] configured = [.. document.Vantages.Select(each => each.Code.Value)];
            if (heard.Count == 0 && configured.SequenceEqual(written)) continue;
            try
            {
                await seen.WriteAsync(heard, [.. document.Vantages.Select(each => each.Code)], stoppingToken);
                (writtenUntil, written, isFailing) = (moment - 1, configured, false);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What is missing is only what pages show; it is tried again.
                if (!isFailing) ControlLog.VantagesNotKept(logger, failure.Message);
                isFailing = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
