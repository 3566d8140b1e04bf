using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Authentication;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Vantage.Probing;

/// <summary>Runs one probe of one endpoint and says what was found: always an outcome, never a throw, unless stopped.</summary>
internal sealed class Prober(VantageOptions options, TimeProvider time) : IDisposable
{
    private const string Closed = "closed before it answered";

    private readonly TcpProbe _tcp = new();
    private readonly HttpProbe _http = new();
    private readonly SemaphoreSlim _sockets = new(options.MostProbes);

    /// <exception cref="OperationCanceledException">Stopped: that says nothing about the endpoint.</exception>
    public async Task<Outcome> RunAsync(Endpoint endpoint, Probe probe, CancellationToken stop)
    {
        await _sockets.WaitAsync(stop);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
            deadline.CancelAfter(TimeSpan.FromSeconds(probe.TimeoutSeconds));
            var finding = await CheckAsync(endpoint, probe, deadline.Token);
            stop.ThrowIfCancellationRequested();
            return new Outcome(endpoint.Code, options.Name, time.GetUtcNow(), finding.Passed, finding.Reason, Stopwatch.GetElapsedTime(begun));
        }
        finally
        {
            _sockets.Release();
        }
    }

    public void Dispose() => _sockets.Dispose();

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

    // What lies deepest says most: refused, reset, a certificate nobody trusts.
    private static string Phrase(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket) return Phrase(socket.SocketErrorCode);
            if (cause is AuthenticationException tls) return $"TLS failed: {tls.Message}";
        }

        return failure is HttpRequestException http ? Phrase(http.HttpRequestError) : $"failed: {failure.Message}";
    }

    private static string Phrase(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
        SocketError.ConnectionReset => "connection reset",
        SocketError.ConnectionAborted or SocketError.Shutdown => Closed,
        _ => $"connection failed: {error}",
    };

    private static string Phrase(HttpRequestError error) => error switch
    {
        HttpRequestError.ResponseEnded => Closed,
        HttpRequestError.ConfigurationLimitExceeded => "the head of its answer is longer than 16 KiB",
        HttpRequestError.SecureConnectionError => "TLS failed: it does not speak it",
        _ => "no valid HTTP answer",
    };
}
