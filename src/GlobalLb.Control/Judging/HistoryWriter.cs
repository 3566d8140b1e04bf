using System.Data.Common;
using System.Threading.Channels;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Judging;

/// <summary>
/// Brings history to the store, in its own time: a database that is away delays history, never judgement. What waits goes to
/// disk; that is bounded, and when it is full the oldest raw outcomes go first, and it is said.
/// </summary>
internal sealed class HistoryWriter : BackgroundService
{
    private const int MostWaiting = 100_000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestWhileAway = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly HealthHistory _history;
    private readonly ControlMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HistorySpool? _spool;
    private readonly HistoryGathering _gathering;
    private readonly Queue<HistoryBatch> _pending = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _isAway, _isDiskInTrouble;

    public HistoryWriter(HealthHistory history, ControlOptions options, ControlMetrics metrics, TimeProvider time, ILogger<HistoryWriter> logger)
    {
        (_history, _metrics, _time, _logger) = (history, metrics, time, logger);
        _spool = options.HistoryFolder is { } folder ? new HistorySpool(folder, options.MostHistoryOctets) : null;
        _gathering = new HistoryGathering(metrics, time);
    }

    /// <summary>Takes one outcome, as it was judged.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="version">The version of the configuration.</param>
    /// <param name="isLate">Whether it is old news, which says nothing about since when something fails.</param>
    public void Count(in Outcome outcome, long version, bool isLate = false)
    {
        if (_gathering.Count(outcome, version, isLate)) _wake.Writer.TryWrite(true);
    }

    /// <summary>Takes a change of health.</summary>
    /// <param name="transition">What changed.</param>
    /// <param name="deciding">The votes that brought a fall about.</param>
    public void Add(Transition transition, IEnumerable<Vote> deciding)
    {
        _gathering.Add(transition, deciding);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Takes a change of what vantages near some clients find.</summary>
    public void Add(RegionalChange change)
    {
        _gathering.Add(change);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Begins to lead, with what is published first; null: what edges hold already.</summary>
    public void Lead(HealthTable? published) => _gathering.Lead(published);

    /// <summary>Takes how a publication reached the edges.</summary>
    public void Add(PublicationConfirmation confirmation)
    {
        _gathering.Add(confirmation);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Takes what is published from now on.</summary>
    /// <returns>When it was published, as history has it; null: the health of none became another.</returns>
    public DateTimeOffset? Publish(HealthTable published) => _gathering.Publish(published);

    /// <summary>Takes that the table was published just now, or why it is held.</summary>
    public void Report(string? held)
    {
        _gathering.Report(held);
        _wake.Writer.TryWrite(true);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // Who is stopped within moments of its start may not have begun at all; what was gathered is history all the same.
        if (ExecuteTask is not { IsCanceled: true }) return;
        using var limit = new CancellationTokenSource(LastWords, _time);
        await FlushAsync(isAll: true, limit.Token);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The last words of a program that ends must not hold up its end.
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var ending = stoppingToken.Register(() => limit.CancelAfter(LastWords));
        while (!stoppingToken.IsCancellationRequested)
        {
            // While the database is away, something new is no reason to ask it sooner.
            if (_isAway) await Task.Delay(RestWhileAway, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else await WakeAsync(stoppingToken);
            if (!stoppingToken.IsCancellationRequested) await FlushAsync(isAll: false, limit.Token);
        }

        await FlushAsync(isAll: true, limit.Token);
    }

    private async Task WakeAsync(CancellationToken stop)
    {
        await ((Task)_wake.Reader.WaitToReadAsync(stop).AsTask()).WaitAsync(Rest, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _wake.Reader.TryRead(out _);
    }

    private async Task FlushAsync(bool isAll, CancellationToken limit)
    {
        foreach (var batch in _gathering.Take(isAll)) _pending.Enqueue(batch);
        try
        {
            await ReplayAsync(limit);
            while (_pending.TryPeek(out var batch))
            {
                await StoreAsync(batch, limit);
                _pending.Dequeue();
            }

            await ReportAsync(limit);
            if (_isAway) ControlLog.HistoryResumed(_logger);
            _isAway = false;
        }
        catch (Exception failure)
        {
            if (!_isAway) ControlLog.HistoryDelayed(_logger, failure.Message);
            _isAway = true;
            Spool();
        }

        _metrics.HistoryWaiting = _spool?.Octets ?? 0;
    }

    // What is older goes first; what comes meanwhile goes behind it.
    private async Task ReplayAsync(CancellationToken limit)
    {
        var taken = _time.GetTimestamp();
        while (Next() is { } batch)
        {
            await StoreAsync(batch, limit);
            _spool!.Step();
            if (_time.GetElapsedTime(taken) < Rest) continue;
            taken = _time.GetTimestamp();
            foreach (var fresh in _gathering.Take(isAll: false)) _pending.Enqueue(fresh);
            Spool();
        }
    }

    private HistoryBatch? Next()
    {
        var unreadable = 0;
        try
        {
            return _spool?.Peek(out unreadable);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            SayDiskTrouble(failure);
            return null;
        }
        finally
        {
            if (unreadable > 0) ControlLog.HistoryUnreadable(_logger, unreadable);
        }
    }

    private async Task StoreAsync(HistoryBatch batch, CancellationToken limit)
    {
        try
        {
            await _history.StoreAsync(batch, limit);
        }
        catch (DbException failure) when (failure.SqlState is ['2', '2' or '3', ..])
        {
            // Rows are refused (classes 22 and 23): to try them again would keep all others waiting for ever.
            if (batch.Rows == 1)
            {
                ControlLog.HistoryRefused(_logger, 1, failure);
                _metrics.CountDroppedHistory(1);
                return;
            }

            var (first, second) = batch.Halve();
            await StoreAsync(first, limit);
            await StoreAsync(second, limit);
        }
    }

    private async Task ReportAsync(CancellationToken limit)
    {
        if (_gathering.Report() is not { } report) return;
        await _history.ReportPublicationAsync(report.Held, limit);
        _gathering.Forget(report);
    }

    // Without a disk, what waits stays in memory, bounded.
    private void Spool()
    {
        var dropped = 0L;
        try
        {
            while (_spool is not null && _pending.TryPeek(out var batch))
            {
                dropped += _spool.Append(batch);
                _pending.Dequeue();
            }

            _isDiskInTrouble = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            SayDiskTrouble(failure);
        }

        for (var rows = _pending.Sum(batch => batch.Rows); rows > MostWaiting && _pending.TryDequeue(out var oldest);)
        {
            rows -= oldest.Rows;
            dropped += oldest.Rows;
        }

        if (dropped == 0) return;
        ControlLog.HistoryLost(_logger, dropped);
        _metrics.CountDroppedHistory(dropped);
    }

    private void SayDiskTrouble(Exception failure)
    {
        if (!_isDiskInTrouble) ControlLog.HistoryNotOnDisk(_logger, failure.Message);
        _isDiskInTrouble = true;
    }
}
