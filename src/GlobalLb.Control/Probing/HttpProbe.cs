using System.Net;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Probing;

/// <summary>
/// Asks once for a path, over plain HTTP or TLS. A connection of its own each time, to the endpoint's address whatever the
/// host is called; no redirect is followed, no proxy asked, nothing decompressed, and only the head of the answer is read.
/// </summary>
internal sealed class HttpProbe : IProbe, IDisposable
{
    private static readonly HttpRequestOptionsKey<IPEndPoint> Target = new("target");

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.Zero, // a probe that reuses a connection would not notice that new ones fail
        ConnectCallback = ConnectAsync,
    });

    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Endpoint endpoint, Probe probe, CancellationToken deadline)
    {
        var port = probe.Port ?? endpoint.Port;
        var scheme = probe.Kind == ProbeKind.Https ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        var host = probe.Host ?? (endpoint.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{endpoint.Address}]" : endpoint.Address.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{scheme}://{host}:{port}{probe.Path}"));
        request.Options.Set(Target, new IPEndPoint(endpoint.Address, port));
        if (probe.Host is not null) request.Headers.Host = probe.Host;
        request.Headers.UserAgent.ParseAdd("GlobalLb-probe/1");
        request.Headers.ConnectionClose = true;
        using var response = await _http.SendAsync(request, deadline);
        var status = (int)response.StatusCode;
        return new Finding(status >= probe.LowestStatus && status <= probe.HighestStatus, $"HTTP {status}");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(Target, out var target))
            throw new InvalidOperationException("a probe without a target");
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
