using System.Net;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Probing;

/// <summary>
/// Asks once for a path, over plain HTTP or TLS. A connection of its own each time, to the endpoint's address whatever the
/// host is called; no redirect is followed, no proxy asked, nothing decompressed, and only the head of the answer is read.
/// </summary>
internal sealed class HttpProbe : IProbe
{
    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Endpoint endpoint, Probe probe, CancellationToken deadline)
    {
        var port = probe.Port ?? endpoint.Port;
        using var socket = new Socket(endpoint.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endpoint.Address, port, deadline);

        // A handler is shared by name, and hands whichever connection is ready first to whoever waits first: of two endpoints
        // with the same host, each would be given the health of the other. So every probe has one of its own.
        using var http = new HttpMessageInvoker(Handler(socket));
        using var request = Request(endpoint, probe, port);
        using var response = await http.SendAsync(request, deadline);
        var status = (int)response.StatusCode;
        return new Finding(status >= probe.LowestStatus && status <= probe.HighestStatus, $"HTTP {status}");
    }

    private static HttpRequestMessage Request(Endpoint endpoint, Probe probe, int port)
    {
        var scheme = probe.Kind == ProbeKind.Https ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        var host = probe.Host ?? endpoint.Address.ToString();
        if (host.Contains(':', StringComparison.Ordinal)) host = $"[{host}]";
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{scheme}://{host}:{port}{probe.Path}"));
        if (probe.Host is not null) request.Headers.Host = host;
        request.Headers.UserAgent.ParseAdd("GlobalLb-probe/1");
        request.Headers.ConnectionClose = true;
        return request;
    }

    private static SocketsHttpHandler Handler(Socket socket)
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
                return ValueTask.FromResult<Stream>(new NetworkStream(socket, ownsSocket: true)); // closing it is how a read is given up
            },
        };
    }
}
