using GlobalLb.Control.Flattening;
using GlobalLb.Control.Judging;
using GlobalLb.Control.Publishing;
using GlobalLb.Control.Vantages;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store;
using GlobalLb.Store.Aliases;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Store.Leading;
using GlobalLb.Vantage.Probing;
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
    LastGoodAliases lastGood,
    AliasTracker aliases,
    Publisher publisher,
    ControlOptions options,
    TimeProvider time,
    ILogger<Leadership> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // What was said last, so that it is said once and not every two seconds.
    private string? _said;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await lease.TryTakeAsync(stoppingToken) is { } term) await LeadAsync(term, stoppingToken);
                else if (IsNew("standing by")) ControlLog.StandingBy(logger);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (Absence.Explains(failure))
            {
                if (IsNew("away")) ControlLog.DatabaseAway(logger, Absence.Describe(failure));
            }
            catch (Exception failure)
            {
                if (IsNew(failure.Message)) ControlLog.LeadingFailed(logger, failure);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool IsNew(string what)
    {
        var isNew = _said != what;
        _said = what;
        return isNew;
    }

    // Returns when another control leads.
    private async Task LeadAsync(long term, CancellationToken stop)
    {
        ControlLog.Leading(logger, term);
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var following = FollowAsync(term, leading.Token);
        var watching = WatchLeaseAsync(leading.Token);
        var first = await Task.WhenAny(following, watching);
        await leading.CancelAsync();
        await Task.WhenAll(following, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();

        await tracker.StepDownAsync(stop);
        await aliases.StepDownAsync(stop);
        await schedule.FollowAsync(ConfigurationDocument.Empty, stop);
        await first;
    }

    private async Task FollowAsync(long term, CancellationToken stop)
    {
        var system = await identity.FindAsync(stop);
        var believed = await currentHealth.ReadAsync(stop);
        if (!believed.IsDatabaseReachable) throw new IOException("what was believed of the endpoints cannot be read now");
        var known = await lastGood.ReadAsync(stop);
        var isLeading = false;
        await foreach (var version in configurations.FollowAsync(stop))
        {
            ControlLog.ConfigurationFollowed(logger, version.Version, version.Author, version.Comment);
            if (isLeading)
            {
                await tracker.FollowAsync(version, stop);
                await aliases.FollowAsync(version.Document, stop);
            }
            else
            {
                await tracker.LeadAsync(system, term, version, believed, stop);
                await aliases.LeadAsync(known, version.Document, stop);
            }

            isLeading = true;
            _said = null;
            await schedule.FollowAsync(Assignment.PartOf(version.Document, options.Vantage, options.Vantage), stop);
        }
    }

    // Returns when another control leads. While nobody can be asked, nobody else can begin to lead either.
    private async Task WatchLeaseAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(Pause, time, stop);
            try
            {
                if (await lease.StillHeldAsync(stop)) continue;
                if (await lease.TryTakeAsync(stop) is not { } term) return;
                publisher.Renew(term);
                ControlLog.Leading(logger, term);
            }
            catch (Exception failure) when (Absence.Explains(failure))
            {
                // Said by the follower and the history writer.
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Nobody said that another leads, so this one goes on.
                if (IsNew(failure.Message)) ControlLog.LeadingUnclear(logger, failure);
            }
        }
    }
}
