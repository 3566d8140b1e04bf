using System.Data.Common;
using System.Threading.Channels;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Judging;

/// <summary>
/// Brings transitions and roll-ups to the store, in its own time: a database that is away delays history, never judgement.
/// What waits is bounded; when that is full, the oldest go first, and it is said.
/// </summary>
internal sealed class HistoryWriter(HealthHistory history, TimeProvider time, ILogger<HistoryWriter> logger) : BackgroundService
{
    private const int MostWaiting = 100_000;
    private const int MostAtOnce = 5_000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RestWhileAway = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<(EndpointCode Endpoint, string Vantage), LatencyMinute> _minutes = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<Transition> _transitions = [];
    private readonly List<ProbeRollUp> _rollUps = [];
    private (bool IsNew, string? Held) _report;
    private bool _isAway;

    public void Count(in Outcome outcome)
    {
        lock (_gate)
        {
            var key = (outcome.Endpoint, outcome.Vantage);
            var minute = LatencyMinute.MinuteOf(outcome.At);
            if (!_minutes.TryGetValue(key, out var counted) || counted.Minute != minute)
            {
                if (counted is not null) _rollUps.Add(counted.ToRollUp());
                _minutes[key] = counted = new LatencyMinute(minute, outcome.Endpoint, outcome.Vantage);
            }

            counted.Count(outcome);
        }
    }

    public void Add(Transition transition)
    {
        lock (_gate) _transitions.Add(transition);
        _wake.Writer.TryWrite(true);
    }

    public void Report(string? held)
    {
        lock (_gate) _report = (true, held);
        _wake.Writer.TryWrite(true);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The last words of a program that ends must not hold up its end.
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var ending = stoppingToken.Register(() => limit.CancelAfter(LastWords));
        while (!stoppingToken.IsCancellationRequested)
        {
            // While the database is away, something new is no reason to ask it sooner.
            if (_isAway) await Task.Delay(RestWhileAway, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else await WakeAsync(stoppingToken);
            if (!stoppingToken.IsCancellationRequested) await FlushAsync(isAll: false, limit.Token);
        }

        await FlushAsync(isAll: true, limit.Token);
    }

    private async Task WakeAsync(CancellationToken stop)
    {
        await ((Task)_wake.Reader.WaitToReadAsync(stop).AsTask()).WaitAsync(Rest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _wake.Reader.TryRead(out _);
    }

    private async Task FlushAsync(bool isAll, CancellationToken limit)
    {
        lock (_gate) CloseMinutes(isAll);
        try
        {
            while (await AppendAsync(limit)) { }
            await ReportAsync(limit);
            if (_isAway) ControlLog.HistoryResumed(logger);
            _isAway = false;
        }
        catch (Exception failure)
        {
            if (!_isAway) ControlLog.HistoryDelayed(logger, failure.Message);
            _isAway = true;
            DropWhatIsTooMuch();
        }
    }

    // What is stored is taken from what waits at once, so that nothing that fails later writes it twice.
    private async Task<bool> AppendAsync(CancellationToken limit)
    {
        List<Transition> transitions;
        List<ProbeRollUp> rollUps;
        lock (_gate)
        {
            transitions = _transitions[..Math.Min(MostAtOnce, _transitions.Count)];
            rollUps = _rollUps[..Math.Min(MostAtOnce, _rollUps.Count)];
        }

        if (transitions.Count == 0 && rollUps.Count == 0) return false;
        try
        {
            await history.AppendAsync(transitions, rollUps, limit);
        }
        catch (DbException failure) when (failure.SqlState is ['2', '2' or '3', ..])
        {
            // The rows themselves are refused (classes 22 and 23): to try them again would keep all others waiting for ever.
            ControlLog.HistoryRefused(logger, transitions.Count + rollUps.Count, failure);
        }

        // Only this loop takes away, others add at the end.
        lock (_gate)
        {
            _transitions.RemoveRange(0, transitions.Count);
            _rollUps.RemoveRange(0, rollUps.Count);
        }

        return true;
    }

    private async Task ReportAsync(CancellationToken limit)
    {
        (bool IsNew, string? Held) report;
        lock (_gate) report = _report;
        if (!report.IsNew) return;
        await history.ReportPublicationAsync(report.Held, limit);
        lock (_gate)
            if (_report == report) _report = default;
    }

    private void CloseMinutes(bool isAll)
    {
        var now = LatencyMinute.MinuteOf(time.GetUtcNow());
        foreach (var (key, counted) in _minutes.Where(pair => isAll || pair.Value.Minute < now).ToList())
        {
            _rollUps.Add(counted.ToRollUp());
            _minutes.Remove(key);
        }
    }

    private void DropWhatIsTooMuch()
    {
        lock (_gate)
        {
            var (transitions, rollUps) = (Math.Max(0, _transitions.Count - MostWaiting), Math.Max(0, _rollUps.Count - MostWaiting));
            _transitions.RemoveRange(0, transitions);
            _rollUps.RemoveRange(0, rollUps);
            if (transitions + rollUps > 0) ControlLog.HistoryLost(logger, transitions + rollUps);
        }
    }
}
