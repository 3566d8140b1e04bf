using System.Net;
using System.Security.Cryptography.X509Certificates;
using GlobalLb.Control.Judging;
using GlobalLb.Control.Publishing;
using GlobalLb.Control.Vantages;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store;
using GlobalLb.Store.Tests;
using GlobalLb.Store.Vantages;
using GlobalLb.Tests;
using GlobalLb.Vantage;
using GlobalLb.Vantage.Tests.Kinds;
using GlobalLb.Vantage.Tests.Probing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Vantages;

/// <summary>Whole Controls with a database, and whole vantages without, on real sockets.</summary>
public sealed class JoinTests : DatabaseTest
{
    private readonly VantageHosts _vantages;
    private readonly List<IAsyncDisposable> _ends = [];

    public JoinTests(PostgresFixture postgres)
        : base(postgres) => _vantages = new VantageHosts(Heard);

    public override async Task DisposeAsync()
    {
        await _vantages.DisposeAsync();
        foreach (var end in _ends) await end.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Three_vantages_judge_by_majority()
    {
        await WriteAsync(_ => Seen(Still(Sample.Document), "control", "tokyo", "paris"));
        var control = await StartControlAsync();
        var tokyo = await _vantages.StartAsync("tokyo", [AddressOf(control)]);
        var paris = await _vantages.StartAsync("paris", [AddressOf(control)]);
        await Heard.UntilAsync("endpoints are probed from here", 2);
        var (web, publisher) = (Sample.Document.Pools[0].Endpoints[0], control.Services.GetRequiredService<Publisher>());
        foreach (var vantage in new[] { tokyo, paris }) await VantageHosts.FindAsync(vantage, web, true, "HTTP 200");
        await FindHereAsync(control, web, true);
        await Heard.UntilAsync("eu-web-1 went from Unknown to Up");

        for (var i = 0; i < 5; i++) await VantageHosts.FindAsync(tokyo, web, false, "HTTP 503");
        await UntilAsync("SELECT count(*) FROM globallb.probe_outcomes WHERE vantage = 'tokyo' AND NOT passed", 5);
        Assert.Equal(HealthState.Up, publisher.Edition.Health!.Table[web.Code]); // one of three
        for (var i = 0; i < 2; i++) await VantageHosts.FindAsync(paris, web, false, "HTTP 503");
        await Heard.UntilAsync("eu-web-1 went from Up to Down");
        await Eventually.HoldsAsync(() => publisher.Edition.Health!.Table[web.Code] == HealthState.Down);
        await UntilAsync("SELECT count(*) FROM globallb.transitions WHERE to_health = 'down' AND vantage = 'paris' AND votes::text LIKE '%tokyo%'", 1);
    }

    [Fact]
    public async Task A_vantage_probes_what_it_is_told_and_follows_edits()
    {
        await using var server = await CountingServer.StartAsync();
        await WriteAsync(_ => Seen(Asking(server), "tokyo"));
        var control = await StartControlAsync();
        await _vantages.StartAsync("tokyo", [AddressOf(control)], isHere: true);
        await Heard.UntilAsync("eu-web-1 went from Unknown to Up: HTTP 200");
        await WriteAsync(document => document with { Pools = [document.Pools[0] with { Probe = document.Pools[0].Probe! with { Path = "/ready" } }, document.Pools[1]] });
        while (!(await server.NextAsync()).EndsWith("/ready", StringComparison.Ordinal))
        {
            // What was under way.
        }
    }

    [Fact]
    public async Task What_was_found_while_cut_off_is_in_history_once()
    {
        await WriteAsync(_ => Seen(Still(Sample.Document), "tokyo"));
        var control = await StartControlAsync();
        await using var relay = new Relay(AddressOf(control));
        var tokyo = await _vantages.StartAsync("tokyo", [relay.Address]);
        await Heard.UntilAsync("endpoints are probed from here");
        var web = Sample.Document.Pools[0].Endpoints[0];
        const int Each = 300, Cuts = 3;
        for (var cut = 0; cut < Cuts; cut++)
        {
            // Cut in the midst of it, so that some are on their way.
            for (var i = 0; i < Each; i++)
            {
                await VantageHosts.FindAsync(tokyo, web, true, $"{cut}-{i}");
                if (i % 50 == 0) await Task.Yield();
                if (i == Each / 2) await relay.CutAsync();
            }

            relay.Mend();
            await Heard.UntilAsync("Joined ", cut + 2);
        }

        await UntilAsync("SELECT count(DISTINCT reason) FROM globallb.probe_outcomes WHERE vantage = 'tokyo'", Each * Cuts);
        Assert.Equal((long)Each * Cuts, await AskAsync("SELECT count(*) FROM globallb.probe_outcomes"));
    }

    [Fact]
    public async Task Old_news_is_of_its_own_time_in_history_whatever_the_clock_of_the_vantage_says()
    {
        await WriteAsync(_ => Seen(Sample.Document, "tokyo"));
        var control = await StartControlAsync();
        await Eventually.HoldsAsync(() => control.Services.GetRequiredService<Publisher>().IsLeading);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", VantageToken.Of(VantageHosts.Key, new("tokyo")));
        await using var stream = await VantageStream.BeginAsync(
            await http.GetAsync(new Uri(AddressOf(control), GlobalLb.Vantage.Joining.JoinPaths.Schedule("tokyo")), HttpCompletionOption.ResponseHeadersRead));
        var web = Sample.Document.Pools[0].Endpoints[0];
        var old = new GlobalLb.Vantage.Joining.SentOutcome { Endpoint = web.Code.Value, Address = $"{web.Address}", Port = web.Port, Passed = false, Reason = "HTTP 503", Latency = 5, Found = -3_600_000 };
        using var body = new StringContent(System.Text.Json.JsonSerializer.Serialize(stream.Batch(1, Guid.NewGuid(), old, old, old), GlobalLb.Vantage.Joining.JoiningJson.Default.OutcomeBatch));
        using var taken = await http.PostAsync(new Uri(AddressOf(control), GlobalLb.Vantage.Joining.JoinPaths.Outcomes("tokyo")), body);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        const string AnHourAgo = "BETWEEN now() - interval '75 minutes' AND now() - interval '59 minutes'";
        await UntilAsync($"SELECT count(*) FROM globallb.probe_outcomes WHERE at {AnHourAgo}", 3);
        await UntilAsync($"SELECT coalesce(sum(failures), 0)::bigint FROM globallb.probe_rollups WHERE vantage = 'tokyo' AND minute {AnHourAgo}", 3);
        Assert.Equal(0L, await AskAsync("SELECT count(*) FROM globallb.transitions"));
    }

    [Fact]
    public async Task A_vantage_that_restarts_without_Control_probes_what_it_was_told_last()
    {
        await using var server = await CountingServer.StartAsync();
        using var folder = new GlobalLb.Tests.TemporaryFolder();
        await WriteAsync(_ => Seen(Asking(server), "tokyo"));
        var control = await StartControlAsync();
        await using var relay = new Relay(AddressOf(control));
        var before = await _vantages.StartAsync("tokyo", [relay.Address], folder.Path, isHere: true);
        await Heard.UntilAsync("eu-web-1 went from Unknown to Up");
        await _vantages.StopAsync(before);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Path.Combine(folder.Path, "schedule.json")));
        await relay.CutAsync();
        while (server.Waiting > 0) await server.NextAsync();

