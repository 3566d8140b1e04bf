using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace GlobalLb.Control.Alerting;

/// <summary>One POST on a connection of its own: no redirect is followed, no proxy asked, no cookie kept, and of the answer its status alone is read.</summary>
internal sealed class WebPost(OutgoingLine line)
{
    /// <exception cref="AlertException">It was not taken.</exception>
    public async Task SendAsync(Uri url, string json, IEnumerable<(string Name, string Value)> headers, CancellationToken deadline)
    {
        // TLS is spoken on the connection before HTTP has it, so that one check of certificates holds for all receivers.
        await using var stream = await OpenAsync(url, deadline);
        using var http = new HttpMessageInvoker(Handler(stream));
        using var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(url) { Scheme = Uri.UriSchemeHttp, Port = url.Port }.Uri) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var host = url.HostNameType == UriHostNameType.Dns ? url.IdnHost : url.Host;
        request.Headers.Host = url.IsDefaultPort ? host : $"{host}:{url.Port}";
        request.Headers.ConnectionClose = true;
        request.Headers.UserAgent.ParseAdd("GlobalLb-alerts/1");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var response = await http.SendAsync(request, deadline);
        var status = (int)response.StatusCode;
        if (status is >= 200 and < 300) return;
        var why = status is >= 300 and < 400 ? $"HTTP {status}: a redirect is not followed" : $"HTTP {status}";
        throw new AlertException(why, mayHeal: status is < 400 or >= 500 or 401 or 403 or 404 or 408 or 425 or 429);
    }

    private async Task<Stream> OpenAsync(Uri url, CancellationToken deadline)
    {
        var stream = await line.ConnectAsync(url.IdnHost, url.Port, deadline);
        return url.Scheme == Uri.UriSchemeHttps ? await line.SecureAsync(stream, url.IdnHost, deadline) : stream;
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
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (_, _) =>
            {
                if (isUsed) throw new SocketException((int)SocketError.ConnectionAborted);
                isUsed = true;
                return ValueTask.FromResult(stream);
            },
        };
    }
}
