using System.Net.Sockets;
using System.Security.Authentication;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Probing;

/// <summary>Says in a few words why a connection failed.</summary>
internal static class FailurePhrase
{
    private const string Closed = "closed before it answered";

    // What lies deepest says most: refused, reset, a certificate nobody trusts.
    public static string Of(Exception failure, Target target)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket) return Of(socket.SocketErrorCode);
            if (cause is AuthenticationException tls) return $"TLS failed: {tls.Message}";
            if (cause is TimeoutException) return $"no answer within {target.Timing.TimeoutSeconds} s";
        }

        return failure switch
        {
            HttpRequestException http => Of(http.HttpRequestError),
            // A stream that ends within a handshake, and an HTTP/2 connection that ends within an answer.
            IOException when target.Probe.Kind is ProbeKind.Https or ProbeKind.Tls || target.Probe.Tls => "TLS failed: it does not speak it",
            IOException => Closed,
            InvalidDataException => "no valid answer",
            _ => $"failed: {failure.Message}",
        };
    }

    private static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
        SocketError.ConnectionReset => "connection reset",
        SocketError.ConnectionAborted or SocketError.Shutdown => Closed,
        _ => $"connection failed: {error}",
    };

    private static string Of(HttpRequestError error) => error switch
    {
        HttpRequestError.ResponseEnded => Closed,
        HttpRequestError.ConfigurationLimitExceeded => "the head of its answer is longer than 16 KiB",
        HttpRequestError.SecureConnectionError => "TLS failed: it does not speak it",
        HttpRequestError.VersionNegotiationError => "TLS failed: it does not agree on HTTP/2",
        _ => "no valid HTTP answer",
    };
}
