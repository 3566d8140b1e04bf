using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Authentication;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Probing;

/// <summary>Runs one probe of one endpoint and says what was found: always an outcome, never a throw.</summary>
internal sealed class Prober(ControlOptions options, TimeProvider time) : IDisposable
{
    private readonly TcpProbe _tcp = new();
    private readonly HttpProbe _http = new();
    private readonly SemaphoreSlim _sockets = new(options.MostProbes);

    public async Task<Outcome> RunAsync(Endpoint endpoint, Probe probe, CancellationToken stop)
    {
        await _sockets.WaitAsync(stop);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
            deadline.CancelAfter(TimeSpan.FromSeconds(probe.TimeoutSeconds));
            var finding = await CheckAsync(endpoint, probe, deadline.Token);
            stop.ThrowIfCancellationRequested();
            return new Outcome(endpoint.Code, options.Vantage, time.GetUtcNow(), finding.Passed, finding.Reason, Stopwatch.GetElapsedTime(begun));
        }
        finally
        {
            _sockets.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _sockets.Dispose();
    }

    private async Task<Finding> CheckAsync(Endpoint endpoint, Probe probe, CancellationToken deadline)
    {
        try
        {
            IProbe kind = probe.Kind == ProbeKind.Tcp ? _tcp : _http;
            return await kind.CheckAsync(endpoint, probe, deadline);
        }
        catch (OperationCanceledException)
        {
            return new Finding(false, $"no answer within {probe.TimeoutSeconds} s");
        }
        catch (Exception failure)
        {
            return new Finding(false, Phrase(failure));
        }
    }

    private static string Phrase(Exception failure) => failure switch
    {
        SocketException socket => socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
            SocketError.ConnectionReset => "connection reset",
            _ => $"connection failed: {socket.SocketErrorCode}",
        },
        AuthenticationException tls => $"TLS failed: {tls.Message}",
        HttpRequestException { InnerException: { } inner } when inner is SocketException or AuthenticationException => Phrase(inner),
        HttpRequestException http => $"no valid HTTP answer: {http.HttpRequestError}",
        _ => $"failed: {failure.GetType().Name}",
    };
}
