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
    private long _answers;

    public SteadyClient(IPEndPoint server, DomainName name) => _asking = AskAsync(new DnsClient(server, TimeSpan.FromSeconds(1)), name);

    /// <summary>How many answers came.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>Answers that were anything but NOERROR with at least one address.</summary>
    public IReadOnlyCollection<string> Bad => _bad;

    /// <summary>When nothing came back.</summary>
    public IReadOnlyCollection<DateTimeOffset> Silences => _silences;

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
                var answer = await client.Ask(name, RecordType.A, cancel: _stop.Token);
                Interlocked.Increment(ref _answers);
                if (answer.Code != ResponseCode.NoError || !answer.Answers.Any(record => record.Type == RecordType.A))
                    _bad.Enqueue($"{DateTimeOffset.UtcNow:HH:mm:ss.fff} {answer.Code} with {answer.Answers.Length} records");
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
}
