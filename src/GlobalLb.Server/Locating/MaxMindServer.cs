using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using GlobalLb.Server.Commands;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Locating;

/// <summary>
/// MaxMind's server of databases, asked by its permanent links: <c>geoip/databases/EDITION/download?suffix=tar.gz</c>, with the
/// account and the licence key as user and password. It leads on to a signed link elsewhere, which is never given the key.
/// </summary>
internal sealed class MaxMindServer : IDisposable
{
    /// <summary>The server that everybody uses.</summary>
    public const string Usual = "https://download.maxmind.com/";

    private const long LargestArchive = PlaceArchive.LargestDatabase;
    private const int MostRedirects = 5, LongestChecksum = 4096, LengthOfChecksum = 64;

    // Of silence, wherever it stops.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Uri _server;
    private readonly string _account;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly HttpClient _http;

    /// <summary>Knows a server.</summary>
    /// <param name="server">Its address; what has no TLS must be this machine.</param>
    /// <param name="account">The number of the account.</param>
    /// <param name="key">The licence key.</param>
    public MaxMindServer(Uri server, string account, string key)
    {
        (_server, _account) = (server, account);
        _authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{key}")));
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = Patience };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("globallb");
    }

    public void Dispose() => _http.Dispose();

    /// <summary>When an edition was written last; null: the server does not tell without giving it out. Asking counts as no download.</summary>
    public async Task<DateTimeOffset?> FindNewestAsync(string edition, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Head, Link(edition, "tar.gz"), edition, cancellation);
        return response.IsSuccessStatusCode ? response.Content.Headers.LastModified : null;
    }

    /// <summary>Fetches an edition, checks it against its checksum and unpacks it.</summary>
    /// <param name="edition">Which, such as GeoLite2-City.</param>
    /// <param name="temporary">A file for the archive; it is gone afterwards.</param>
    /// <param name="progress">Hears which part is there, 0 to 1.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartFailure">It cannot be had whole.</exception>
    /// <exception cref="NotFoundException">There is no such edition.</exception>
    public async Task<(byte[] Content, DateTimeOffset? WrittenAt)> FetchAsync(string edition, string temporary, IProgress<double>? progress, CancellationToken cancellation)
    {
        var expected = await ReadChecksumAsync(edition, cancellation);
        await using var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        using var response = await SendAsync(HttpMethod.Get, Link(edition, "tar.gz"), edition, cancellation);
        Check(response, edition);
        var checksum = await CopyAsync(response.Content, file, edition, progress, cancellation);
        if (!checksum.Equals(expected, StringComparison.OrdinalIgnoreCase))
            throw new StartFailure($"{edition}: what came is not what its checksum is of (SHA-256 {checksum}, it should be {expected}); nothing is changed, try again.");
        file.Position = 0;
        return (await PlaceArchive.UnpackAsync(file, edition, cancellation), response.Content.Headers.LastModified);
    }

    private Uri Link(string edition, string suffix) => new(_server, $"geoip/databases/{edition}/download?suffix={suffix}");

    private async Task<string> ReadChecksumAsync(string edition, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, Link(edition, "tar.gz.sha256"), edition, cancellation);
        Check(response, edition);
        using var content = new MemoryStream();
        await CopyAsync(response.Content, content, $"{edition}, its checksum", null, cancellation, LongestChecksum);
        var text = Encoding.ASCII.GetString(content.ToArray()).Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        return text.Length == LengthOfChecksum && text.All(char.IsAsciiHexDigit)
            ? text
            : throw new StartFailure($"{edition}: {_server.Host} has no SHA-256 of it, so what comes could not be checked; nothing is changed.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri link, string edition, CancellationToken cancellation)
    {
        var at = link;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var request = new HttpRequestMessage(method, at);
            var isOurs = Uri.Compare(at, _server, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
            if (isOurs) request.Headers.Authorization = _authorization;
            var response = await AskAsync(request, edition, cancellation);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || response.Headers.Location is not { } location)
                return response;

            response.Dispose();
            var next = new Uri(at, location);
            if (next.Scheme != Uri.UriSchemeHttps && (next.Scheme != Uri.UriSchemeHttp || at.Scheme == Uri.UriSchemeHttps))
                throw new StartFailure($"{edition}: {at.Host} leads on to {next.Scheme}://{next.Host}, which is not encrypted; nothing is changed.");
            at = next;
        }

        throw new StartFailure($"{edition}: {_server.Host} leads on more than {MostRedirects} times; nothing is changed.");
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, string edition, CancellationToken cancellation)
    {
        // Links that were signed let everybody in: only their host is said.
        var host = request.RequestUri!.Authority;
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw new StartFailure($"{edition}: {host} cannot be asked: {failure.Message.TrimEnd('.')}; nothing is changed.", failure);
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new StartFailure($"{edition}: {host} did not answer within {Patience.TotalSeconds:0} s; nothing is changed.", failure);
        }
    }

    private void Check(HttpResponseMessage response, string edition)
    {
        var host = response.RequestMessage!.RequestUri!.Authority;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return;
            case HttpStatusCode.Unauthorized:
                throw new StartFailure($"{edition}: {host} does not know account {_account} with this licence key (401); look at both. A new key is known after some minutes. Nothing is changed.");
            case HttpStatusCode.Forbidden:
                throw new StartFailure($"{edition}: account {_account} may not have it (403 of {host}); nothing is changed.");
            case HttpStatusCode.NotFound:
                throw new NotFoundException($"there is no edition '{edition}' at {host} (404); write one such as GeoLite2-City. Nothing is changed.");
            case HttpStatusCode.TooManyRequests:
                throw new StartFailure($"{edition}: account {_account} had as many downloads today as it may (429 of {host}); nothing is changed.");
            default:
                throw new StartFailure(string.Create(CultureInfo.InvariantCulture, $"{edition}: {host} answered with {(int)response.StatusCode} {response.ReasonPhrase}; nothing is changed, try again later."));
        }
    }

    private static async Task<string> CopyAsync(HttpContent from, Stream to, string name, IProgress<double>? progress, CancellationToken cancellation, long most = LargestArchive)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, total, length) = (new byte[1 << 16], 0L, from.Headers.ContentLength);
        await using var stream = await from.ReadAsStreamAsync(cancellation);
        for (int count; (count = await ReadAsync(stream, buffer, name, total, cancellation)) > 0;)
        {
            if ((total += count) > most) throw new StartFailure($"{name}: more than {most} octets come, which is too much; nothing is changed.");
            hash.AppendData(buffer, 0, count);
            await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
            if (length is > 0) progress?.Report((double)total / length.Value);
        }

        await to.FlushAsync(cancellation);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<int> ReadAsync(Stream stream, byte[] buffer, string name, long soFar, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(Patience);
        try
        {
            return await stream.ReadAsync(buffer, silence.Token);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw new StartFailure($"{name}: the download broke off after {soFar} octets ({failure.Message.TrimEnd('.')}); nothing is changed, try again.", failure);
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new StartFailure($"{name}: nothing more came for {Patience.TotalSeconds:0} s after {soFar} octets; nothing is changed, try again.", failure);
        }
    }
}