        await _vantages.StartAsync("tokyo", [relay.Address], folder.Path, isHere: true);
        await Heard.UntilAsync("Probing what was told before the start, of configuration version 1: 1 endpoints");
        for (var i = 0; i < 3; i++) await server.NextAsync();
        relay.Mend();
        await Heard.UntilAsync("Joined ", 2);
    }

    [Fact]
    public async Task A_schedule_on_disk_that_cannot_be_read_is_kept_aside()
    {
        using var folder = new GlobalLb.Tests.TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "schedule.json"), "{\"version\":1}");
        await _vantages.StartAsync("tokyo", [new Uri("http://127.0.0.1:1/")], folder.Path);
        await Heard.UntilAsync("cannot be read, so nothing is probed until a Control is joined: it is no object with 'version' and 'document'");
        await Heard.UntilAsync("Not joined, and probing what was told last: http://127.0.0.1:1/: ");
        Assert.True(File.Exists(Path.Combine(folder.Path, "schedule.json.unreadable")));
    }

    [Fact]
    public async Task Of_two_Controls_the_one_that_leads_is_joined_and_then_the_other()
    {
        await WriteAsync(_ => Seen(Still(Sample.Document), "tokyo"));
        var first = await StartControlAsync();
        await Eventually.HoldsAsync(() => first.Services.GetRequiredService<Publisher>().IsLeading);
        var second = await StartControlAsync();
        var tokyo = await _vantages.StartAsync("tokyo", [AddressOf(second), AddressOf(first)]);
        await Heard.UntilAsync("it answered 503: Another Control leads");
        await Heard.UntilAsync($"Joined {AddressOf(first)} as vantage tokyo");
        var web = Sample.Document.Pools[0].Endpoints[0];
        await VantageHosts.FindAsync(tokyo, web, true, "1");
        await UntilAsync("SELECT count(*) FROM globallb.probe_outcomes", 1);
        await StopAsync(first);
        await VantageHosts.FindAsync(tokyo, web, true, "2");
        await Heard.UntilAsync($"Joined {AddressOf(second)} as vantage tokyo");
        await UntilAsync("SELECT count(*) FROM globallb.probe_outcomes WHERE reason IN ('1', '2')", 2);
    }

    [Fact]
    public async Task Pages_can_read_who_joined()
    {
        await WriteAsync(_ => Seen(Still(Sample.Document), "tokyo"));
        var control = await StartControlAsync();
        await _vantages.StartAsync("tokyo", [AddressOf(control)]);
        IReadOnlyList<VantageSeen> seen = [];
        await Eventually.HoldsAsync(() => (seen = Get<VantagesSeen>().ReadAsync().GetAwaiter().GetResult()).Count == 1);
        Assert.Equal(new VantageSeen(new("tokyo"), seen[0].Silence, 1, "127.0.0.1", 2, 0, 0), seen[0]);
        Assert.True(seen[0].IsJoined);
        await WriteAsync(document => document with { Vantages = [] });
        await Eventually.HoldsAsync(() => Get<VantagesSeen>().ReadAsync().GetAwaiter().GetResult().Count == 0);
    }

    [Fact]
    public async Task A_vantage_with_a_wrong_token_says_so_and_goes_on()
    {
        await WriteAsync(_ => Seen(Still(Sample.Document), "tokyo"));
        var control = await StartControlAsync();
        await _vantages.StartAsync("tokyo", [AddressOf(control)], change: options => options with { Token = "wrong" });
        await Heard.UntilAsync("it answered 401: the token is not the one that 'globallb vantage token' gives for this vantage there");
        Assert.Equal(0, Heard.Count("Joined "));
    }

    [Fact]
    public async Task When_too_much_waits_the_oldest_is_dropped_and_counted()
    {
        await WriteAsync(_ => Seen(Still(Sample.Document), "tokyo"));
        var control = await StartControlAsync();
        await using var relay = new Relay(AddressOf(control));
        await relay.CutAsync();
        var tokyo = await _vantages.StartAsync("tokyo", [relay.Address], change: options => options with { MostWaiting = 10 });
        var web = Sample.Document.Pools[0].Endpoints[0];
        for (var i = 0; i < 25; i++) await VantageHosts.FindAsync(tokyo, web, true, $"{i}");
        relay.Mend();
        await UntilAsync("SELECT count(*) FROM globallb.probe_outcomes", 10);
        Assert.Equal(15L, await AskAsync("SELECT min(reason::integer)::bigint FROM globallb.probe_outcomes"));
        await Eventually.HoldsAsync(() => Get<VantagesSeen>().ReadAsync().GetAwaiter().GetResult() is [{ Dropped: 15 }]);
    }

    [Fact]
    public async Task Over_HTTPS_only_a_Control_that_an_authority_vouches_for_is_joined()
    {
        using var authority = new Authority();
        using var certificate = authority.Issue("control.test", DateTimeOffset.UtcNow.AddDays(1));
        await WriteAsync(_ => Seen(Still(Sample.Document), "tokyo"));
        var control = await StartControlAsync(certificate);
        var stranger = await _vantages.StartAsync("tokyo", [AddressOf(control)]);
        await Heard.UntilAsync($"Not joined, and probing what was told last: {AddressOf(control)}: The remote certificate is invalid");
        await _vantages.StopAsync(stranger);

        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { authority.Root } };
        using var http = new SocketsHttpHandler { SslOptions = new() { CertificateChainPolicy = trust } };
        await _vantages.StartAsync("tokyo", [AddressOf(control)], http: http);
        await Heard.UntilAsync($"Joined {AddressOf(control)} as vantage tokyo");
        await _vantages.DisposeAsync();
    }

    [Theory]
    [InlineData("https://control.example.net/", null)]
    [InlineData("http://127.0.0.1:8080/", null)]
    [InlineData("http://localhost:8080/", null)]
    [InlineData("http://control.example.net/", "http:// is for this machine alone")]
    [InlineData("ftp://127.0.0.1/", "cannot be joined")]
    public void Outcomes_go_nowhere_in_the_clear(string control, string? problem)
    {
        var found = GlobalLb.Vantage.Joining.JoinOptions.FindProblem(new Uri(control));
        if (problem is null) Assert.Null(found);
        else Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    // Nothing is found but what a test says.
    private static ConfigurationDocument Still(ConfigurationDocument document) => document with
    {
        Pools = [.. document.Pools.Select(pool => pool with { Probe = pool.Probe! with { IntervalSeconds = 3600, TimeoutSeconds = 60 } })],
    };

    private static ConfigurationDocument Seen(ConfigurationDocument document, params string[] vantages) => document with { Vantages = [.. vantages.Select(code => new KnownVantage { Code = new(code) })] };

    private static ConfigurationDocument Asking(CountingServer server) => Sample.Document with
    {
        Pools =
        [
            Sample.Document.Pools[0] with
            {
                Probe = new Probe { Kind = ProbeKind.Http, IntervalSeconds = 0.2, TimeoutSeconds = 0.2, Fall = 2 },
                Endpoints = [Sample.Document.Pools[0].Endpoints[0] with { Address = server.Address.Address, Port = server.Address.Port }],
            },
            Sample.Document.Pools[1] with { Probe = null },
        ],
    };

    private static Uri AddressOf(WebApplication control) => new(control.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    private static async Task FindHereAsync(WebApplication control, Endpoint endpoint, bool passed) => await control.Services.GetRequiredService<HealthTracker>().HearAsync(
        endpoint, new Outcome(endpoint.Code, "control", DateTimeOffset.UtcNow, passed, "HTTP 200", TimeSpan.FromMilliseconds(1)), CancellationToken.None);

    private async Task UntilAsync(string sql, long expected) => await Eventually.HoldsAsync(() => (long)AskAsync(sql).GetAwaiter().GetResult()! == expected, sql);

    private async Task<WebApplication> StartControlAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(Heard);
        builder.Logging.AddFilter("Quartz", LogLevel.Error).AddFilter("Microsoft", LogLevel.Error).AddFilter("Npgsql", LogLevel.None);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        builder.Services.AddGlobalLbStore(ConnectionString).AddGlobalLbControl(new ControlOptions { VantageKey = VantageHosts.Key, Probing = new VantageOptions() });
        var control = builder.Build();
        control.MapGlobalLbVantages();
        _ends.Add(control);
        await control.StartAsync();
        return control;
    }
}
