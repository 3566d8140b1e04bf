using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class AuthorityAllocationTests
{
    [Fact]
    public void No_path_from_query_to_answer_allocates()
    {
        // Every name of the example, every name it can make up, asked for what it has and for what it has not.
        string[] extra = ["example.net", ".", "nothing.example.test", "a.wild.example.test", "x.any.example.test", "ent.example.test", "x.delegated.example.test", "a.walias.example.test", "sub.example.test", "between.example.test", "x.old.example.test", "x.circle.example.test", "_why.www.example.test"];
        var names = ExampleZones.Document.Zones
            .SelectMany(zone => zone.Records.Select(record => record.Name.ToString()).Concat(zone.SteeredNames.Select(name => name.Name.ToString())))
            .Concat(extra).Distinct();
        RecordType[] types = [RecordType.A, RecordType.AAAA, RecordType.MX, RecordType.NS, RecordType.SRV, RecordType.ANY, RecordType.CNAME, RecordType.DNAME, RecordType.DS, RecordType.TXT, RecordType.HTTPS, RecordType.SVCB];
        string?[] subnets = [null, "0.0.0.0/0", "10.1.2.0/24", "10.9.0.0/16", "2001:db8::/48"];
        var queries = (from name in names from type in types from subnet in subnets select Exchange.Write(name, type, subnet)).ToArray();

        AssertThatNothingIsAllocated([.. Situations(All), .. Kinds(), null], queries, times: 1);
    }

    [Fact]
    public void No_kind_of_policy_node_allocates()
    {
        var sticky = new StickyNode { Branches = [new(1, Example.Refer("shared")), new(2, Example.Leaf("us-web") with { Most = 1 })] };
        PolicyNode[] policies =
        [
            Example.Failover("us-web", "eu-web") with { Trickle = 50 },
            Example.Weighted((1, Example.Leaf("eu-web")), (1, Example.Leaf("us-web"))) with { IsSticky = true },
            Example.Weighted((1, All), (1, sticky)),
            new RoundRobinNode { Members = [Example.Leaf("eu-web"), Example.Leaf("us-web")] },
            sticky,
            new StickyNode { Branches = [new(1, All), new(1, sticky)] },
            new ShedNode { From = Example.Leaf("eu-web"), To = Example.Leaf("us-web"), Share = 50 },
            new ShedNode { From = Example.Leaf("eu-web"), To = sticky, Share = 50, IsSticky = true },
            Timed,
            Ramp(Example.Leaf("us-web")) with { IsSticky = true },
            Example.Failover(Example.Leaf("eu-web") with { Minimum = new() { Count = 2 } }, Example.Refer("shared") with { Minimum = new() { Share = 100 } }),
            new NearestNode { Branches = [new() { Node = Example.Leaf("us-web"), Bias = 10 }, new() { Node = Example.Leaf("eu-web"), Region = new("ap-south") }], Most = 2 },
            new FastestNode { Branches = [new() { Node = Example.Leaf("us-web") }, new() { Node = sticky }] },
            Example.Geographic(null, ("asn:64500 country:DE", Example.Leaf("us-web")), ("subdivision:US-CA 10.0.0.0/8", Example.Leaf("eu-web"))),
        ];
        string?[] subnets = [null, "10.1.2.0/24", "10.9.0.0/16", "2001:db8::/48"];
        var queries = (from type in new[] { RecordType.A, RecordType.AAAA } from subnet in subnets select Exchange.Write("www.example.test", type, subnet)).ToArray();
        AssertThatNothingIsAllocated([.. policies.SelectMany(Situations), .. policies.SelectMany(Situations).Select(Nearby)], queries, times: 20);
    }

    // What vantages near clients find down comes first, and then there is nothing left.
    private static Snapshot Nearby(Snapshot snapshot, int index)
    {
        RegionalView[] views = [Example.Regional("eu-west", "eu-1", "us-1"), Example.Regional("us-east", "eu-1", "eu-2", "eu-6", "us-1", "us-6", "ap-1")];
        return snapshot.With(snapshot.Health with { Regional = [views[index % 2]] }, Example.Noon);
    }

    private static GeographicNode All => Example.Geographic(
        Example.Failover(Example.Leaf("ap-web"), Example.Weighted((1, Example.Leaf("eu-web")), (2, Example.Weighted((1, Example.Leaf("us-web")))))),
        ("continent:EU", Example.Weighted((1, Example.Leaf("eu-web")), (0, Example.Leaf("us-web")))),
        ("10.0.0.0/8 2001:db8::/32", Example.Leaf("us-web")), ("10.1.0.0/16", Example.Leaf("ap-web")));

    private static void AssertThatNothingIsAllocated(Snapshot?[] snapshots, byte[][] queries, int times)
    {
        Responder[] responders = [.. snapshots.Select(snapshot => new Responder(new Authority(() => snapshot)))];
        Source udp = new(Example.Address("10.1.2.3"), Transport.Udp), tcp = new(Example.Address("2001:db8::1"), Transport.Tcp);
        var response = new byte[ushort.MaxValue];

        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var responder in responders)
            {
                foreach (var query in queries)
                {
                    for (var i = 0; i < times; i++)
                    {
                        responder.Respond(query, udp, response);
                        responder.Respond(query, tcp, response);
                    }
                }
            }

            if (round == 2) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    // Everything that is answered beside pools: records, aliases, made services, targets that are steered, what was good last.
    private static IEnumerable<Snapshot> Kinds()
    {
        PolicyNode[] policies =
        [
            Example.Failover(Example.Leaf("eu-web"), Example.Records("A 192.0.2.7", "TXT x", "MX 10 www.example.test.", "SRV 0 5 443 mail.example.test.", "HTTPS 1 .", "SVCB 1 www.example.test.")),
            Example.Failover(Example.Leaf("eu-web"), Example.Records("CNAME text.example.test.")),
            Example.Failover(Example.Leaf("eu-web"), Example.Geographic(Example.Leaf("us-web"), ("10.1.0.0/16", Example.Records("CNAME www.example.test.")))),
            Example.Geographic(Example.Leaf("us-web"), ("10.1.0.0/16", Example.Failover(Example.Leaf("eu-web"), Example.Leaf("ap-web")))),
        ];
        string[][] downs = [[], ["eu-1", "eu-2", "eu-6"], ["eu-1", "eu-2", "eu-6", "us-1", "us-6", "ap-1"]];
        return from policy in policies
               from down in downs
               from isMade in new[] { false, true }
               from fallback in new[] { Fallback.LastGood, Fallback.Static }
               let steered = Example.Steered("www.example.test", policy, fallback) with
               {
                   Https = isMade ? new Binding { Alpn = ["h2"] } : null,
                   Svcb = isMade ? new Binding() : null,
                   TtlRange = isMade ? new TtlRange(10, 600) : null,
                   FallbackRecords = fallback == Fallback.Static ? Example.Records("A 192.0.2.8").Records : [],
               }
               let zone = ExampleZones.Document.Zones[0]
               let records = zone.Records.Add(Example.Record("@", RecordType.MX, "30 www")(zone.Name))
               let document = ExampleZones.Document with
               {
                   Zones = ExampleZones.Document.Zones.SetItem(0, zone with { Records = records, SteeredNames = zone.SteeredNames.SetItem(0, steered) }),
                   ExplainTo = [System.Net.IPNetwork.Parse("172.16.0.0/12")],
               }
               select document.Compile().With(Example.Down(document, down), Example.Noon);
    }

    // With everything up, with drained and evacuated regions, and with every fallback.
    private static IEnumerable<Snapshot> Situations(PolicyNode policy)
    {
        string[][] downs = [[], ["eu-1", "ap-1"], ["eu-1", "eu-2", "eu-6", "us-1", "us-6", "ap-1"]];
        RegionState[] states = [RegionState.Open, RegionState.Drained, RegionState.Evacuated];
        return from fallback in Enum.GetValues<Fallback>()
               from down in downs
               from state in states
               let zone = ExampleZones.Document.Zones[0]
               let steered = Example.Steered("www.example.test", policy, fallback)
               let document = ExampleZones.Document with
               {
                   Zones = ExampleZones.Document.Zones.SetItem(0, zone with { SteeredNames = zone.SteeredNames.SetItem(0, steered) }),
                   Policies = [new(new("shared"), Example.Failover("ap-web", "eu-web"))],
                   Pools = [.. ExampleZones.Document.Pools.Select(pool => pool with { RegionalHealth = true })],
                   Vantages = [new() { Code = new("eu"), Region = new("eu-west") }, new() { Code = new("us"), Region = new("us-east") }],
               }
               select document.WithState("us-east", state).WithState("ap-south", state).WithRegion("eu-west", region => (region with { SlowStart = 60 }).Open(Example.Noon)).Compile(down);
    }

    private static PolicyNode Timed => new ScheduleNode
    {
        Zone = "Europe/Berlin",
        Windows = [new() { From = new(8, 0), To = new(18, 0), Node = Ramp(Example.Leaf("us-web")) }],
        Otherwise = Ramp(Example.Leaf("ap-web")),
    };

    private static RampNode Ramp(PolicyNode old) => new()
    {
        From = old with { Minimum = new() { Count = 1 } },
        To = new CapacityNode { Branches = [new(Example.Failover("us-web", "eu-web") with { FailBack = FailBack.Manual }), new(Example.Leaf("ap-web"))], Overflow = CapacityOverflow.Spread },
        Start = Example.Noon.AddHours(-1),
        Steps = [new(50, 0)],
    };
}
