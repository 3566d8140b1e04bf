using GlobalLb.Steering.Publications;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>Follows a feed for ever: it connects again whenever the feed ends, with full jitter so that many edges do not return at once.</summary>
internal sealed class FeedFollower(IFeed feed, TimeProvider time, EdgeMetrics metrics, ILogger logger)
{
    private const double ShortestPause = 0.1, LongestPause = 30;

    /// <summary>Hands on what is published, until it is stopped.</summary>
    /// <param name="hand">Takes a publication; may wait.</param>
    /// <param name="stop">Stops it; it ends without a throw.</param>
    public async Task FollowAsync(Func<Publication, ValueTask> hand, CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            var reason = "the other side ended it";
            try
            {
                await foreach (var publication in feed.FollowAsync(stop))
                {
                    if (failures > 0) EdgeLog.FeedReached(logger);
                    failures = 0;
                    metrics.FeedIsConnected = true;
                    await hand(publication);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                reason = failure.Message;
            }

            if (stop.IsCancellationRequested) return;

            // Said once per outage: an edge that is cut off for a week must not fill a disk with it.
            if (failures == 0) EdgeLog.FeedLost(logger, reason);
            metrics.FeedIsConnected = false;
            failures++;
            var longest = Math.Min(LongestPause, 0.25 * Math.Pow(2, Math.Min(failures, 10)));
            await Task.Delay(TimeSpan.FromSeconds(ShortestPause + (Random.Shared.NextDouble() * longest)), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
