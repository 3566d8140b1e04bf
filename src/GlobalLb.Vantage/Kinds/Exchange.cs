using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>
/// One HTTP request on a connection of its own, to the endpoint's address whatever the host is called; no redirect is followed, no
/// proxy asked, nothing decompressed, no cookie kept.
/// </summary>
internal sealed class Exchange : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly HttpRequestMessage _request;

    private Exchange(HttpMessageInvoker http, HttpRequestMessage request, HttpResponseMessage response, Finding? certificate)
    {
        (_http, _request, Response, Certificate) = (http, request, response, certificate);
    }

    public HttpResponseMessage Response { get; }

    /// <summary>What the certificate was found to be; null: there is none.</summary>
    public Finding? Certificate { get; }

    /// <summary>Asks, and reads the head of the answer.</summary>
    /// <param name="dialer">Who connects.</param>
    /// <param name="target">Whom.</param>
    /// <param name="isSecure">Whether over TLS.</param>
    /// <param name="isHttp2">Whether HTTP/2: by ALPN over TLS (RFC 9113 §3.2), by prior knowledge without (§3.3).</param>
    /// <param name="shape">What the request has besides.</param>
    /// <param name="deadline">Gives up.</param>
    public static async Task<Exchange> AskAsync(
        Dialer dialer, Target target, bool isSecure, bool isHttp2, Action<HttpRequestMessage> shape, CancellationToken deadline)
    {
        Stream stream;
        Finding? certificate = null;
        if (isSecure) (stream, certificate) = await dialer.SecureAsync(target, [isHttp2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11], deadline);
        else stream = new NetworkStream(await dialer.ConnectAsync(target, deadline), ownsSocket: true);

        // A handler is shared by name, and hands whichever connection is ready first to whoever waits first: of two endpoints
        // with the same host, each would be given the health of the other. So every probe has one of its own.
        var http = new HttpMessageInvoker(Handler(stream));
        var request = new HttpRequestMessage();
        try
        {
            if (isSecure && isHttp2 && ((SslStream)stream).NegotiatedApplicationProtocol != SslApplicationProtocol.Http2)
                throw new HttpRequestException(HttpRequestError.VersionNegotiationError, "no HTTP/2");
            Shape(request, target, isSecure, isHttp2);
            shape(request);
            return new Exchange(http, request, await http.SendAsync(request, deadline), certificate);
        }
        catch
        {
            await stream.DisposeAsync();
            request.Dispose();
            http.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Response.Dispose();
        _request.Dispose();
        _http.Dispose();
    }

    private static void Shape(HttpRequestMessage request, Target target, bool isSecure, bool isHttp2)
    {
        var probe = target.Probe;
        var host = target.Host.Contains(':', StringComparison.Ordinal) ? $"[{target.Host}]" : target.Host;
        request.RequestUri = new Uri($"{(isSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp)}://{host}:{target.Port}{probe.Path}");
        request.Method = probe.Method is { } method ? new HttpMethod(method) : HttpMethod.Get;
        request.Version = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (probe.Host is not null) request.Headers.Host = host;
        request.Headers.UserAgent.ParseAdd("GlobalLb-probe/1");
        if (!isHttp2) request.Headers.ConnectionClose = true;
        foreach (var header in probe.Headers)
        {
            request.Headers.Remove(header.Name);
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }
    }

    private static SocketsHttpHandler Handler(Stream stream)
    {
        var isUsed = false;
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0, // the body is not read to its end, however short it is said to be
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (_, _) =>
            {
                // The handler asks for another connection when one is closed without a word; a probe says that it was.
                if (isUsed) throw new SocketException((int)SocketError.ConnectionAborted);
                isUsed = true;
                return ValueTask.FromResult(stream); // TLS, if any, is spoken on it already; closing it is how a read is given up
            },
        };
    }
}
