using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Vantages;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

/// <summary>A vantage in a process of its own, without a database, decides what an edge answers.</summary>
public sealed class VantageTests(ITestOutputHelper output) : EndToEndTest(output)
{
    private const string Name = "www.example.test", Key = "a vantage key of the test";

    [Fact(Timeout = 180_000)]
    public async Task What_a_vantage_elsewhere_finds_moves_answers()
    {
        var endpoints = Sample.StartEndpoints(Stage);
        var (web, dns) = (Stage.FreeWeb(), Stage.FreeDns());
        await Stage.StartControlAsync(web, "--data", Stage.Folder.In("data"), "--vantage-key", Key);
        var postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(Stage.Folder.In("data")), NullLogger.Instance));
        var desk = Stage.Ending(new Desk(postgres.ConnectionString));
        await Stage.StartEdgeAsync("edge-1", dns, web);

        var (code, printed) = await Stage.RunAsync("vantage", "token", "tokyo", "--vantage-key", Key);
        Assert.Equal(0, code);
        var token = await WriteAsync("token", printed.Transcript.Split(' ')[^1]);
        var vantage = Stage.StartGlobalLb("vantage", "--vantage", "tokyo", "--join", $"{web}", "--token-file", token, "--data", Stage.Folder.In("tokyo"), "--probe-allow", "127.0.0.0/8");
        await vantage.WaitForAsync("it answered 503: Another Control leads, or none yet", Stage.Patience);

        // Control itself is not named, so it does not look.
        await desk.EditAsync("begin", _ => Sample.Document(endpoints, [dns.Address, dns.Address]) with { Vantages = [new KnownVantage { Code = new("tokyo") }] });
        await vantage.WaitForAsync("3 endpoints are probed from here", Stage.Patience);
        await desk.UntilHistoryHasAsync(transition => transition is { To: HealthState.Up, Vantage: "tokyo" }, count: 3);
        await Questions.UntilAnsweredAsync(dns, Name, Stage.Patience, "127.0.2.1");

        await endpoints[0].FallAsync();
        var moved = await Questions.UntilAnsweredAsync(dns, Name, Stage.Patience, "127.0.2.2");
        Figures.Write(Output, "Failover by a vantage elsewhere", moved, Sample.FailoverLimit);
        Assert.True(moved <= Sample.FailoverLimit, $"{moved}, {Sample.FailoverLimit} promised");
        await Poll.UntilAsync("pages can read who joined", Stage.Patience, async () => await desk.Get<VantagesSeen>().ReadAsync() is [{ IsJoined: true, Endpoints: 3 }]);
        Assert.Equal(0, await vantage.StopAsync());
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--join is missing", "--vantage", "tokyo")]
    [InlineData("--vantage is missing", "--join", "https://control.example.net")]
    [InlineData("http:// is for this machine alone", "--vantage", "tokyo", "--join", "http://control.example.net")]
    [InlineData("the token is missing", "--vantage", "tokyo", "--join", "https://control.example.net")]
    [InlineData("the token cannot be read from 'nowhere'", "--vantage", "tokyo", "--join", "https://control.example.net", "--token-file", "nowhere")]
    public async Task What_is_missing_is_said_in_a_sentence(string sentence, params string[] words)
    {
        var (code, program) = await Stage.RunAsync(["vantage", .. words, "--data", Stage.Folder.In("tokyo")]);
        Assert.Equal(1, code);
        Assert.Contains(sentence, program.Transcript, StringComparison.Ordinal);
    }
}
