using GlobalLb.Vantage.Probing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Vantage.Joining;

/// <summary>
/// Joins the Control that leads, and probes what it says; the others are tried in turn when it is gone. Meanwhile, and after a
/// restart, the last schedule is probed on.
/// </summary>
internal sealed class Joiner(
    ScheduleStream stream, JoinOptions options, LastSchedule last, ProbeSchedule schedule, JoinedControl joined, ProbedVersion probed, VantageMetrics metrics, TimeProvider time, ILogger<Joiner> logger)
    : BackgroundService
{
    private const double LongestPause = 15;

    // A stream that ends sooner was no success: two programs of one name drive each other away at once.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(10);

    // What was said last of not being joined to each.
    private readonly Dictionary<Uri, string> _said = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await BeginAsync(stoppingToken);
            for (var failures = 0; !stoppingToken.IsCancellationRequested;)
            {
                foreach (var control in options.Controls)
                {
                    if (await FollowAsync(control, stoppingToken)) failures = 0;
                    if (stoppingToken.IsCancellationRequested) return;
                }

                await Task.Delay(BackOff.After(++failures, LongestPause), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task BeginAsync(CancellationToken stop)
    {
        if (last.Load() is not { } kept) return;
        try
        {
            await ProbeAsync(kept, stop);
            VantageLog.ProbesWhatItKnows(logger, kept.Version, kept.Endpoints);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever somebody wrote there, Control says it anew.
            VantageLog.ScheduleUnreadable(logger, "what was kept", failure.Message);
        }
    }

    // Whether that went well for a while.
    private async Task<bool> FollowAsync(Uri control, CancellationToken stop)
    {
        var (isJoined, begun) = (false, time.GetTimestamp());
        var reason = $"{control}: it ended the stream";
        try
        {
            await foreach (var told in stream.FollowAsync(control, stop))
            {
                if (told.Beat is { } beat)
                {
                    joined.Hear(new JoinedControl.Heard(control, beat, time.GetElapsedTime(0)));
                    if (!isJoined) VantageLog.Joined(logger, control, options.Vantage);
                    (isJoined, metrics.Joined) = (true, true);
                    _said.Remove(control);
                }
                else if (told.Schedule is { } next)
                {
                    VantageLog.ScheduleTaken(logger, next.Version, next.Endpoints);
                    await ProbeAsync(next, stop);
                    last.Save(next);
                }
                else if (told.Problem is { } problem)
                {
                    VantageLog.ScheduleRefused(logger, control, problem);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception failure)
        {
            reason = failure.Message;
        }

        // Said once per reason: a vantage that is cut off for a week must not fill a disk with it.
        metrics.Joined = false;
        if (!stop.IsCancellationRequested && _said.GetValueOrDefault(control) != reason) VantageLog.NotJoined(logger, reason);
        _said[control] = reason;
        return isJoined && time.GetElapsedTime(begun) > Lasting;
    }

    private async Task ProbeAsync(VantageSchedule next, CancellationToken stop)
    {
        await schedule.FollowAsync(next.Document, stop);
        probed.Value = next;
    }
}
