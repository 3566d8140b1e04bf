using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

/// <summary>The apex of a zone as somebody else's name: a real unbound stands between Control and the zone of that name.</summary>
public sealed class AliasTests(ITestOutputHelper output) : EndToEndTest(output)
{
    // Control looks a target up every 30 s at most, the resolver keeps it for the second of its TTL.
    private static readonly TimeSpan NewAddressLimit = TimeSpan.FromSeconds(30 + 3 + 1 + 5);

    [Fact(Timeout = 240_000)]
    public async Task The_apex_follows_its_target_and_keeps_the_last_addresses_when_everything_upstream_is_gone()
    {
        var web = Stage.FreeWeb();
        var (edge, late, resolver, upstream) = (Stage.FreeDns(), Stage.FreeDns(), Stage.FreeDns(), Stage.FreeDns());
        var postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(Stage.Folder.In("database")), NullLogger.Instance));
        string[] database = ["--postgres", postgres.ConnectionString, "--data", Stage.Folder.In("data"), "--resolver", $"{resolver}"];
        var target = await ServeTargetAsync(upstream, "192.0.2.80");
        var unbound = Stage.Keep(await Resolver.StartAsync(Stage.Folder, resolver, Resolver.Stub("cdn.test", [upstream])));
        var control = await Stage.StartControlAsync(web, database);
        await Stage.StartEdgeAsync("edge", edge, web);

        var desk = Stage.Ending(new Desk(postgres.ConnectionString));
        await desk.EditAsync("begin", _ => Document);
        await Questions.UntilAnsweredAsync(edge, "example.test", Stage.Patience, "192.0.2.80");
        var answer = await Questions.AskAsync(edge, "example.test");
        Assert.True(answer.IsAuthoritative);
        Assert.Equal((RecordType.A, 20u), Assert.Single(answer.Answers.Select(record => (record.Type, record.Ttl))));
        Assert.Equal("2001:db8::80", Assert.Single((await Questions.AskAsync(edge, "example.test", RecordType.AAAA)).Answers).Text);
        Assert.Equal(2, (await Questions.AskAsync(edge, "www.example.test")).Answers.Length); // a CNAME to it leads on to its addresses
        foreach (var type in new[] { RecordType.ALIAS, RecordType.TXT })
        {
            var none = await Questions.AskAsync(edge, "example.test", type);
            Assert.Equal((ResponseCode.NoError, 0, RecordType.SOA), (none.Code, none.Answers.Length, Assert.Single(none.Authorities).Type));
        }

        await target.StopAsync();
        target = await ServeTargetAsync(upstream, "192.0.2.81");
        Figures.Write(
            Output, "A new address of an alias reaches the edge", await Questions.UntilAnsweredAsync(edge, "example.test", NewAddressLimit, "192.0.2.81"), NewAddressLimit);

        // A Control that begins anew, with nobody to ask, and an edge that never heard of anything.
        await target.StopAsync();
        await unbound.StopAsync();
        await control.StopAsync();
        control = await Stage.StartControlAsync(web, database);
        await control.WaitForAsync("www.cdn.test., the target of an ALIAS record, cannot be looked up", Stage.Patience);
        await Stage.StartEdgeAsync("late", late, web);
        await Questions.UntilAnsweredAsync(late, "example.test", Stage.Patience, "192.0.2.81");
        await Questions.UntilAnsweredAsync(edge, "example.test", Stage.Patience, "192.0.2.81");
    }

    private static ConfigurationDocument Document { get; } = new()
    {
        Zones =
        [
            new Zone
            {
                Name = DomainName.Parse("example.test"),
                Authority = new ZoneAuthority { PrimaryNameServer = DomainName.Parse("ns1.example.test"), Mailbox = DomainName.Parse("hostmaster.example.test") },
                Records =
                [
                    Of("example.test", RecordType.NS, "ns1"),
                    Of("ns1.example.test", RecordType.A, "192.0.2.53"),
                    Of("example.test", RecordType.ALIAS, "www.cdn.test."),
                    Of("www.example.test", RecordType.CNAME, "@"),
                ],
            },
        ],
    };

    private static Record Of(string name, RecordType type, string value) => new() { Name = DomainName.Parse(name), Type = type, Ttl = 20, Value = value };

    private async Task<RunningProgram> ServeTargetAsync(IPEndPoint listen, string address)
    {
        var file = Stage.Folder.In("cdn.test.zone");
        await File.WriteAllTextAsync(file, $"""
            $TTL 1
            @    IN SOA ns hostmaster 1 3600 600 86400 1
            @    IN NS  ns
            ns   IN A   127.0.0.1
            www  IN CNAME node
            node IN A   {address}
            node IN AAAA 2001:db8::80

            """);
        var program = Stage.StartGlobalLb("zone", "serve", $"cdn.test={file}", "--listen", $"{listen}");
        await program.WaitForAsync("ready", Stage.Patience);
        return program;
    }
}
