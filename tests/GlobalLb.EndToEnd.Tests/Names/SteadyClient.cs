using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.EndToEnd.Tests.Names;

/// <summary>A client that asks one server for the address of one name every 20 milliseconds, and remembers everything that is not a good answer.</summary>
internal sealed class SteadyClient : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _bad = new();
    private readonly ConcurrentQueue<DateTimeOffset> _silences = new();
    private readonly Task _asking;
    private readonly ConcurrentQueue<(DateTimeOffset At, string Addresses)> _changes = new();
    private string _last = "";
    private long _answers;

    public SteadyClient(IPEndPoint server, DomainName name) => _asking = AskAsync(new DnsClient(server, TimeSpan.FromSeconds(1)), name);

    /// <summary>How many answers came.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>Answers that were anything but NOERROR with at least one address.</summary>
    public IReadOnlyCollection<string> Bad => _bad;

    /// <summary>When nothing came back.</summary>
    public IReadOnlyCollection<DateTimeOffset> Silences => _silences;

    /// <summary>All the different answers since some moment, in their order; the one that held at that moment is the first.</summary>
    public IReadOnlyList<string> AnswersSince(DateTimeOffset moment)
    {
        var changes = _changes.ToArray();
        var first = Array.FindLastIndex(changes, change => change.At <= moment);
        return [.. changes.Skip(Math.Max(0, first)).Select(change => change.Addresses)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _stop.Dispose();
    }

    private async Task AskAsync(DnsClient client, DomainName name)
    {
        while (!_stop.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                Judge(await client.Ask(name, RecordType.A, cancel: _stop.Token));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception silence) when (silence is TimeoutException or SocketException)
            {
                _silences.Enqueue(DateTimeOffset.UtcNow);
            }
            catch (InvalidDataException unreadable)
            {
                _bad.Enqueue(unreadable.Message);
            }

            var left = Pace - Stopwatch.GetElapsedTime(begun);
            if (left > TimeSpan.Zero) await Task.Delay(left, CancellationToken.None);
        }
    }

    private void Judge(Message answer)
    {
        Interlocked.Increment(ref _answers);
        var addresses = answer.Answers.Where(record => record.Type == RecordType.A).Select(record => record.Text).Order(StringComparer.Ordinal).ToList();
        if (answer.Code != ResponseCode.NoError || addresses.Count == 0)
            _bad.Enqueue($"{DateTimeOffset.UtcNow:HH:mm:ss.fff} {answer.Code} with {answer.Answers.Length} records");
        var now = string.Join(' ', addresses);
        if (now == _last) return;
        _last = now;
        _changes.Enqueue((DateTimeOffset.UtcNow, now));
    }
}
