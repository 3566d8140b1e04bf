using System.Security.Cryptography;
using GlobalLb.Control.Publishing;
using GlobalLb.Store.Cookies;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Cookies;

/// <summary>
/// Draws a new secret for DNS cookies every day and publishes it with the one before. A new one is first only accepted, and
/// made cookies with once every edge had time to hear of it (RFC 9018 §5).
/// </summary>
internal sealed class CookieRotation(Publisher publisher, CookieSecretStore store, TimeProvider time, ILogger<CookieRotation> logger) : BackgroundService
{
    private const int Length = 16;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Notice = TimeSpan.FromMinutes(5);

    private bool _isAway;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? refreshedAt = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            // Whoever begins to lead publishes at once; from then on it is enough to look now and then.
            var isDue = refreshedAt is not { } at || time.GetElapsedTime(at) >= Rest || publisher.Edition.CookieSecrets is null;
            if (publisher.IsLeading && isDue)
            {
                await RefreshAsync(stoppingToken);
                refreshedAt = time.GetTimestamp();
            }

            await Task.Delay(Step, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RefreshAsync(CancellationToken stop)
    {
        try
        {
            var now = time.GetUtcNow();
            var known = await store.ReadAsync(stop);
            if (known.Count == 0 || IsOver(known[0], now))
            {
                await store.AddAsync(new StoredCookieSecret(now, RandomNumberGenerator.GetBytes(Length)), stop);
                known = await store.ReadAsync(stop);
                ControlLog.CookieSecretDrawn(logger);
            }

            var (current, other) = Choose(known, now);
            publisher.Publish(current.Octets, other?.Octets);
            _isAway = false;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // What is published stays valid, only for longer.
            if (!_isAway) ControlLog.CookieSecretsUnreachable(logger, failure.Message);
            _isAway = true;
        }
    }

    /// <summary>Which secret makes cookies, and which one is accepted too.</summary>
    /// <param name="known">At least one, the newest first.</param>
    /// <param name="now">The moment.</param>
    internal static (StoredCookieSecret Current, StoredCookieSecret? Other) Choose(IReadOnlyList<StoredCookieSecret> known, DateTimeOffset now) =>
        known.Count == 1 ? (known[0], null)
        : now - known[0].MadeAt < Notice ? (known[1], known[0])
        : (known[0], known[1]);

    // Also when it was made in the future: a clock that was set back must not keep a secret for ever.
    private static bool IsOver(StoredCookieSecret newest, DateTimeOffset now) => (now - newest.MadeAt).Duration() >= Lifetime;
}
