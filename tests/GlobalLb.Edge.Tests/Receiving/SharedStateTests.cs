using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Threading.Channels;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Edge.Answering;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Edge.Tests.Receiving;

/// <summary>What edges are given beside configuration and health: the addresses of aliases, and the secrets of cookies.</summary>
[SupportedOSPlatform("linux")]
public sealed class SharedStateTests : IAsyncLifetime, IDisposable
{
    private static readonly Guid Here = Guid.NewGuid();
    private static readonly byte[] Old = RandomNumberGenerator.GetBytes(16), New = RandomNumberGenerator.GetBytes(16);

    private readonly List<(Receiver Receiver, EdgeMetrics Metrics, TemporaryFolder Folder)> _edges = [];
    private readonly Heard _heard = new();
    private readonly LoggerFactory _loggers = new();

    public Task InitializeAsync()
    {
        _loggers.AddProvider(_heard);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var (receiver, _, _) in _edges) await receiver.StopAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        foreach (var (receiver, metrics, folder) in _edges)
        {
            receiver.Dispose();
            metrics.Dispose();
            folder.Dispose();
        }

        _loggers.Dispose();
        _heard.Dispose();
    }

    [Fact]
    public async Task Two_edges_of_one_system_accept_each_others_cookies_and_a_third_of_another_does_not()
    {
        var (one, other, stranger) = (await StartAsync(), await StartAsync(), await StartAsync());
        foreach (var edge in new[] { one, other }) await edge.TakeAsync(Secrets(1, Old));
        await stranger.TakeAsync(Secrets(1, New));
        var cookie = await one.GetCookieAsync();
        Assert.Equal(24, cookie.Length);
        Assert.Equal(cookie.ToArray(), (await other.GetCookieAsync(cookie)).ToArray()); // valid: echoed as it is
        Assert.NotEqual(cookie.ToArray(), (await stranger.GetCookieAsync(cookie)).ToArray());
        Assert.NotEqual(cookie.ToArray(), (await (await StartAsync()).GetCookieAsync(cookie)).ToArray());
    }

    [Fact]
    public async Task A_rotation_keeps_every_cookie_valid_at_every_step()
    {
        var (early, late) = (await StartAsync(capsAt: 128), await StartAsync(capsAt: 128));
        foreach (var edge in new[] { early, late }) await edge.TakeAsync(Secrets(1, Old));
        foreach (var (sequence, step) in new[] { (2, (Current: Old, Other: New)), (3, (Current: New, Other: Old)) })
        {
            var before = (Early: await early.GetCookieAsync(), Late: await late.GetCookieAsync());
            await early.TakeAsync(Secrets(sequence, step.Current, step.Other));
            Assert.True(await late.AcceptsAsync(await early.GetCookieAsync()), $"step {sequence}: the one that heard of it first");
            Assert.True(await early.AcceptsAsync(before.Early) && await early.AcceptsAsync(before.Late), $"step {sequence}: cookies made before");
            await late.TakeAsync(Secrets(sequence, step.Current, step.Other));
            Assert.True(await late.AcceptsAsync(before.Late), $"step {sequence}: cookies made before, at the late one");
        }

        Assert.False(await early.AcceptsAsync(await (await StartAsync()).GetCookieAsync()));
    }

    [Fact]
    public async Task Secrets_are_kept_for_a_restart_where_only_their_owner_reads_them_and_are_said_nowhere()
    {
        var edge = await StartAsync();
        await edge.TakeAsync(Secrets(1, Old, New));
        var cookie = await edge.GetCookieAsync();
        var path = Path.Combine(edge.Folder, "cookie-secrets.json");
        await Eventually.HoldsAsync(() => File.Exists(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        var again = await StartAsync(folder: edge.Folder);
        Assert.Equal(cookie.ToArray(), (await again.GetCookieAsync(cookie)).ToArray());
        foreach (var secret in new[] { Old, New })
            Assert.All(_heard.Lines, line => Assert.DoesNotContain(Convert.ToBase64String(secret), line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_left_behind_half_written_does_not_lend_its_mode_to_secrets()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "cookie-secrets.json.new"), "");
        File.SetUnixFileMode(Path.Combine(folder.Path, "cookie-secrets.json.new"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        new LastKnownState(folder.Path, _heard).Save(Secrets(1, Old));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "cookie-secrets.json")));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(0)]
    public async Task Secrets_of_another_length_are_refused(int length)
    {
        var edge = await StartAsync();
        await edge.TakeAsync(Secrets(1, Old));
        var cookie = await edge.GetCookieAsync();
        await edge.Control.WriteAsync(Secrets(2, Old[..length]));
        await _heard.UntilAsync("Publication 2 was refused and what is held is kept: a cookie secret has 16 octets");
        Assert.Equal(cookie.ToArray(), (await edge.GetCookieAsync(cookie)).ToArray());
    }

    [Fact]
    public async Task Aliases_are_taken_kept_and_survive_a_Control_that_has_not_found_them_yet()
    {
        var edge = await StartAsync(aliases: true);
        await edge.Control.WriteAsync(Table(1, 1, "192.0.2.7"));
        await Eventually.HoldsAsync(() => edge.Known is "192.0.2.7");
        await edge.Control.WriteAsync(Table(2, 1)); // a later leader, which knows nothing yet
        await edge.Control.WriteAsync(Sample.Health(Here, 2, 1, "eu-web-1"));
        await Eventually.HoldsAsync(() => edge.Current.Value!.Standings[0] == Steering.Snapshots.Standing.Down);
        Assert.Equal("192.0.2.7", edge.Known);
        await edge.Control.WriteAsync(Table(1, 9, "192.0.2.66")); // the leader before it
        await _heard.UntilAsync("Refused publication 1/9");
        Assert.Equal("192.0.2.7", edge.Known);

        var again = await StartAsync(folder: edge.Folder, publishes: false);
        Assert.Equal("192.0.2.7", again.Known);
    }

    [Fact]
    public async Task Aliases_of_another_system_are_refused_and_another_configuration_forgets_those_held()
    {
        var edge = await StartAsync(aliases: true);
        await edge.Control.WriteAsync(Table(1, 1, "192.0.2.7"));
        await edge.Control.WriteAsync(Table(1, 2, "192.0.2.66") with { System = Guid.NewGuid() });
        await _heard.UntilAsync("it is the aliases of another system");
        Assert.Equal("192.0.2.7", edge.Known);
        await edge.Control.WriteAsync(Sample.Configuration(Guid.NewGuid(), 1, 5));
        await Eventually.HoldsAsync(() => edge.Current.Value!.Version == 5);
        Assert.Equal("", edge.Known);
    }

    private static CookieSecretPublication Secrets(long sequence, byte[] current, byte[]? other = null) =>
        new() { System = Here, Term = 1, Sequence = sequence, Current = current, Other = other is null ? null : other };

    private static AliasPublication Table(long term, long sequence, params string[] addresses) => new()
    {
        System = Here,
        Term = term,
        Sequence = sequence,
        Table = new AliasTable
        {
            Known = addresses.Length == 0 ? [] : [new(DomainName.Parse("cdn.test"), RecordType.A, 60, [.. addresses.Select(IPAddress.Parse)], DateTimeOffset.UnixEpoch)],
        },
    };

    private async Task<Edge> StartAsync(bool aliases = false, bool publishes = true, string? folder = null, int? capsAt = null)
    {
        var own = new TemporaryFolder();
        var metrics = new EdgeMetrics(TimeProvider.System);
        var options = new EdgeOptions { StateFolder = folder ?? own.Path, Responder = new ResponderOptions { MaxResponseWithoutCookie = capsAt } };
        var (feed, current) = (new ManualFeed(), new CurrentSnapshot());
        var receiver = new Receiver(feed, current, options, TimeProvider.System, metrics, _loggers.CreateLogger<Receiver>());
        _edges.Add((receiver, metrics, own));
        await receiver.StartAsync(CancellationToken.None);
        await receiver.Loaded;
        var edge = new Edge(current, await feed.AcceptAsync(), new Responder(new Authority(() => current.Value), options.Responder), options.StateFolder, _heard);
        if (publishes) await edge.Control.WriteAsync(Sample.Configuration(Here, 1, 1, With(aliases ? RecordType.ALIAS : RecordType.TXT)));
        if (publishes) await Eventually.HoldsAsync(() => current.Value is not null);
        return edge;
    }

    // At the apex an ALIAS, or a text that does not fit where cookies are missed.
    private static ConfigurationDocument With(RecordType type) => Sample.Document with
    {
        Zones =
        [
            .. Sample.Document.Zones.Select(zone => zone with
            {
                Records = zone.Records.Add(new Record { Name = zone.Name, Type = type, Value = type == RecordType.ALIAS ? "cdn.test." : new string('x', 200) }),
            }),
        ],
    };

    private sealed record Edge(CurrentSnapshot Current, ChannelWriter<Publication> Control, Responder Responder, string Folder, Heard Heard)
    {
        public string Known => string.Join(' ', Current.Value!.Aliases.Known.SelectMany(each => each.Addresses).Select(address => $"{address}"));

        public async Task TakeAsync(CookieSecretPublication secrets)
        {
            var before = Heard.Count("Took the shared secrets");
            await Control.WriteAsync(secrets);
            await Heard.UntilAsync("Took the shared secrets", before + 1);
        }

        // What a client that sends this cookie is given.
        public async Task<ReadOnlyMemory<byte>> GetCookieAsync(ReadOnlyMemory<byte> cookie = default) =>
            (await AskAsync(cookie.IsEmpty ? RandomNumberGenerator.GetBytes(8) : cookie)).Edns!.Cookie!.Value;

        // Whoever has no valid cookie is told to come by TCP.
        public async Task<bool> AcceptsAsync(ReadOnlyMemory<byte> cookie) => !(await AskAsync(cookie)).IsTruncated;

        private async Task<Dns.Messages.Message> AskAsync(ReadOnlyMemory<byte> cookie)
        {
            await using var server = new UdpServer(new IPEndPoint(IPAddress.Loopback, 0), Responder, 1, NullLogger.Instance);
            server.Start();
            return await new DnsClient(server.LocalEndPoint).Ask(DomainName.Parse("example.test"), RecordType.TXT, QueryOptions.Default with { Cookie = cookie });
        }
    }
}
