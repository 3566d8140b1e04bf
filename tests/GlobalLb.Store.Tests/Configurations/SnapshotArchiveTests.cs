using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Explaining;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Aliases;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;

namespace GlobalLb.Store.Tests.Configurations;

public sealed class SnapshotArchiveTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private SnapshotArchive Archive => Get<SnapshotArchive>();

    [Fact]
    public async Task A_moment_has_the_version_and_the_health_of_then()
    {
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", _ => Samples.Document);
        var begin = Clock.Now;
        await Get<HealthHistory>().AppendAsync([Change(1, HealthState.Up), Change(3, HealthState.Down), Change(5, HealthState.Up)], []);
        Clock.Now = begin.AddMinutes(4);
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", document => document.WithRegionNamed("Cork"));

        Assert.Null(await Archive.FindAsync(new(null, begin.AddMinutes(-1))));
        Assert.Equal((1, HealthState.Unknown), await AskAsync(new(null, begin)));
        Assert.Equal((1, HealthState.Up), await AskAsync(new(null, begin.AddMinutes(2))));
        Assert.Equal((1, HealthState.Down), await AskAsync(new(null, begin.AddMinutes(3))));
        Assert.Equal((2, HealthState.Down), await AskAsync(new(null, begin.AddMinutes(4))));
        var found = await Archive.FindAsync(new(null, begin.AddMinutes(3)));
        Assert.Equal(Standing.Down, found!.Snapshot.Standings[0]);
        Assert.Equal(new EndpointHealth(HealthState.Down, begin.AddMinutes(3), "said so"), found.Snapshot.Health.Endpoints[new("eu-web-1")]);
    }

    [Fact]
    public async Task While_the_table_was_held_clients_got_what_was_published_and_not_what_was_believed()
    {
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", _ => Samples.Document);
        var begin = Clock.Now;
        var down = Change(3, HealthState.Down) with { Votes = [new("", "control", HealthState.Down, "timeout"), new("", "berlin", HealthState.Up, "HTTP 200")] };
        await Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid())
        {
            Transitions = [Change(1, HealthState.Up), down],
            Published = [new(begin.AddMinutes(1), new("eu-web-1"), new(HealthState.Up, begin.AddMinutes(1), "said so")), new(begin.AddMinutes(9), new("eu-web-1"), new(HealthState.Down, begin.AddMinutes(3), "said so"))],
            Holds = [new(begin.AddMinutes(3), "everything seems down"), new(begin.AddMinutes(9), null)],
        });

        var held = await Archive.FindAsync(new(null, begin.AddMinutes(5)));
        Assert.Equal((HealthState.Up, "everything seems down"), (held!.Snapshot.Health[new("eu-web-1")], held.Snapshot.Health.Held));
        var explained = AnswerExplainer.Explain(held.Snapshot, DomainName.Parse("www.example.test"), RecordType.A, new Client(ClientAddress.From(IPAddress.Loopback)), 1);
        var then = held.HealthBehind(explained)!;
        Assert.Equal("everything seems down", then.Held);
        var belief = Assert.Single(then.Endpoints);
        Assert.Equal((HealthState.Down, HealthState.Up, begin.AddMinutes(3)), (belief.Believed, belief.Published, belief.Since));
        Assert.Equal(down.Votes, belief.Votes);
        Assert.Contains("192.0.2.1", explained.Choice!.Addresses.Select(address => $"{address}"));

        var released = await Archive.FindAsync(new(null, begin.AddMinutes(9)));
        Assert.Equal((HealthState.Down, null), (released!.Snapshot.Health[new("eu-web-1")], released.Snapshot.Health.Held));
    }

    [Fact]
    public async Task What_vantages_near_clients_found_is_part_of_a_moment()
    {
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", _ => Samples.Document with
        {
            Pools = [.. Samples.Document.Pools.Select(pool => pool with { RegionalHealth = true })],
            Vantages = [new KnownVantage { Code = new("near"), Region = Samples.Document.Regions[0].Code }],
            Places = [new KnownPlace { Prefix = IPNetwork.Parse("127.0.0.0/8"), Country = "DE" }],
        });
        var begin = Clock.Now;
        RegionalChange Nearby(int minute, HealthState health) =>
            new(begin.AddMinutes(minute), Samples.Document.Regions[0].Code, new("eu-web-1"), new(health, begin.AddMinutes(minute), "HTTP 503"), 1);
        await Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid()) { Transitions = [Change(1, HealthState.Up)], Regional = [Nearby(3, HealthState.Down), Nearby(5, HealthState.Up)] });

        Assert.DoesNotContain("HTTP 503", await ExplainAsync(2), StringComparison.Ordinal);
        Assert.Contains($"eu-web-1: down for clients near {Samples.Document.Regions[0].Code} since {begin.AddMinutes(3):u}: HTTP 503; not down for all vantages together", await ExplainAsync(4), StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP 503", await ExplainAsync(6), StringComparison.Ordinal);

        async Task<string> ExplainAsync(int minute)
        {
            var found = await Archive.FindAsync(new(null, begin.AddMinutes(minute)));
            var explained = AnswerExplainer.Explain(found!.Snapshot, DomainName.Parse("www.example.test"), RecordType.A, new Client(ClientAddress.From(IPAddress.Loopback)), 1);
            return string.Join('\n', explained.Choice!.Steps.Select(step => step.Sentence));
        }
    }

    [Fact]
    public async Task A_version_has_the_health_of_now()
    {
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", _ => Samples.Document);
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", document => document.WithRegionNamed("Cork"));
        await Get<HealthHistory>().AppendAsync([Change(1, HealthState.Down)], []);
        Assert.Equal((1, HealthState.Down), await AskAsync(new(1, null)));
        Assert.Equal((2, HealthState.Down), await AskAsync(SnapshotMoment.Now));
        Assert.Null(await Archive.FindAsync(new(3, null)));
    }

    [Fact]
    public async Task Aliases_are_answered_with_what_their_targets_have()
    {
        var zone = Samples.Document.Zones[0];
        var alias = new Record { Name = zone.Name, Type = RecordType.ALIAS, Value = "www.cdn.test." };
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", _ => Samples.Document with { Zones = [zone with { Records = [.. zone.Records, alias] }] });
        await Get<LastGoodAliases>().WriteAsync(new AliasTable
        {
            Known = [new AliasAddresses(DomainName.Parse("www.cdn.test."), RecordType.A, 60, [IPAddress.Parse("192.0.2.77")], Clock.Now)],
        });
        var found = await Archive.FindAsync(SnapshotMoment.Now);
        Assert.Equal(["192.0.2.77"], found!.Snapshot.Aliases.Known.SelectMany(known => known.Addresses).Select(address => address.ToString()));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("12", 12L, null)]
    [InlineData("2026-11-01", null, "2026-11-01T00:00:00Z")]
    [InlineData("2026-11-01T12:30:00+02:00", null, "2026-11-01T10:30:00Z")]
    public void A_moment_is_a_version_or_a_time(string? text, long? version, string? time)
    {
        Assert.True(SnapshotMoment.TryParse(text, out var moment, out _));
        Assert.Equal(new SnapshotMoment(version, time is null ? null : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), moment);
    }

    [Fact]
    public void What_is_neither_is_said()
    {
        Assert.False(SnapshotMoment.TryParse("yesterday", out _, out var problem));
        Assert.Equal("'yesterday' is no version and no time; write one such as 12 or 2026-11-01T12:30:00Z", problem);
    }

    private async Task<(long Version, HealthState Health)> AskAsync(SnapshotMoment moment)
    {
        var found = await Archive.FindAsync(moment);
        Assert.NotNull(found);
        return (found.Snapshot.Version, found.Snapshot.Health[new("eu-web-1")]);
    }

    private Transition Change(int minute, HealthState to) =>
        new(0, Clock.Now.AddMinutes(minute), new("eu-web-1"), new("eu-web"), new("eu-west"), HealthState.Unknown, to, "said so", "here", 1);
}
