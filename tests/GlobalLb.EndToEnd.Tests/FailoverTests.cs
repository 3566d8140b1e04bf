using System.Diagnostics;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

public sealed class FailoverTests(ITestOutputHelper output) : EndToEndTest(output)
{
    private const string Name = "www.example.test";

    [Fact(Timeout = 180_000)]
    public async Task Answers_move_to_the_next_region_within_the_promised_time_and_come_back()
    {
        var endpoints = Sample.StartEndpoints(Stage);
        var web = Stage.FreeWeb();
        var (first, second, resolver) = (Stage.FreeDns(), Stage.FreeDns(), Stage.FreeDns());
        await Stage.StartControlAsync(web, "--data", Stage.Folder.In("data"));
        var postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(Stage.Folder.In("data")), NullLogger.Instance));
        var desk = Stage.Ending(new Desk(postgres.ConnectionString));
        await Stage.StartEdgeAsync("edge-1", first, web);
        await Stage.StartEdgeAsync("edge-2", second, web);
        Stage.Keep(await Resolver.StartAsync(Stage.Folder, resolver, Resolver.Stub("example.test", [first, second])));

        var document = Sample.Document(endpoints, [first.Address, second.Address]);
        var written = Stopwatch.StartNew();
        await desk.EditAsync("begin", _ => document);
        foreach (var server in new[] { first, second, resolver })
            await Questions.UntilAnsweredAsync(server, Name, TimeSpan.FromSeconds(10), "127.0.2.1");
        Figures.Write(Output, "An edit reaches both edges and the resolver", written.Elapsed, TimeSpan.FromSeconds(10));

        await desk.UntilHistoryHasAsync(transition => transition.To == HealthState.Up, count: 3);

        await endpoints[0].FallAsync();
        await MeasureAsync("Failover, region 1 of 3 falls", Sample.FailoverLimit, "127.0.2.2");
        await endpoints[1].FallAsync();
        await MeasureAsync("Failover, region 2 of 3 falls", Sample.FailoverLimit, "127.0.2.3");
        endpoints[0].Heal();
        await MeasureAsync("Recovery, region 1 of 3 heals", Sample.RecoveryLimit, "127.0.2.1");

        async Task MeasureAsync(string label, TimeSpan limit, string expected)
        {
            var throughResolver = limit + TimeSpan.FromSeconds(Sample.Ttl);
            var times = await Task.WhenAll(
                Questions.UntilAnsweredAsync(first, Name, Stage.Patience, expected),
                Questions.UntilAnsweredAsync(second, Name, Stage.Patience, expected),
                Questions.UntilAnsweredAsync(resolver, Name, Stage.Patience, expected));
            Figures.Write(Output, $"{label}, at edge 1", times[0], limit);
            Figures.Write(Output, $"{label}, at edge 2", times[1], limit);
            Figures.Write(Output, $"{label}, through unbound (TTL {Sample.Ttl} s)", times[2], throughResolver);
            Assert.True(times[0] <= limit && times[1] <= limit, $"{label}: {times[0]} and {times[1]} at the edges, {limit} promised");
            Assert.True(times[2] <= throughResolver, $"{label}: {times[2]} through unbound, {throughResolver} promised");
        }
    }
}
