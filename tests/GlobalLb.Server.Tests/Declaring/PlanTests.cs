using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Example;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Server.Tests.Declaring;

public sealed class PlanTests
{
    private static readonly ConfigurationDocument Before = LivingExample.On(18090);

    private static readonly Zone Zone = Before.Zones[0];

    [Fact]
    public void Nothing_is_different_from_itself() => Assert.Empty(Difference.Between(Before, Before with { }).Lines);

    [Fact]
    public void What_comes_goes_and_changes_is_a_line_each()
    {
        var added = new Record { Name = DomainName.Parse("new.example.test"), Type = RecordType.A, Value = "192.0.2.9" };
        var after = Before with
        {
            Regions = Before.Regions.SetItem(0, Before.Regions[0] with { State = RegionState.Drained }),
            Pools = Before.Pools.SetItem(1, Before.Pools[1] with { Probe = null, Endpoints = Before.Pools[1].Endpoints.RemoveAt(1) }),
            Zones =
            [
                Zone with
                {
                    Records = Zone.Records.SetItem(4, Zone.Records[4] with { Ttl = 60 }).RemoveAt(5).Add(added),
                    SteeredNames = Zone.SteeredNames.SetItem(2, Zone.SteeredNames[2] with { Policy = new WeightedNode { Branches = [new(80, new PoolNode { Pool = new("eu-web") }), new(10, new PoolNode { Pool = new("ap-web") })] } }),
                },
            ],
        };
        Assert.Equal(
            [
                "~ regions[eu-west].state: open → drained",
                "- pools[us-web].probe: {kind: http, path: /health, lowestStatus: 200, highestStatus: 399, intervalSeconds: 2, timeoutSeconds: 1, rise: 2, fall: 3}",
                "- pools[us-web].endpoints: {code: us-web-2, address: 127.0.1.22, port: 18090, weight: 1, availability: automatic}",
                "~ zones[example.test.].records[ns1.example.test. A 127.0.0.1].ttl: 3600 → 60",
                "- zones[example.test.].records: {name: ns2.example.test., type: A, ttl: 3600, value: 127.0.0.1}",
                "+ zones[example.test.].records: {name: new.example.test., type: A, ttl: 3600, value: 192.0.2.9}",
                "~ zones[example.test.].steeredNames[canary.example.test.].policy.branches[0].weight: 90 → 80",
                "~ zones[example.test.].steeredNames[canary.example.test.].policy.branches[1].node.pool: us-web → ap-web",
            ],
            Difference.Between(Before, after).Lines.AsEnumerable());
    }

    [Fact]
    public void The_order_of_what_the_document_lists_is_no_difference_and_that_of_endpoints_is()
    {
        var before = Before with
        {
            ExplainTo = [IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("2001:db8::/32")],
            Latencies = [Measured("country:DE", 20), Measured("country:FR", 30)],
            Expectations = [Expected("eu-west"), Expected("us-east") with { Down = ["eu-west"] }],
            Policies = [new(new("one"), new PoolNode { Pool = new("eu-web") }), new(new("two"), new PoolNode { Pool = new("us-web") })],
        };
        var turned = before with
        {
            Regions = Turn(before.Regions),
            Pools = Turn(before.Pools),
            Zones = Turn(before.Zones),
            Places = Turn(before.Places),
            Policies = Turn(before.Policies),
            ExplainTo = Turn(before.ExplainTo),
            Latencies = Turn(before.Latencies),
            Expectations = Turn(before.Expectations),
        };
        Assert.Empty(Difference.Between(before, Alignment.Align(turned, before)).Lines);
        Assert.Equal(ConfigurationJson.Write(before), ConfigurationJson.Write(Alignment.Align(turned, before)));
        var slower = before with { Latencies = [Measured("country:FR", 30), Measured("country:DE", 25)] };
        Assert.Equal(["~ latencies[country:DE eu-west].milliseconds: 20 → 25"], Difference.Between(before, Alignment.Align(slower, before)).Lines.AsEnumerable());

        var other = Before with { Pools = Before.Pools.SetItem(0, Before.Pools[0] with { Endpoints = Turn(Before.Pools[0].Endpoints) }) };
        Assert.Equal(["~ pools[eu-web].endpoints: the order is another"], Difference.Between(Before, Alignment.Align(other, Before)).Lines.AsEnumerable());
    }

    [Fact]
    public void The_effect_is_who_would_be_answered_otherwise()
    {
        var come = new SteeredName { Name = DomainName.Parse("new.example.test"), Policy = new PoolNode { Pool = new("eu-web") } };
        var after = Before with { Zones = [Zone with { SteeredNames = Zone.SteeredNames.RemoveAt(2).SetItem(1, Zone.SteeredNames[1] with { Policy = new PoolNode { Pool = new("us-web") } }).Add(come) }] };
        var effect = Compare(after);
        Assert.Equal(["new.example.test."], effect.Come.Select(name => name.ToString()));
        Assert.Equal(["canary.example.test."], effect.Gone.Select(name => name.ToString()));
        Assert.Equal(["app.example.test."], effect.Moves.Where(move => move.IsMove).Select(move => move.Name.ToString()).Distinct());
        Assert.All(effect.Moves.Where(move => move.IsMove), move => Assert.Equal(("eu-west (eu-web)", "us-east (us-web)"), (move.Before[0].ToString(), move.After[0].ToString())));
    }

    [Fact]
    public void A_place_that_only_the_new_configuration_tells_apart_is_asked_in_both()
    {
        var www = Zone.SteeredNames[0];
        var policy = (GeographicNode)www.Policy;
        Assert.True(PlaceMatch.TryParse("country:CL", out var chile, out _));
        var after = Before with { Zones = [Zone with { SteeredNames = Zone.SteeredNames.SetItem(0, www with { Policy = policy with { Branches = policy.Branches.Add(new([chile], new PoolNode { Pool = new("ap-web") })) } }) }] };
        var move = Assert.Single(Compare(after).Moves, move => move.IsMove);
        Assert.Equal(("country CL", "us-east (us-web)", "ap-south (ap-web)"), (move.Place, move.Before[0].ToString(), move.After[0].ToString()));
    }

    private static Latency Measured(string place, double milliseconds)
    {
        Assert.True(PlaceMatch.TryParse(place, out var where, out var problem), problem);
        return new Latency { Place = where, Region = new("eu-west"), Milliseconds = milliseconds };
    }

    private static Expectation Expected(string region) => new() { Name = DomainName.Parse("www.example.test"), Client = "country:DE", Expect = region };

    private static AnswerEffect Compare(ConfigurationDocument after) => AnswerEffect.Between((Compile(Before), Before), (Compile(after), after));

    private static Snapshot Compile(ConfigurationDocument document) => Snapshot.Compile(document, 1, HealthTable.Empty, DateTimeOffset.UnixEpoch);

    private static ImmutableArray<T> Turn<T>(ImmutableArray<T> items) => [.. items.Reverse()];
}
