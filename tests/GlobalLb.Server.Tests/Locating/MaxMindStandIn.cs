using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Server.Tests.Locating;

/// <summary>Two real servers that do what MaxMind's do: one knows the accounts and leads on, the other holds the files behind signed links.</summary>
internal sealed class MaxMindStandIn : IAsyncDisposable
{
    public const string Account = "123456", Key = "s3cret-licence-key";

    private readonly WebApplication _front, _storage;
    private readonly ConcurrentDictionary<string, (byte[] Archive, string Checksum, DateTimeOffset WrittenAt)> _editions = [];

    private MaxMindStandIn() => (_front, _storage) = (Build(), Build());

    /// <summary>What was asked: server, method, path, and whether the key came along.</summary>
    public ConcurrentQueue<(string Server, string Method, string Path, bool HasKey)> Asked { get; } = [];

    /// <summary>How the first server answers in place of what it does; null: it does.</summary>
    public int? Status { get; set; }

    /// <summary>After how many octets of an archive the second breaks off; null: it does not.</summary>
    public int? BreaksOffAfter { get; set; }

    /// <summary>Where it is, or was.</summary>
    public string Url { get; private set; } = "";

    public int Downloads => Asked.Count(request => request is { Server: "storage", Method: "GET" } && request.Path.EndsWith("tar.gz", StringComparison.Ordinal));

    public static async Task<MaxMindStandIn> StartAsync()
    {
        var server = new MaxMindStandIn();
        server._front.Map("/geoip/databases/{edition}/download", server.LeadOn);
        server._storage.Map("/signed/{edition}/{suffix}", server.GiveAsync);
        await server._front.StartAsync();
        await server._storage.StartAsync();
        server.Url = UrlOf(server._front);
        return server;
    }

    /// <summary>Offers an edition; the database lies in a folder of the archive, behind a licence.</summary>
    public void Offer(string edition, byte[] database, DateTimeOffset writtenAt) => OfferArchive(edition, Archive(
        ($"{edition}_20261117/LICENSE.txt", Encoding.ASCII.GetBytes("a licence")), ($"{edition}_20261117/{edition}.mmdb", database)), writtenAt);

    public void OfferArchive(string edition, byte[] archive, DateTimeOffset writtenAt, string? checksum = null) =>
        _editions[edition] = (archive, checksum ?? Convert.ToHexStringLower(SHA256.HashData(archive)), writtenAt);

    public static byte[] Archive(params (string Name, byte[] Content)[] files)
    {
        using var archive = new MemoryStream();
        using (var packed = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(packed, TarEntryFormat.Ustar))
        {
            foreach (var (name, content) in files) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return archive.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _storage.DisposeAsync();
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private static string UrlOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    private IResult LeadOn(HttpContext context, string edition, string suffix)
    {
        Note("front", context);
        if (Status is { } status) return Results.StatusCode(status);
        var expected = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Key}"))}";
        if (context.Request.Headers.Authorization != expected) return Results.StatusCode(401);
        return _editions.ContainsKey(edition) ? Results.Redirect($"{UrlOf(_storage)}/signed/{edition}/{suffix}?signature=abc") : Results.StatusCode(404);
    }

    private async Task GiveAsync(HttpContext context, string edition, string suffix)
    {
        Note("storage", context);
        var (archive, checksum, writtenAt) = _editions[edition];
        var content = suffix == "tar.gz" ? archive : Encoding.ASCII.GetBytes($"{checksum}  {edition}_20261117.tar.gz\n");
        context.Response.Headers.LastModified = writtenAt.ToString("R");
        context.Response.ContentLength = content.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        if (suffix == "tar.gz" && BreaksOffAfter is { } count)
        {
            await context.Response.Body.WriteAsync(content.AsMemory(0, count));
            await context.Response.Body.FlushAsync();

            // The connection is closed behind what was sent, and not reset: that would take it back.
            return;
        }

        await context.Response.Body.WriteAsync(content);
    }

    private void Note(string server, HttpContext context) =>
        Asked.Enqueue((server, context.Request.Method, context.Request.Path + (server == "front" ? context.Request.QueryString.Value : ""), context.Request.Headers.Authorization.Count > 0));
}
