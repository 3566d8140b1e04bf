using System.Diagnostics;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

public sealed class OutageTests(ITestOutputHelper output) : EndToEndTest(output)
{
    private const string Name = "www.example.test";
    private const string EuWest = "127.0.2.1", UsEast = "127.0.2.2";

    private readonly Uri _web = Stage.FreeWeb();
    private readonly IPEndPoint _first = Stage.FreeDns(), _second = Stage.FreeDns();

    [Fact(Timeout = 300_000)]
    public async Task Answers_and_failover_outlive_the_database_and_control_and_are_never_empty()
    {
        var endpoints = Sample.StartEndpoints(Stage);
        var postgres = await StartPostgresAsync();
        var desk = Stage.Ending(new Desk(postgres.ConnectionString));
        var control = await StartControlAsync(postgres);
        await Stage.StartEdgeAsync("edge-1", _first, _web);
        var edge2 = await Stage.StartEdgeAsync("edge-2", _second, _web);
        await desk.EditAsync("begin", _ => Sample.Document(endpoints, [_first.Address, _second.Address]));
        await UntilBothAnswerAsync(EuWest, TimeSpan.FromSeconds(10));
        await desk.UntilHistoryHasAsync(transition => transition.To == HealthState.Up, count: 3);
        var atFirst = Stage.Ending(new SteadyClient(_first, DomainName.Parse(Name)));
        var atSecond = Stage.Ending(new SteadyClient(_second, DomainName.Parse(Name)));

        // The database stops.
        await postgres.DisposeAsync();
        Assert.Empty(await TemporaryFolder.FindLeftPostgresAsync(Stage.Folder.In("database")));
        var away = DateTimeOffset.UtcNow;
        await endpoints[0].FallAsync();
        var moved = await UntilBothAnswerAsync(UsEast, Stage.Patience);
        Figures.Write(Output, "Failover while PostgreSQL is away", moved, Sample.FailoverLimit);
        Assert.True(moved <= Sample.FailoverLimit, $"{moved} while PostgreSQL is away, {Sample.FailoverLimit} promised");
        Assert.IsType<EditOutcome.Unavailable>(await desk.Get<ConfigurationEdit>().ApplyToNewestAsync("the test", "in vain", document => Sample.WithTtl(document, 9)));

        // It comes back: Control goes on, the history of the outage is written, edits work and reach the edges.
        postgres = await StartPostgresAsync();
        var back = DateTimeOffset.UtcNow;
        var fall = await desk.UntilHistoryHasAsync(transition => transition.To == HealthState.Down && transition.Endpoint.Value == "eu-web-1", count: 1);
        Assert.InRange(fall.At, away, back);
        var version = await desk.EditAsync("a shorter TTL", document => Sample.WithTtl(document, 2));
        Assert.Equal(2, version);
        await UntilTtlIsAsync(_first, 2);
        await UntilTtlIsAsync(_second, 2);

        // Control is killed; one edge is restarted meanwhile, and answers from its disk what it answered before.
        await control.KillAsync();
        var killed = DateTimeOffset.UtcNow;
        var (restart, ready) = await RestartAsync(edge2, UsEast);
        Figures.Write(Output, "A restarted edge answers from disk without Control", ready - restart, Stage.Patience);
        await UntilTtlIsAsync(_second, 2);

        // Control comes back: the same answers, then failover as before.
        var edges = Stopwatch.StartNew();
        control = await StartControlAsync(postgres);
        await desk.EditAsync("the TTL as it was", document => Sample.WithTtl(document, Sample.Ttl));
        await UntilTtlIsAsync(_first, Sample.Ttl);
        await UntilTtlIsAsync(_second, Sample.Ttl);
        Figures.Write(Output, "An edit reaches both edges after a new start of Control", edges.Elapsed, Stage.Patience);
        Assert.Equal([UsEast], atFirst.AnswersSince(killed));
        Assert.Equal([UsEast], atSecond.AnswersSince(killed));
        endpoints[0].Heal();
        var healed = await UntilBothAnswerAsync(EuWest, Stage.Patience);
        Assert.True(healed <= Sample.RecoveryLimit, $"{healed} to come back, {Sample.RecoveryLimit} promised");

        // Stopped as asked, it does not wait for edges that follow it.
        var stopping = Stopwatch.StartNew();
        Assert.Equal(0, await control.StopAsync());
        Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(5), $"Control took {stopping.Elapsed} to stop");

        Assert.Empty(atFirst.Bad);
        Assert.Empty(atSecond.Bad);
        Assert.Empty(atFirst.Silences);
        // A question that is lost with the old process is noticed when its second is over.
        Assert.DoesNotContain(atSecond.Silences, silence => silence < restart || silence > ready + TimeSpan.FromSeconds(1.5));
        Assert.True(atFirst.Answers > 200 && atSecond.Answers > 200, $"the edges answered only {atFirst.Answers} and {atSecond.Answers} times");
        Output.WriteLine($"{atFirst.Answers} and {atSecond.Answers} answers, none of them empty");
    }

    private async Task<EmbeddedPostgres> StartPostgresAsync() =>
        Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(Stage.Folder.In("database")), NullLogger.Instance));

    private Task<RunningProgram> StartControlAsync(EmbeddedPostgres postgres) =>
        Stage.StartControlAsync(_web, "--postgres", postgres.ConnectionString, "--data", Stage.Folder.In("data"));

    private async Task<(DateTimeOffset Stopped, DateTimeOffset Ready)> RestartAsync(RunningProgram edge, string expected)
    {
        var stopped = DateTimeOffset.UtcNow;
        Assert.Equal(0, await edge.StopAsync());
        await Stage.StartEdgeAsync("edge-2", _second, _web);
        // Not in the end, but at once: whatever it answers first is what it knew.
        Assert.Equal([expected], await Questions.AddressesAsync(_second, Name));
        return (stopped, DateTimeOffset.UtcNow);
    }

    private async Task<TimeSpan> UntilBothAnswerAsync(string address, TimeSpan patience)
    {
        var times = await Task.WhenAll(
            Questions.UntilAnsweredAsync(_first, Name, patience, address), Questions.UntilAnsweredAsync(_second, Name, patience, address));
        return times.Max();
    }

    private static Task<TimeSpan> UntilTtlIsAsync(IPEndPoint edge, uint ttl) => Poll.UntilAsync(
        $"{edge} answers with the TTL {ttl}",
        Stage.Patience,
        async () => (await Questions.AskAsync(edge, Name)).Answers.All(record => record.Ttl == ttl));
}
