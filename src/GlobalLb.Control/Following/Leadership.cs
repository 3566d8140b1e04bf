using GlobalLb.Control.Judging;
using GlobalLb.Control.Probing;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Store.Leading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Following;

/// <summary>
/// Takes the lease, and while it leads follows the newest configuration: schedule, tracker, publisher. A database that goes
/// away takes nothing away; only another control that leads does.
/// </summary>
internal sealed class Leadership(
    ControlLease lease,
    SystemIdentity identity,
    ConfigurationFollower configurations,
    CurrentHealth currentHealth,
    ProbeSchedule schedule,
    HealthTracker tracker,
    Publisher publisher,
    CurrentConfiguration current,
    TimeProvider time,
    ILogger<Leadership> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isStandingBy = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await lease.TryTakeAsync(stoppingToken) is { } term)
                {
                    isStandingBy = false;
                    await LeadAsync(term, stoppingToken);
                }
                else if (!isStandingBy)
                {
                    ControlLog.StandingBy(logger);
                    isStandingBy = true;
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                ControlLog.LeadingFailed(logger, failure);
                await Task.Delay(Pause, time, stoppingToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private async Task LeadAsync(long term, CancellationToken stop)
    {
        ControlLog.Leading(logger, term);
        var system = await identity.FindAsync(stop);
        var believed = await currentHealth.ReadAsync(stop);
        publisher.Lead(system, term);
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var followed = FollowAsync(believed, leading.Token);
        var lost = WatchLeaseAsync(leading.Token);
        await Task.WhenAny(followed, lost);
        await leading.CancelAsync();
        await Task.WhenAll(followed, lost).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (stop.IsCancellationRequested) return;
        ControlLog.StandingBy(logger);
        publisher.StepDown();
        await schedule.FollowAsync(Steering.Configuration.ConfigurationDocument.Empty, stop);
    }

    private async Task FollowAsync(HealthView believed, CancellationToken stop)
    {
        var isFirst = true;
        await foreach (var version in configurations.FollowAsync(stop))
        {
            ControlLog.ConfigurationFollowed(logger, version.Version, version.Author, version.Comment);
            current.Value = version;
            await tracker.FollowAsync(version.Version, version.Document, stop);
            if (isFirst)
            {
                isFirst = false;
                await tracker.BeginAsync(
                    believed.Endpoints.ToDictionary(pair => pair.Key, pair => new EndpointHealth(pair.Value.Health, pair.Value.Since, pair.Value.Reason)), stop);
            }

            publisher.Publish(version.Version, version.Document);
            await schedule.FollowAsync(version.Document, stop);
        }
    }

    // Returns when another control leads. While the database is away nobody else can begin to lead either.
    private async Task WatchLeaseAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(Pause, time, stop);
            if (await lease.StillHeldAsync(stop)) continue;
            try
            {
                if (await lease.TryTakeAsync(stop) is not { } term) return;
                publisher.Renew(term);
                ControlLog.Leading(logger, term);
            }
            catch (Store.DatabaseUnavailableException)
            {
                // Said by the follower and the history writer.
            }
        }
    }
}
