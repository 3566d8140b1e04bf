using System.Threading.Channels;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Alerts;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Alerting;

/// <summary>
/// Brings messages to one receiver, one after another, each until it arrives or is given up. What waits is bounded: the oldest is
/// dropped, and that is counted and said. Nobody waits for it.
/// </summary>
internal sealed class Courier : IAsyncDisposable
{
    /// <summary>The most messages that wait.</summary>
    public const int MostWaiting = 100;

    /// <summary>How long a message is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    // What a receiver refuses as it is will not be taken the tenth time either.
    private const int MostRefusals = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Delivery _delivery;
    private readonly Action<StoredAlert> _report;
    private readonly ControlMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<AlertMessage> _waiting;
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _running;
    private volatile AlertReceiver _receiver;
    private volatile AlertMessage? _tried;
    private string? _trouble;

    public Courier(AlertReceiver receiver, Delivery delivery, Action<StoredAlert> report, ControlMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_receiver, _delivery, _report, _metrics, _time, _logger) = (receiver, delivery, report, metrics, time, logger);
        _waiting = Channel.CreateBounded<AlertMessage>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, Drop);
        _running = RunAsync();
    }

    /// <summary>How the receiver wants to be told; another one is used from the next attempt on, which is then at once.</summary>
    public AlertReceiver Receiver
    {
        get => _receiver;
        set
        {
            if (ReferenceEquals(_receiver, value)) return;
            _receiver = value;
            _changed.Writer.TryWrite(true);
        }
    }

    /// <summary>How many messages wait, with the one that is tried.</summary>
    public int Waiting => _waiting.Reader.Count + (_tried is null ? 0 : 1);

    /// <summary>Why the last attempt failed; null: it did not.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Takes a message; never waits.</summary>
    public void Take(AlertMessage message) => _waiting.Writer.TryWrite(message);

    /// <summary>What waited when it was disposed of, with the one that was tried.</summary>
    public IEnumerable<AlertMessage> Rest()
    {
        if (_tried is { } tried) yield return tried;
        while (_waiting.Reader.TryRead(out var message)) yield return message;
    }

    /// <summary>Ends at once; what waits stays in the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        await foreach (var message in _waiting.Reader.ReadAllAsync(_end.Token))
        {
            _tried = message;
            await BringAsync(message);
            _tried = null;
        }
    }

    private async Task BringAsync(AlertMessage message)
    {
        for (var (attempt, refusals) = (1, 0); ; attempt++)
        {
            try
            {
                var refused = await _delivery.SendAsync(_receiver, message, _end.Token);
                if (refused is null) Recover();
                else Miss(refused);
                _metrics.CountAlert(AlertFate.Delivered);
                Report(message, AlertFate.Delivered, attempt, refused);
                return;
            }
            catch (AlertException failure)
            {
                if (!failure.MayHeal) refusals++;
                Fail(failure.Message);
                if (refusals >= MostRefusals || _time.GetUtcNow() - message.Timestamp >= Patience || message.Type == "test" && attempt >= MostRefusals)
                {
                    _metrics.CountAlert(AlertFate.Failed);
                    ControlLog.AlertGivenUp(_logger, _receiver.Name, attempt, failure.Message);
                    Report(message, AlertFate.Failed, attempt, failure.Message);
                    return;
                }

                Report(message, AlertFate.Waiting, attempt, failure.Message);
                await RestAsync(attempt);
            }
        }
    }

    // A corrected receiver is tried at once.
    private async Task RestAsync(int attempt)
    {
        var changed = _changed.Reader.WaitToReadAsync(_end.Token).AsTask();
        await ((Task)changed).WaitAsync(Pause(attempt, Random.Shared.NextDouble()), _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _changed.Reader.TryRead(out _);
        _end.Token.ThrowIfCancellationRequested();
    }

    /// <summary>How long is waited after an attempt: twice as long each time, give or take half of it, so that many do not come at once.</summary>
    internal static TimeSpan Pause(int attempt, double chance)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt - 1, 20));
        return (pause < LongestPause ? pause : LongestPause) * (0.5 + chance);
    }

    private void Drop(AlertMessage message)
    {
        _metrics.CountAlert(AlertFate.Dropped);
        ControlLog.AlertDropped(_logger, _receiver.Name, MostWaiting);
        Report(message, AlertFate.Dropped, 0, $"more than {MostWaiting} messages waited");
    }

    private void Fail(string reason)
    {
        if (_trouble is null) ControlLog.ReceiverFails(_logger, _receiver.Name, reason);
        Volatile.Write(ref _trouble, reason);
    }

    private void Miss(string reason)
    {
        if (Trouble != reason) ControlLog.SomeAreNotReached(_logger, _receiver.Name, reason);
        Volatile.Write(ref _trouble, reason);
    }

    private void Recover()
    {
        if (_trouble is not null) ControlLog.ReceiverRecovered(_logger, _receiver.Name);
        Volatile.Write(ref _trouble, null);
    }

    private void Report(AlertMessage message, AlertFate fate, int attempts, string? trouble) => _report(new StoredAlert(
        message.Id, message.Receiver, message.Timestamp, fate, message.Type == "test", message.Title, message.Write(), attempts, trouble, fate == AlertFate.Waiting ? null : _time.GetUtcNow()));
}
