using System.Threading.Channels;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Judging;

/// <summary>
/// Brings transitions and roll-ups to the store, in its own time: a database that is away delays history, never judgement.
/// What waits is bounded; when that is full, the oldest roll-ups go first, then the oldest transitions, and it is said.
/// </summary>
internal sealed class HistoryWriter(HealthHistory history, TimeProvider time, ILogger<HistoryWriter> logger) : BackgroundService
{
    private const int MostTransitions = 100_000;
    private const int MostRollUps = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(EndpointCode Endpoint, string Vantage), LatencyMinute> _minutes = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private List<Transition> _transitions = [];
    private List<ProbeRollUp> _rollUps = [];
    private (bool IsNew, string? Held) _report;

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
        var isAway = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                pause.CancelAfter(TimeSpan.FromSeconds(isAway ? 2 : 10));
                await _wake.Reader.ReadAsync(pause.Token);
            }
            catch (OperationCanceledException)
            {
                // Nothing new, or the program ends: what has gathered is written all the same.
            }

            isAway = !await FlushAsync(isAll: stoppingToken.IsCancellationRequested, isAway);
            if (isAway && !stoppingToken.IsCancellationRequested) await DelayAsync(stoppingToken);
        }
    }

    private async Task DelayAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, stop);
        }
        catch (OperationCanceledException)
        {
            // The program ends; the loop above writes a last time.
        }
    }

    private async Task<bool> FlushAsync(bool isAll, bool wasAway)
    {
        List<Transition> transitions;
        List<ProbeRollUp> rollUps;
        (bool IsNew, string? Held) report;
        lock (_gate)
        {
            CloseMinutes(isAll);
            (transitions, _transitions) = (_transitions, []);
            (rollUps, _rollUps) = (_rollUps, []);
            (report, _report) = (_report, default);
        }

        // The last words of a program that ends must not hold up its end.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            if (transitions.Count > 0 || rollUps.Count > 0) await history.AppendAsync(transitions, rollUps, limit.Token);
            transitions = [];
            rollUps = [];
            if (report.IsNew) await history.ReportPublicationAsync(report.Held, limit.Token);
            if (wasAway) ControlLog.HistoryResumed(logger);
            return true;
        }
        catch (Exception failure)
        {
            if (!wasAway) ControlLog.HistoryDelayed(logger, failure.Message);
            lock (_gate) GiveBack(transitions, rollUps, report);
            return false;
        }
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

    private void GiveBack(List<Transition> transitions, List<ProbeRollUp> rollUps, (bool IsNew, string? Held) report)
    {
        _transitions.InsertRange(0, transitions);
        _rollUps.InsertRange(0, rollUps);
        if (!_report.IsNew) _report = report;
        var lost = Math.Max(0, _rollUps.Count - MostRollUps) + Math.Max(0, _transitions.Count - MostTransitions);
        if (_rollUps.Count > MostRollUps) _rollUps.RemoveRange(0, _rollUps.Count - MostRollUps);
        if (_transitions.Count > MostTransitions) _transitions.RemoveRange(0, _transitions.Count - MostTransitions);
        if (lost > 0) ControlLog.HistoryLost(logger, lost);
    }
}
