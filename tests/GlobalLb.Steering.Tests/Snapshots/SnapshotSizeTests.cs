using System.Runtime.CompilerServices;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Snapshots;

// Memory is counted for the whole process: nothing else may run meanwhile.
[Collection(nameof(SnapshotSizeTests))]
public sealed class SnapshotSizeTests
{
    private const int Names = 20_000;

    [CollectionDefinition(nameof(SnapshotSizeTests), DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public void A_steered_name_that_shares_its_policy_takes_less_than_450_octets()
    {
        // Written out anew for each name, as a document that was read has them.
        var document = Example.Document with
        {
            Zones = [Example.Zone("example.test", [], [.. Enumerable.Range(0, Names).Select(i => Example.Steered($"name{i}.example.test", Policy(i)))])],
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = document.Compile();
        var size = (GC.GetTotalMemory(forceFullCollection: true) - before) / Names;
        Assert.InRange(size, 20, 450);
        Assert.Equal(Names, snapshot.SteeredNames.Count);
        Assert.Equal(200, snapshot.Policies.Count);
        GC.KeepAlive(document);
    }

    [Fact]
    public void A_steered_name_with_ten_endpoints_of_its_own_takes_less_than_450_octets()
    {
        CompileWithTenEndpointsEach(); // what code and pools of memory take once
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = CompileWithTenEndpointsEach();
        var size = (GC.GetTotalMemory(forceFullCollection: true) - before) / Names;
        Assert.InRange(size, 200, 450);
        Assert.Equal(Names * 10, snapshot.Endpoints.Count);
        Assert.Equal("n777-e3", snapshot.Endpoints[7773].Code.Value);
        Assert.Equal("pool777", snapshot.Endpoints[7773].Pool.Code.Value);
        Assert.Equal(7773, snapshot.Endpoints.Find(new EndpointCode("n777-e3")));
        Assert.Equal(-1, snapshot.Endpoints.Find(new EndpointCode("n777-e33")));
    }

    [Fact]
    public void A_steered_name_with_a_geographic_tree_of_five_pools_of_its_own_takes_less_than_900_octets()
    {
        CompileWithFivePoolsEach();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = CompileWithFivePoolsEach();
        var size = (GC.GetTotalMemory(forceFullCollection: true) - before) / Names;
        Assert.InRange(size, 200, 900);
        Assert.Equal(Names * 10, snapshot.Endpoints.Count);
        for (var i = 0; i < snapshot.Endpoints.Count; i += 77)
        {
            Assert.Equal($"geo{i / 10}-{Regions[i / 2 % 5]}-{i % 2}", snapshot.Endpoints[i].Code.Value);
            Assert.Equal(i, snapshot.Endpoints.Find(snapshot.Endpoints[i].Code));
        }
    }

    [Fact]
    public void Policies_that_differ_in_anything_are_not_taken_for_one()
    {
        PolicyNode[] policies =
        [
            Example.Leaf("eu-web"), Example.Leaf("us-web"), Example.Failover("eu-web", "us-web"), Example.Failover("us-web", "eu-web"),
            Example.Weighted((1, Example.Leaf("eu-web")), (2, Example.Leaf("us-web"))), Example.Weighted((2, Example.Leaf("eu-web")), (1, Example.Leaf("us-web"))),
            Example.Geographic(Example.Leaf("eu-web"), ("country:DE", Example.Leaf("us-web"))), Example.Geographic(Example.Leaf("eu-web"), ("country:FR", Example.Leaf("us-web"))),
            Example.Geographic(Example.Leaf("eu-web"), ("10.0.0.0/8", Example.Leaf("us-web"))), Example.Geographic(Example.Leaf("us-web"), ("country:DE", Example.Leaf("us-web"))),
            Example.Leaf("eu-web") with { Most = 1 }, Example.Leaf("eu-web") with { Most = 2 }, Example.Leaf("eu-web") with { Minimum = new() { Count = 1 } }, Example.Leaf("eu-web") with { Minimum = new() { Share = 1 } },
            Example.Refer("p"), Example.Refer("q"), Example.Failover("eu-web", "us-web") with { Trickle = 1 }, Example.Weighted((1, Example.Leaf("eu-web")), (2, Example.Leaf("us-web"))) with { IsSticky = true },
            new RoundRobinNode { Members = [Example.Leaf("eu-web"), Example.Leaf("us-web")] }, new RoundRobinNode { Members = [Example.Leaf("us-web"), Example.Leaf("eu-web")] },
            new StickyNode { Branches = [new(1, Example.Leaf("eu-web"))] }, new StickyNode { Branches = [new(2, Example.Leaf("eu-web"))] }, new StickyNode { Branches = [new(1, Example.Leaf("eu-web"))], IPv4Prefix = 16 }, new StickyNode { Branches = [new(1, Example.Leaf("eu-web"))], IPv6Prefix = 48 },
            new ShedNode { From = Example.Leaf("eu-web"), To = Example.Leaf("us-web") }, new ShedNode { From = Example.Leaf("eu-web"), To = Example.Leaf("us-web"), Share = 1 }, new ShedNode { From = Example.Leaf("eu-web"), To = Example.Leaf("us-web"), IsSticky = true },
        ];
        var names = policies.Concat(policies).Select((policy, i) => Example.Steered($"n{i}.example.test", policy))
            .Append(Example.Steered("ttl.example.test", policies[0]) with { Ttl = 7 })
            .Append(Example.Steered("fallback.example.test", policies[0], Fallback.NoData));
        var snapshot = (Example.Document with
        {
            Zones = [Example.Zone("example.test", [], [.. names])],
            Policies = [new(new("p"), Example.Leaf("eu-web")), new(new("q"), Example.Leaf("eu-web"))],
        }).Compile();
        Assert.Equal(policies.Length + 2, snapshot.Policies.Count);
        Assert.Equal(policies.Length + 2, snapshot.SteeredNames.Select(name => name.Policy).Distinct().Count());
    }

    // The document is garbage when this returns: only what an edge keeps is counted.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Snapshot CompileWithTenEndpointsEach() => Snapshot.Compile(Example.Document with
    {
        Pools =
        [
            .. Enumerable.Range(0, Names).Select(i => Example.Pool($"pool{i}", "eu-west") with
            {
                Endpoints = [.. Enumerable.Range(0, 10).Select(e => Example.Endpoint($"n{i}-e{e}", $"{e + 1}.{i >> 16}.{(i >> 8) & 255}.{i & 255}"))],
            }),
        ],
        Zones = [Example.Zone("example.test", [], [.. Enumerable.Range(0, Names).Select(i => Example.Steered($"name{i}.example.test", Example.Leaf($"pool{i}")))])],
    }, 1, HealthTable.Empty, Example.Noon);

    private static readonly string[] Regions = ["na", "sa", "eu", "as", "oc"];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Snapshot CompileWithFivePoolsEach() => Snapshot.Compile(Example.Document with
    {
        Pools =
        [
            .. from i in Enumerable.Range(0, Names)
               from region in Regions
               select Example.Pool($"geo{i}-{region}", "eu-west") with
               {
                   Endpoints = [.. Enumerable.Range(0, 2).Select(e => Example.Endpoint($"geo{i}-{region}-{e}", $"{e + 1}.{i >> 16}.{(i >> 8) & 255}.{i & 255}"))],
               },
        ],
        Zones =
        [
            Example.Zone("example.test", [], [.. Enumerable.Range(0, Names).Select(i => Example.Steered(
                $"name{i}.example.test",
                Example.Geographic(Order(i, 0), ("continent:NA", Order(i, 0)), ("continent:SA", Order(i, 1)), ("continent:EU", Order(i, 2)), ("continent:AS", Order(i, 3)), ("continent:OC", Order(i, 4)))))]),
        ],
    }, 1, HealthTable.Empty, Example.Noon);

    private static FailoverNode Order(int i, int first) =>
        Example.Failover($"geo{i}-{Regions[first]}", $"geo{i}-{Regions[(first + 1) % 5]}", $"geo{i}-{Regions[(first + 2) % 5]}");

    private static WeightedNode Policy(int i) => Example.Weighted(((i % 200) + 1, Example.Failover("eu-web", "us-web")), (1, Example.Leaf("ap-web")));
}
