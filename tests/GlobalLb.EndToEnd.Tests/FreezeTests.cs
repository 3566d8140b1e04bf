using System.Collections.Immutable;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

/// <summary>Two of three regions seem lost at once: nobody is moved until somebody says that it is so.</summary>
public sealed class FreezeTests(ITestOutputHelper output) : EndToEndTest(output)
{
    private const string Name = "www.example.test";

    [Fact(Timeout = 180_000)]
    public async Task A_freeze_moves_nobody_until_it_is_confirmed_by_a_command()
    {
        var all = Enumerable.Range(0, 3).Select(region => Enumerable.Range(1, 3).Select(n => Stage.Ending(new EndpointServer($"127.0.{2 + region}.{n}"))).ToImmutableArray()).ToList();
        var (web, dns) = (Stage.FreeWeb(), Stage.FreeDns());
        string[] database = ["--data", Stage.Folder.In("data")];
        await Stage.StartControlAsync(web, database);
        var postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(Stage.Folder.In("data")), NullLogger.Instance));
        var desk = Stage.Ending(new Desk(postgres.ConnectionString));
        await Stage.StartEdgeAsync("edge-1", dns, web);
        var document = Sample.Document([.. all.Select(region => region[0])], [dns.Address, dns.Address]);
        await desk.EditAsync("begin", _ => document with
        {
            Pools = [.. document.Pools.Select((pool, i) => pool with { Endpoints = [.. all[i].Select((server, n) => new Endpoint { Code = new($"{pool.Code}-{n + 1}"), Address = server.Address, Port = server.Port })] })],
            Zones = [document.Zones[0] with { Records = document.Zones[0].Records.RemoveAll(record => record.Name.ToString().StartsWith("ns2.", StringComparison.Ordinal)) }],
        });
        await desk.UntilHistoryHasAsync(transition => transition.To == HealthState.Up, count: 9);
        await Questions.UntilAnsweredAsync(dns, Name, Stage.Patience, "127.0.2.1", "127.0.2.2", "127.0.2.3");

        var (code, refused) = await Stage.RunAsync(["freeze", "confirm", .. database]);
        Assert.True(code == 3 && refused.Transcript.Contains("nothing was confirmed: nothing is frozen", StringComparison.Ordinal), refused.Transcript);

        foreach (var server in all.Take(2).SelectMany(region => region)) await server.FallAsync();
        await Poll.UntilAsync("the freeze is said", Stage.Patience, async () => FreezeGuard.IsFreeze((await desk.Get<CurrentHealth>().ReadAsync()).Held));
        // The first region may be gone by then, as a single one may; the second is still answered.
        Assert.All(await Questions.AddressesAsync(dns, Name), address => Assert.Matches(@"^127\.0\.[23]\.", address));

        var (done, confirmed) = await Stage.RunAsync(["freeze", "confirm", .. database]);
        Assert.True(done == 0, confirmed.Transcript);
        Assert.Matches(@"frozen: \d of 9 probed endpoints fell within 60 s(.|\n)*confirmed as version 2", confirmed.Transcript);
        await Questions.UntilAnsweredAsync(dns, Name, Stage.Patience, "127.0.4.1", "127.0.4.2", "127.0.4.3");
    }
}
