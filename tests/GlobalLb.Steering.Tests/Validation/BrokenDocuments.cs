using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Validation;

/// <summary>Every way to break the example in one place, with the paths of the problems that must be found.</summary>
internal static class BrokenDocuments
{
    private const string Eu = "pools[eu-web]";
    private const string Zone = "zones[example.test.]";
    private const string Www = Zone + ".steeredNames[www.example.test.]";

    private static readonly ConfigurationDocument Valid = Example.Document;

    public static Dictionary<string, (ConfigurationDocument Document, string[] Paths)> All { get; } = new()
    {
        ["a region code in capitals"] = (OneRegion(region => region with { Code = new("EU") }), ["regions[EU].code"]),
        ["a region code that begins with a hyphen"] = (OneRegion(region => region with { Code = new("-eu") }), ["regions[-eu].code"]),
        ["a region code that is too long"] = (OneRegion(region => region with { Code = new(new string('a', 64)) }), [$"regions[{new string('a', 64)}].code"]),
        ["an empty region code"] = (OneRegion(region => region with { Code = new("") }), ["regions[].code"]),
        ["a region without a name"] = (OneRegion(region => region with { Name = " " }), ["regions[spare].name"]),
        ["a region with too long a name"] = (OneRegion(region => region with { Name = new string('x', 101) }), ["regions[spare].name"]),
        ["a latitude beyond the pole"] = (OneRegion(region => region with { Latitude = 90.1 }), ["regions[spare].latitude"]),
        ["a latitude that is no number"] = (OneRegion(region => region with { Latitude = double.NaN }), ["regions[spare].latitude"]),
        ["a longitude beyond the date line"] = (OneRegion(region => region with { Longitude = -181 }), ["regions[spare].longitude"]),
        ["two regions of one code"] = (Valid with { Regions = Valid.Regions.Add(Valid.Regions[0]) }, ["regions[eu-west]"]),

        ["a bad pool code"] = (Valid with { Pools = Valid.Pools.Add(Example.Pool("a_b", "eu-west", ("x", "192.0.2.9"))) }, ["pools[a_b].code"]),
        ["a pool in no region"] = (Pool(pool => pool with { Region = new("mars") }), [$"{Eu}.region"]),
        ["a pool without endpoints"] = (Pool(pool => pool with { Endpoints = [] }), [$"{Eu}.endpoints"]),
        ["two pools of one code"] = (Valid with { Pools = Valid.Pools.Add(Example.Pool("eu-web", "eu-west", ("x", "192.0.2.9"))) }, ["pools[eu-web]"]),
        ["a bad endpoint code"] = (Endpoint(endpoint => endpoint with { Code = new("eu 1") }), [$"{Eu}.endpoints[eu 1].code"]),
        ["an endpoint code used in two pools"] = (Endpoint(endpoint => endpoint with { Code = new("us-1") }), ["pools.endpoints[us-1]"]),
        ["two endpoints of one address"] = (Endpoint(endpoint => endpoint with { Address = IPAddress.Parse("192.0.2.2") }), [$"{Eu}.endpoints[192.0.2.2:443]"]),
        ["port 0"] = (Endpoint(endpoint => endpoint with { Port = 0 }), [$"{Eu}.endpoints[eu-1].port"]),
        ["a port too high"] = (Endpoint(endpoint => endpoint with { Port = 65_536 }), [$"{Eu}.endpoints[eu-1].port"]),
        ["a negative weight"] = (Endpoint(endpoint => endpoint with { Weight = -1 }), [$"{Eu}.endpoints[eu-1].weight"]),
        ["a weight too high"] = (Endpoint(endpoint => endpoint with { Weight = 1_000_001 }), [$"{Eu}.endpoints[eu-1].weight"]),
        ["any address"] = (Endpoint(endpoint => endpoint with { Address = IPAddress.Any }), [$"{Eu}.endpoints[eu-1].address"]),
        ["a multicast address"] = (Endpoint(endpoint => endpoint with { Address = IPAddress.Parse("224.0.0.1") }), [$"{Eu}.endpoints[eu-1].address"]),
        ["the broadcast address"] = (Endpoint(endpoint => endpoint with { Address = IPAddress.Broadcast }), [$"{Eu}.endpoints[eu-1].address"]),
        ["any IPv6 address"] = (Endpoint(endpoint => endpoint with { Address = IPAddress.IPv6Any }), [$"{Eu}.endpoints[eu-1].address"]),
        ["an IPv6 multicast address"] = (Endpoint(endpoint => endpoint with { Address = IPAddress.Parse("ff02::1") }), [$"{Eu}.endpoints[eu-1].address"]),
        ["an IPv4 address written as IPv6"] = (Endpoint(endpoint => endpoint with { Address = IPAddress.Parse("::ffff:192.0.2.9") }), [$"{Eu}.endpoints[eu-1].address"]),

        ["a probe of port 0"] = (Probe(probe => probe with { Port = 0 }), [$"{Eu}.probe.port"]),
        ["an interval too short"] = (Probe(probe => probe with { IntervalSeconds = 0.09, TimeoutSeconds = 0.05 }), [$"{Eu}.probe.intervalSeconds"]),
        ["an interval that is no number"] = (Probe(probe => probe with { IntervalSeconds = double.NaN }), [$"{Eu}.probe.intervalSeconds", $"{Eu}.probe.timeoutSeconds"]),
        ["a timeout too short"] = (Probe(probe => probe with { TimeoutSeconds = 0 }), [$"{Eu}.probe.timeoutSeconds"]),
        ["a timeout longer than the interval"] = (Probe(probe => probe with { TimeoutSeconds = 11 }), [$"{Eu}.probe.timeoutSeconds"]),
        ["rise 0"] = (Probe(probe => probe with { Rise = 0 }), [$"{Eu}.probe.rise"]),
        ["fall 101"] = (Probe(probe => probe with { Fall = 101 }), [$"{Eu}.probe.fall"]),
        ["an HTTP probe of an L4 pool"] = (Pool(pool => pool with { Kind = PoolKind.L4 }), [$"{Eu}.probe.kind"]),
        ["a path without a slash"] = (Probe(probe => probe with { Path = "health" }), [$"{Eu}.probe.path"]),
        ["a path with a line break"] = (Probe(probe => probe with { Path = "/a\r\nHost: b" }), [$"{Eu}.probe.path"]),
        ["a status too low"] = (Probe(probe => probe with { LowestStatus = 99 }), [$"{Eu}.probe.lowestStatus"]),
        ["a status too high"] = (Probe(probe => probe with { HighestStatus = 600 }), [$"{Eu}.probe.highestStatus"]),
        ["statuses the wrong way round"] = (Probe(probe => probe with { LowestStatus = 300, HighestStatus = 299 }), [$"{Eu}.probe.highestStatus"]),
        ["statuses that are none"] = (Probe(probe => probe with { Statuses = "200-" }), [$"{Eu}.probe.statuses"]),
        ["statuses too high"] = (Probe(probe => probe with { Statuses = "200-399,600" }), [$"{Eu}.probe.statuses"]),
        ["a method that changes something"] = (Probe(probe => probe with { Method = "POST" }), [$"{Eu}.probe.method"]),
        ["a body asked of HEAD"] = (Probe(probe => probe with { Method = "HEAD", BodyContains = "ok" }), [$"{Eu}.probe.method"]),
        ["an empty text of a body"] = (Probe(probe => probe with { BodyContains = "" }), [$"{Eu}.probe.bodyContains"]),
        ["a regular expression that is none"] = (Probe(probe => probe with { BodyMatches = "(" }), [$"{Eu}.probe.bodyMatches"]),
        ["a regular expression that goes back"] = (Probe(probe => probe with { BodyMatches = @"(a)\1" }), [$"{Eu}.probe.bodyMatches"]),
        ["a header with a line break"] = (Probe(probe => probe with { Headers = [new("X-A", "b\r\nHost: c")] }), [$"{Eu}.probe.headers[X-A]"]),
        ["a header with a space in its name"] = (Probe(probe => probe with { Headers = [new("X A", "b")] }), [$"{Eu}.probe.headers[X A]"]),
        ["a header that is ours"] = (Probe(probe => probe with { Headers = [new("hOST", "b")] }), [$"{Eu}.probe.headers[hOST]"]),
        ["a header of a metadata server"] = (Probe(probe => probe with { Headers = [new("X-aws-ec2-metadata-token", "b")] }), [$"{Eu}.probe.headers[X-aws-ec2-metadata-token]"]),
        ["a bad server name"] = (Probe(probe => probe with { ServerName = "a b" }), [$"{Eu}.probe.serverName"]),
        ["TLS of a DNS probe"] = (Probe(probe => probe with { Kind = ProbeKind.Dns, Tls = true, Question = new(DomainName.Root) }), [$"{Eu}.probe.tls"]),
        ["a DNS probe without a question"] = (Probe(probe => probe with { Kind = ProbeKind.Dns }), [$"{Eu}.probe.question"]),
        ["a question of an HTTP probe"] = (Probe(probe => probe with { Question = new(DomainName.Root) }), [$"{Eu}.probe.question"]),
        ["a script probe without a script"] = (Probe(probe => probe with { Kind = ProbeKind.Script }), [$"{Eu}.probe.script"]),
        ["a script outside of its folder"] = (Probe(probe => probe with { Kind = ProbeKind.Script, Script = new() { Path = "../../bin/sh" } }), [$"{Eu}.probe.script.path"]),
        ["a report that expires at once"] = (Probe(probe => probe with { Kind = ProbeKind.Push, Push = new(0) }), [$"{Eu}.probe.push.expiresSeconds"]),
        ["a report of an HTTP probe"] = (Probe(probe => probe with { Push = new() }), [$"{Eu}.probe.push"]),
        ["more failures than are counted among"] = (Probe(probe => probe with { Fall = 3, FailuresOf = 2 }), [$"{Eu}.probe.failuresOf"]),
        ["failures among too many"] = (Probe(probe => probe with { FailuresOf = 65 }), [$"{Eu}.probe.failuresOf"]),
        ["a re-check too soon"] = (Probe(probe => probe with { RecheckSeconds = 0 }), [$"{Eu}.probe.recheckSeconds"]),
        ["an interval while down below the usual one"] = (Probe(probe => probe with { DownIntervalSeconds = 1 }), [$"{Eu}.probe.downIntervalSeconds"]),
        ["defaults out of range"] = (Valid with { ProbeDefaults = new() { IntervalSeconds = 0, Rise = 0 } }, ["probeDefaults.intervalSeconds", "probeDefaults.rise", $"{Eu}.probe.timeoutSeconds", "pools[us-web].probe.timeoutSeconds", "pools[ap-web].probe.timeoutSeconds"]),
        ["defaults of a zone out of range"] = (Valid with { Zones = [Valid.Zones[0] with { ProbeDefaults = new() { Fall = 101 } }] }, ["zones[example.test.].probeDefaults.fall"]),
        ["a timeout longer than the interval that is inherited"] = (Probe(probe => probe with { TimeoutSeconds = 5 }) with { ProbeDefaults = new() { IntervalSeconds = 3 } }, [$"{Eu}.probe.timeoutSeconds"]),
        ["an interval of one endpoint below the timeout"] = (Endpoint(endpoint => endpoint with { ProbeOverride = new() { IntervalSeconds = 1 } }), [$"{Eu}.endpoints[eu-1].probeOverride.timeoutSeconds"]),
        ["an interval while down below the one that is inherited"] = (Probe(probe => probe with { DownIntervalSeconds = 20 }) with { ProbeDefaults = new() { IntervalSeconds = 30 } }, [$"{Eu}.probe.downIntervalSeconds"]),
        ["two zones that say different things of one pool"] = (
            Valid with
            {
                Zones =
                [
                    Valid.Zones[0] with { ProbeDefaults = new() { IntervalSeconds = 5, Fall = 4 } },
                    Example.Zone("example.org", [Example.Record("@", RecordType.NS, "ns1.example.test."), ], Example.Steered("www.example.org", Example.Leaf("eu-web"))) with { ProbeDefaults = new() { IntervalSeconds = 20, Fall = 4 } },
                ],
            },
            [$"{Eu}.probe.intervalSeconds"]),
        ["a latency of 0"] = (Probe(probe => probe with { MostLatencyMilliseconds = 0 }), [$"{Eu}.probe.mostLatencyMilliseconds"]),
        ["days of a certificate below 0"] = (Probe(probe => probe with { CertificateWarnDays = -1, CertificateDownDays = -1 }), [$"{Eu}.probe.certificateWarnDays", $"{Eu}.probe.certificateDownDays"]),
        ["more probes without a first"] = (Pool(pool => pool with { Probe = null, MoreProbes = [new() { Kind = ProbeKind.Tcp, Name = "deep" }] }), [$"{Eu}.moreProbes"]),
        ["a further probe without a name"] = (Pool(pool => pool with { MoreProbes = [new() { Kind = ProbeKind.Tcp }] }), [$"{Eu}.moreProbes[].name", $"{Eu}.moreProbes[]"]),
        ["two probes of one name"] = (Pool(pool => pool with { MoreProbes = [new() { Kind = ProbeKind.Tcp, Name = "a" }, new() { Kind = ProbeKind.Tcp, Name = "a" }] }), [$"{Eu}.moreProbes[a]"]),
        ["probes that count, and nobody says how many"] = (Pool(pool => pool with { MoreProbes = [new() { Kind = ProbeKind.Tcp, Name = "a", Role = ProbeRole.Counts }] }), [$"{Eu}.quorumOfProbes"]),
        ["a quorum of more probes than count"] = (Pool(pool => pool with { QuorumOfProbes = 2, MoreProbes = [new() { Kind = ProbeKind.Tcp, Name = "a", Role = ProbeRole.Counts }] }), [$"{Eu}.quorumOfProbes"]),
        ["a quorum of probes that do not count"] = (Pool(pool => pool with { QuorumOfProbes = 1 }), [$"{Eu}.quorumOfProbes"]),
        ["a path of one endpoint without a slash"] = (Endpoint(endpoint => endpoint with { ProbeOverride = new() { Path = "up", Port = 0, Host = "a b" } }), [$"{Eu}.endpoints[eu-1].probeOverride.port", $"{Eu}.endpoints[eu-1].probeOverride.path", $"{Eu}.endpoints[eu-1].probeOverride.host"]),
        ["an endpoint that depends on nothing known"] = (Endpoint(endpoint => endpoint with { DependsOn = [new("x")] }), [$"{Eu}.endpoints[eu-1].dependsOn"]),
        ["an endpoint that depends on itself"] = (Endpoint(endpoint => endpoint with { DependsOn = [new("eu-1")] }), [$"{Eu}.endpoints[eu-1].dependsOn"]),
        ["an endpoint that depends on one twice"] = (Endpoint(endpoint => endpoint with { DependsOn = [new("us-1"), new("us-1")] }), [$"{Eu}.endpoints[eu-1].dependsOn[us-1]"]),
        ["endpoints that depend on each other"] = (
            Valid.WithPool("eu-web", pool => pool with { Endpoints = [pool.Endpoints[0] with { DependsOn = [new("us-1")] }, .. pool.Endpoints.Skip(1)] })
                .WithPool("us-web", pool => pool with { Endpoints = [pool.Endpoints[0] with { DependsOn = [new("eu-1")] }, .. pool.Endpoints.Skip(1)] }),
            [$"{Eu}.endpoints[eu-1].dependsOn", "pools[us-web].endpoints[us-1].dependsOn"]),
        ["a bad host"] = (Probe(probe => probe with { Host = "a b" }), [$"{Eu}.probe.host"]),
        ["a host with a line break"] = (Probe(probe => probe with { Host = "a\r\nX: y" }), [$"{Eu}.probe.host"]),

        ["two zones of one name"] = (Valid with { Zones = Valid.Zones.Add(Valid.Zones[0] with { Name = DomainName.Parse("EXAMPLE.test"), SteeredNames = [] }) }, ["zones[example.test.]"]),
        ["a zone with a wildcard for a name"] = (Valid with { Zones = [Example.Zone("*.example.test", [Example.Record("@", RecordType.NS, "ns1.example.net.")])] }, ["zones[*.example.test.].name"]),
        ["a zone without NS"] = (ZoneOf(zone => zone with { Records = zone.Records.RemoveAt(0) }), [$"{Zone}.records"]),
        ["refresh 0"] = (Authority(authority => authority with { Refresh = 0 }), [$"{Zone}.authority.refresh"]),
        ["retry 0"] = (Authority(authority => authority with { Retry = 0 }), [$"{Zone}.authority.retry"]),
        ["expire 0"] = (Authority(authority => authority with { Expire = 0 }), [$"{Zone}.authority.expire"]),
        ["a negative TTL too high"] = (Authority(authority => authority with { NegativeTtl = 1U << 31 }), [$"{Zone}.authority.negativeTtl"]),
        ["a TTL of the SOA too high"] = (Authority(authority => authority with { Ttl = uint.MaxValue }), [$"{Zone}.authority.ttl"]),
        ["a TTL too high"] = (With("a", RecordType.TXT, "b", 1U << 31), [$"{Zone}.records[a.example.test. TXT].ttl"]),
        ["a record of another zone"] = (With("a.example.net.", RecordType.TXT, "b"), [$"{Zone}.records[a.example.net. TXT].name"]),
        ["a SOA record"] = (With("@", RecordType.SOA, "a. b. 1 2 3 4 5"), [$"{Zone}.records[example.test. SOA].type"]),
        ["a record of a type that only messages have"] = (With("a", RecordType.ANY, "b"), [$"{Zone}.records[a.example.test. ANY].type"]),
        ["a value that does not fit its type"] = (With("a", RecordType.A, "2001:db8::1"), [$"{Zone}.records[a.example.test. A].value"]),
        ["a value of two lines"] = (With("a", RecordType.TXT, "b\nc"), [$"{Zone}.records[a.example.test. TXT].value"]),
        ["an alias beside other records"] = (With("ns1", RecordType.CNAME, "b"), [$"{Zone}.records[ns1.example.test. CNAME]"]),
        ["an alias at the apex"] = (With("@", RecordType.CNAME, "b"), [$"{Zone}.records[example.test. CNAME].type", $"{Zone}.records[example.test. CNAME]"]),
        ["an alias of a steered name"] = (With("www", RecordType.CNAME, "b"), [$"{Zone}.records[www.example.test. CNAME]"]),
        ["an address of a steered name"] = (With("www", RecordType.AAAA, "2001:db8::1"), [$"{Zone}.records[www.example.test.]"]),
        ["an ALIAS beside an address"] = (With("ns1", RecordType.ALIAS, "cdn.example.net."), [$"{Zone}.records[ns1.example.test. ALIAS]"]),
        ["an ALIAS beside a CNAME"] = (WithAll(("x", RecordType.CNAME, "y"), ("x", RecordType.ALIAS, "cdn.example.net.")), [$"{Zone}.records[x.example.test. CNAME]"]),
        ["an ALIAS of a steered name"] = (With("www", RecordType.ALIAS, "cdn.example.net."), [$"{Zone}.records[www.example.test. ALIAS]"]),
        ["two ALIASes of one name"] = (WithAll(("@", RecordType.ALIAS, "a.example.net."), ("@", RecordType.ALIAS, "b.example.net.")), [$"{Zone}.records[example.test. ALIAS]"]),
        ["an ALIAS of itself"] = (With("@", RecordType.ALIAS, "EXAMPLE.test."), [$"{Zone}.records[example.test. ALIAS].value"]),
        ["an ALIAS in a circle of aliases"] = (
            WithAll(("a", RecordType.ALIAS, "b"), ("b", RecordType.CNAME, "c"), ("c", RecordType.ALIAS, "a"), ("d", RecordType.ALIAS, "a")),
            [$"{Zone}.records[a.example.test. ALIAS].value", $"{Zone}.records[c.example.test. ALIAS].value"]),
        ["an ALIAS of two names"] = (With("@", RecordType.ALIAS, "a b"), [$"{Zone}.records[example.test. ALIAS].value"]),
        ["two TTLs in one set"] = (With("ns1", RecordType.A, "192.0.2.54", 1), [$"{Zone}.records[ns1.example.test. A].ttl"]),
        ["a record written twice"] = (With("ns1", RecordType.A, "192.0.2.53"), [$"{Zone}.records[ns1.example.test. A]"]),

        ["TTL 0 of a steered name"] = (Name(name => name with { Ttl = 0 }), [$"{Www}.ttl"]),
        ["a TTL of more than a day"] = (Name(name => name with { Ttl = 86_401 }), [$"{Www}.ttl"]),
        ["a steered name of another zone"] = (Name(name => name with { Name = DomainName.Parse("www.example.net") }), [$"{Zone}.steeredNames[www.example.net.].name"]),
        ["a steered name written twice"] = (ZoneOf(zone => zone with { SteeredNames = [.. zone.SteeredNames, .. zone.SteeredNames] }), [$"{Zone}.steeredNames[www.example.test.]"]),
        ["a pool that does not exist"] = (Policy(Example.Failover("eu-web", "nowhere")), [$"{Www}.policy.order[1].pool"]),
        ["an empty failover"] = (Policy(new FailoverNode()), [$"{Www}.policy.order"]),
        ["an empty weighted"] = (Policy(new WeightedNode()), [$"{Www}.policy.branches"]),
        ["weights of 0 only"] = (Policy(Example.Weighted((0, Example.Leaf("eu-web")))), [$"{Www}.policy.branches"]),
        ["a negative branch weight"] = (Policy(Example.Weighted((1, Example.Leaf("eu-web")), (-1, Example.Leaf("us-web")))), [$"{Www}.policy.branches[1].weight"]),
        ["a branch without places"] = (Policy(new GeographicNode { Branches = [new([], Example.Leaf("eu-web"))], Otherwise = Example.Leaf("us-web") }), [$"{Www}.policy.branches[0].places"]),
        ["a place in two branches"] = (Policy(Example.Geographic(Example.Leaf("us-web"), ("country:DE", Example.Leaf("eu-web")), ("country:DE", Example.Leaf("us-web")))), [$"{Www}.policy.branches[country:DE]"]),
        ["a bad pool deep inside"] = (Policy(Example.Geographic(Example.Failover(Example.Weighted((1, Example.Leaf("x")))), ("country:DE", Example.Leaf("eu-web")))), [$"{Www}.policy.otherwise.order[0].branches[0].node.pool"]),
        ["a geographic of nothing"] = (Policy(new GeographicNode()), [$"{Www}.policy.branches"]),
        ["a bad pool behind a fence"] = (Policy(Example.Geographic(null, ("asn:64500", Example.Leaf("x")))), [$"{Www}.policy.branches[0].node.pool"]),
        ["an empty nearest"] = (Policy(new NearestNode()), [$"{Www}.policy.branches"]),
        ["a nearest of too many"] = (Policy(new NearestNode { Branches = [.. Enumerable.Repeat(new NearestBranch { Node = Example.Leaf("eu-web") }, 129)] }), [$"{Www}.policy.branches"]),
        ["a nearest that tries none"] = (Policy(new NearestNode { Branches = [new() { Node = Example.Leaf("eu-web") }], Most = 0 }), [$"{Www}.policy.most"]),
        ["a bias of all"] = (Policy(new NearestNode { Branches = [new() { Node = Example.Leaf("eu-web"), Bias = 100 }] }), [$"{Www}.policy.branches[0].bias"]),
        ["a nearest over a bad pool in a bad region"] = (
            Policy(new NearestNode { Branches = [new() { Node = Example.Leaf("x"), Region = new("mars") }] }), [$"{Www}.policy.branches[0].node.pool", $"{Www}.policy.branches[0].region"]),
        ["an empty fastest"] = (Policy(new FastestNode()), [$"{Www}.policy.branches"]),
        ["a band below nothing"] = (Policy(new FastestNode { Branches = [new() { Node = Example.Leaf("eu-web") }], Band = -1 }), [$"{Www}.policy.band"]),
        ["a fastest in a bad region"] = (Policy(new FastestNode { Branches = [new() { Node = Example.Leaf("eu-web"), Region = new("mars") }] }), [$"{Www}.policy.branches[0].region"]),
        ["a latency to nowhere"] = (Valid with { Latencies = [Example.Latency("country:DE", "mars", 10)] }, ["latencies[country:DE mars].region"]),
        ["a latency of no time"] = (Valid with { Latencies = [Example.Latency("country:DE", "eu-west", 0)] }, ["latencies[country:DE eu-west].milliseconds"]),
        ["a latency that is no number"] = (Valid with { Latencies = [Example.Latency("country:DE", "eu-west", double.NaN)] }, ["latencies[country:DE eu-west].milliseconds"]),
        ["a latency written twice"] = (
            Valid with { Latencies = [Example.Latency("country:DE", "eu-west", 10), Example.Latency("country:DE", "eu-west", 11)] }, ["latencies[country:DE eu-west]"]),
        ["a minimum of nothing"] = (Policy(Example.Leaf("eu-web") with { Minimum = new() }), [$"{Www}.policy.minimum"]),
        ["a minimum of both"] = (Policy(Example.Leaf("eu-web") with { Minimum = new() { Count = 1, Share = 1 } }), [$"{Www}.policy.minimum"]),
        ["a minimum of 0"] = (Policy(Example.Failover("eu-web") with { Minimum = new() { Count = 0 } }), [$"{Www}.policy.minimum.count"]),
        ["a minimum of too much"] = (Policy(Example.Failover(Example.Leaf("eu-web") with { Minimum = new() { Share = 101 } })), [$"{Www}.policy.order[0].minimum.share"]),
        ["a pool that answers nothing"] = (Policy(Example.Leaf("eu-web") with { Most = 0 }), [$"{Www}.policy.most"]),
        ["a pool that answers too many"] = (Policy(Example.Leaf("eu-web") with { Most = 17 }), [$"{Www}.policy.most"]),
        ["a reference to nowhere"] = (Policy(Example.Refer("nowhere")), [$"{Www}.policy.policy"]),
        ["a bad name of a policy"] = (Policies(("A", Example.Leaf("eu-web"))), ["policies[A].name"]),
        ["two policies of one name"] = (Policies(("a", Example.Leaf("eu-web")), ("a", Example.Leaf("us-web"))), ["policies[a]"]),
        ["a named policy with a bad pool"] = (Policies(("a", Example.Failover("x"))), ["policies[a].node.order[0].pool"]),
        ["a policy that is itself"] = (Policies(("a", Example.Refer("a"))), ["policies[a].node"]),
        ["a circle of policies"] = (
            Policies(("a", Example.Failover(Example.Leaf("eu-web"), Example.Refer("b"))), ("b", Example.Refer("c")), ("c", Example.Weighted((1, Example.Refer("b"))))), ["policies[b].node"]),
        ["a trickle of more than all"] = (Policy(Example.Failover("eu-web", "us-web") with { Trickle = 101 }), [$"{Www}.policy.trickle"]),
        ["a trickle of less than nothing"] = (Policy(Example.Failover("eu-web", "us-web") with { Trickle = -1 }), [$"{Www}.policy.trickle"]),
        ["an empty round robin"] = (Policy(new RoundRobinNode()), [$"{Www}.policy.children"]),
        ["a round robin over a bad pool"] = (Policy(new RoundRobinNode { Members = [Example.Leaf("eu-web"), Example.Leaf("x")] }), [$"{Www}.policy.children[1].pool"]),
        ["an empty sticky"] = (Policy(new StickyNode()), [$"{Www}.policy.branches"]),
        ["a sticky without weight"] = (Policy(new StickyNode { Branches = [new(0, Example.Leaf("eu-web"))] }), [$"{Www}.policy.branches"]),
        ["a sticky of a network that is none"] = (Policy(new StickyNode { Branches = [new(1, Example.Leaf("eu-web"))], IPv4Prefix = 0, IPv6Prefix = 129 }), [$"{Www}.policy.ipv4Prefix", $"{Www}.policy.ipv6Prefix"]),
        ["a sticky with a bad pool"] = (Policy(new StickyNode { Branches = [new(1, Example.Leaf("x"))] }), [$"{Www}.policy.branches[0].node.pool"]),
        ["a shed of more than all"] = (Policy(new ShedNode { From = Example.Leaf("eu-web"), To = Example.Leaf("us-web"), Share = 101 }), [$"{Www}.policy.share"]),
        ["a shed between bad pools"] = (Policy(new ShedNode { From = Example.Leaf("x"), To = Example.Leaf("y") }), [$"{Www}.policy.from.pool", $"{Www}.policy.to.pool"]),
        ["references too deep"] = (
            Policies([.. Enumerable.Range(0, 16).Select(i => ($"p{i}", i == 0 ? (PolicyNode)Example.Leaf("eu-web") : Example.Refer($"p{i - 1}")))], Example.Refer("p15")), [$"{Www}.policy"]),
        ["references that multiply"] = (
            Policies([.. Enumerable.Range(0, 7).Select(i => ($"p{i}", Example.Failover([.. Enumerable.Repeat<PolicyNode>(i == 0 ? Example.Leaf("eu-web") : Example.Refer($"p{i - 1}"), 4)])))], Example.Leaf("eu-web")),
            ["policies[p6].node"]),
        ["a policy too deep"] = (Policy(Deep(PolicyNode.MaxDepth + 1)), [$"{Www}.policy{string.Concat(Enumerable.Repeat(".order[0]", PolicyNode.MaxDepth))}"]),
        ["a leaf without records"] = (Policy(Example.Records()), [$"{Www}.policy.records"]),
        ["records of a type that no policy answers"] = (Policy(Example.Records("NS ns1.example.net.")), [$"{Www}.policy.records[0].type"]),
        ["records that cannot be read"] = (Policy(Example.Failover(Example.Leaf("eu-web"), Example.Records("TXT fine", "MX mail"))), [$"{Www}.policy.order[1].records[1].value"]),
        ["a CNAME beside records"] = (Policy(Example.Records("CNAME a.example.net.", "A 192.0.2.7")), [$"{Www}.policy.records"]),
        ["a record of a leaf written twice"] = (Policy(Example.Records("MX 10 a.example.net.", "MX 10 A.example.net.")), [$"{Www}.policy.records"]),
        ["too many records in a leaf"] = (Policy(Example.Records([.. Enumerable.Range(0, 101).Select(i => $"TXT t{i}")])), [$"{Www}.policy.records"]),
        ["an alias at the apex in a policy"] = (Name(name => name with { Name = DomainName.Parse("example.test"), Policy = Example.Records("CNAME a.example.net.") }), [$"{Zone}.steeredNames[example.test.]"]),
        ["an alias at the apex as a fallback"] = (
            Name(name => name with { Name = DomainName.Parse("example.test"), Fallback = Fallback.Static, FallbackRecords = Example.Records("CNAME a.example.net.").Records }), [$"{Zone}.steeredNames[example.test.]"]),
        ["an alias in a policy beside records of the zone"] = (
            With("www", RecordType.TXT, "b") is var beside ? beside with { Zones = beside.Zones.Replace(0, zone => zone with { SteeredNames = zone.SteeredNames.Replace(0, name => name with { Policy = Example.Failover(Example.Leaf("eu-web"), Example.Records("CNAME a.example.net.")) }) }) } : beside,
            [Www]),
        ["a type both in a policy and in the zone"] = (
            With("www", RecordType.TXT, "b") is var both ? both with { Zones = both.Zones.Replace(0, zone => zone with { SteeredNames = zone.SteeredNames.Replace(0, name => name with { Policy = Example.Records("TXT c") }) }) } : both,
            [Www]),
        ["a static fallback without records"] = (Name(name => name with { Fallback = Fallback.Static }), [$"{Www}.fallbackRecords"]),
        ["records for a fallback that is not static"] = (Name(name => name with { FallbackRecords = Example.Records("A 192.0.2.7").Records }), [$"{Www}.fallbackRecords"]),
        ["a fallback that is never answered"] = (Name(name => name with { Fallback = Fallback.Static, FallbackRecords = Example.Records("A 192.0.2.7", "TXT x").Records }), [$"{Www}.fallbackRecords"]),
        ["a TTL range that begins with 0"] = (Name(name => name with { TtlRange = new TtlRange(0, 60) }), [$"{Www}.ttlRange.min"]),
        ["a TTL range the wrong way round"] = (Name(name => name with { TtlRange = new TtlRange(60, 30) }), [$"{Www}.ttlRange.max"]),
        ["a TTL range beyond a day"] = (Name(name => name with { TtlRange = new TtlRange(60, 86_401) }), [$"{Www}.ttlRange.max"]),
        ["a protocol that is none"] = (Name(name => name with { Https = new Binding { Alpn = ["h2", "", "h 3"] } }), [$"{Www}.https.alpn[1]", $"{Www}.https.alpn[2]"]),
        ["a protocol written twice"] = (Name(name => name with { Svcb = new Binding { Alpn = ["h2", "h2"] } }), [$"{Www}.svcb.alpn"]),
        ["protocols too long together"] = (Name(name => name with { Https = new Binding { Alpn = [new string('a', 255)] } }), [$"{Www}.https.alpn"]),
        ["a prefix to explain to written twice"] = (Valid with { ExplainTo = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8")] }, ["explainTo[10.0.0.0/8]"]),
        ["everything evacuated"] = (Valid.WithState("eu-west", RegionState.Evacuated).WithState("us-east", RegionState.Evacuated).WithRegion("ap-south", region => region with { Drill = new Drill(Example.Noon, "ada") }), [Www]),

        ["a country that does not exist"] = (Valid with { Places = [new KnownPlace { Prefix = IPNetwork.Parse("10.0.0.0/8"), Country = "ZZ" }] }, ["places[10.0.0.0/8].country"]),
        ["a country in small letters"] = (Valid with { Places = [new KnownPlace { Prefix = IPNetwork.Parse("10.0.0.0/8"), Country = "de" }] }, ["places[10.0.0.0/8].country"]),
        ["a vantage in no region"] = (Valid with { Vantages = [new KnownVantage { Code = new("fra"), Region = new("mars") }] }, ["vantages[fra].region"]),
        ["a vantage with a bad code"] = (Valid with { Vantages = [new KnownVantage { Code = new("FRA") }] }, ["vantages[FRA].code"]),
        ["two vantages of one code"] = (Valid with { Vantages = [new KnownVantage { Code = new("fra") }, new KnownVantage { Code = new("fra") }] }, ["vantages[fra]"]),
        ["a canary that does not exist"] = (Valid with { Vantages = [new KnownVantage { Code = new("fra"), Canaries = [new("nobody"), new("eu-1")] }] }, ["vantages[fra].canaries"]),
        ["a canary that is not probed"] = (Pool(pool => pool with { Probe = null }) with { Vantages = [new KnownVantage { Code = new("fra"), Canaries = [new("eu-1")] }] }, ["vantages[fra].canaries"]),
        ["a pool with a vantage that does not exist"] = (Pool(pool => pool with { Vantages = [new("fra")] }), [$"{Eu}.vantages"]),
        ["a freeze of nothing"] = (Valid with { Safety = new Safety { FreezeShare = 0, FreezeSeconds = 0 } }, ["safety.freezeShare", "safety.freezeSeconds"]),
        ["a withdrawal of nothing"] = (Valid with { Safety = new Safety { WithdrawalShare = 0, LeastShare = 101, HoldDownSeconds = -1 } }, ["safety.withdrawalShare", "safety.leastShare", "safety.holdDownSeconds"]),
        ["a maintenance of nothing"] = (Maintained(each => each with { Pools = [] }), ["maintenance[disks]"]),
        ["a maintenance of what does not exist"] = (Maintained(each => each with { Regions = [new("x")], Pools = [new("y")], Endpoints = [new("z")] }), ["maintenance[disks].regions", "maintenance[disks].pools", "maintenance[disks].endpoints"]),
        ["a maintenance without a name"] = (Maintained(each => each with { Name = " " }), ["maintenance[ ].name"]),
        ["a maintenance that is over before it begins"] = (Maintained(each => each with { To = each.From }), ["maintenance[disks].to"]),
        ["a maintenance both once and weekly"] = (Maintained(each => each with { Zone = "UTC" }), ["maintenance[disks]"]),
        ["a maintenance with too long a lead"] = (Maintained(each => each with { LeadSeconds = 604_801 }), ["maintenance[disks].leadSeconds"]),
        ["a weekly maintenance that is wrong"] = (
            Maintained(each => each with { From = null, To = null, Days = [], FromTime = new TimeOnly(1, 2, 3), ToTime = new TimeOnly(2, 0), Zone = "Mars/Olympus" }),
            ["maintenance[disks].days", "maintenance[disks].fromTime", "maintenance[disks].zone"]),
        ["two maintenances of one name"] = (Maintained(each => each) is var twice ? twice with { Maintenance = [.. twice.Maintenance, .. twice.Maintenance] } : twice, ["maintenance[disks]"]),
        ["a receiver told of nothing"] = (Told(each => each with { On = [] }), ["alerts[chat].on"]),
        ["a receiver told twice of the same"] = (Told(each => each with { On = [AlertEvent.Forced, AlertEvent.Forced] }), ["alerts[chat].on[forced]"]),
        ["a receiver of what does not exist"] = (Told(each => each with { Pools = [new("x")], Regions = [new("y")] }), ["alerts[chat].pools", "alerts[chat].regions"]),
        ["a receiver with a bad name"] = (Told(each => each with { Name = "On Call" }), ["alerts[On Call].name"]),
        ["two receivers of one name"] = (Told(each => each) is var pair ? pair with { Alerts = [.. pair.Alerts, .. pair.Alerts] } : pair, ["alerts[chat]"]),
        ["a receiver with times out of range"] = (Told(each => each with { DelaySeconds = -1, RepeatSeconds = 59, GroupSeconds = 3601 }), ["alerts[chat].delaySeconds", "alerts[chat].repeatSeconds", "alerts[chat].groupSeconds"]),
        ["a webhook without an address"] = (Told(each => each with { Url = null }), ["alerts[chat].url"]),
        ["a webhook that is no web address"] = (Told(each => each with { Url = "file:///etc/passwd" }), ["alerts[chat].url"]),
        ["a webhook with a password in its address"] = (Told(each => each with { Url = "https://me:secret@example.com/" }), ["alerts[chat].url"]),
        ["a webhook with a secret that is written out"] = (Told(each => each with { Secret = "whsec_c2VjcmV0" }), ["alerts[chat].secret"]),
        ["a webhook with what is said of mail"] = (Told(each => each with { Server = "a", User = "b", From = "c", To = ["d"] }), ["alerts[chat].server", "alerts[chat].user", "alerts[chat].from", "alerts[chat].to"]),
        ["a Slack webhook with two addresses"] = (Told(each => each with { Kind = AlertKind.Slack, Secret = "CHAT" }), ["alerts[chat].url"]),
        ["a Slack webhook without an address"] = (Told(each => each with { Kind = AlertKind.Slack, Url = null }), ["alerts[chat].url"]),
        ["mail without anything"] = (Told(each => each with { Kind = AlertKind.Email, Port = 0 }), ["alerts[chat].url", "alerts[chat].server", "alerts[chat].port", "alerts[chat].from", "alerts[chat].to"]),
        ["mail to what is no address"] = (Mailed(each => each with { From = "a b@example.com", To = ["<ops@example.com>", "Ops <ops@example.com>"] }), ["alerts[mail].from", "alerts[mail].to", "alerts[mail].to"]),
        ["mail with a user without a password"] = (Mailed(each => each with { User = "me" }), ["alerts[mail].user"]),
        ["mail with a password in the clear"] = (Mailed(each => each with { User = "me", Secret = "MAIL", Security = MailSecurity.None }), ["alerts[mail].security"]),
        ["a prefix with two places"] = (Valid with { Places = [.. Valid.Places, Valid.Places[0]] }, ["places[10.1.0.0/16]"]),
    };

    private static ConfigurationDocument Maintained(Func<Maintenance, Maintenance> change) =>
        Valid with { Maintenance = [change(new Maintenance { Name = "disks", From = Example.Noon, To = Example.Noon.AddHours(1), Pools = [new("eu-web")] })] };

    private static ConfigurationDocument Told(Func<AlertReceiver, AlertReceiver> change) =>
        Valid with { Alerts = [change(new AlertReceiver { Name = "chat", Kind = AlertKind.Webhook, Url = "https://alerts.example.com/globallb" })] };

    private static ConfigurationDocument Mailed(Func<AlertReceiver, AlertReceiver> change) =>
        Valid with { Alerts = [change(new AlertReceiver { Name = "mail", Kind = AlertKind.Email, Server = "mail.example.com", From = "globallb@example.com", To = ["ops@example.com"] })] };

    private static ConfigurationDocument OneRegion(Func<Region, Region> change) => Valid with { Regions = Valid.Regions.Add(change(Example.Region("spare"))) };

    private static ConfigurationDocument Pool(Func<Pool, Pool> change) => Valid.WithPool("eu-web", change);

    private static ConfigurationDocument Endpoint(Func<Endpoint, Endpoint> change) =>
        Pool(pool => pool with { Endpoints = pool.Endpoints.Replace(0, change) });

    private static ConfigurationDocument Probe(Func<Probe, Probe> change) => Pool(pool => pool with { Probe = change(pool.Probe!) });

    private static ConfigurationDocument ZoneOf(Func<Zone, Zone> change) => Valid with { Zones = Valid.Zones.Replace(0, change) };

    private static ConfigurationDocument Authority(Func<ZoneAuthority, ZoneAuthority> change) => ZoneOf(zone => zone with { Authority = change(zone.Authority) });

    private static ConfigurationDocument With(string owner, RecordType type, string value, uint ttl = 300) =>
        ZoneOf(zone => zone with { Records = zone.Records.Add(Example.Record(owner, type, value, ttl)(zone.Name)) });

    private static ConfigurationDocument WithAll(params (string Owner, RecordType Type, string Value)[] records) =>
        ZoneOf(zone => zone with { Records = zone.Records.AddRange(records.Select(each => Example.Record(each.Owner, each.Type, each.Value, 300)(zone.Name))) });

    private static ConfigurationDocument Name(Func<SteeredName, SteeredName> change) => ZoneOf(zone => zone with { SteeredNames = zone.SteeredNames.Replace(0, change) });

    private static ConfigurationDocument Policy(PolicyNode policy) => Name(name => name with { Policy = policy });

    private static ConfigurationDocument Policies(params (string Name, PolicyNode Node)[] policies) => Policies(policies, Example.Leaf("eu-web"));

    private static ConfigurationDocument Policies((string Name, PolicyNode Node)[] policies, PolicyNode steered) =>
        Policy(steered) with { Policies = [.. policies.Select(policy => new NamedPolicy(new(policy.Name), policy.Node))] };

    private static PolicyNode Deep(int depth) => depth == 1 ? Example.Leaf("eu-web") : Example.Failover(Deep(depth - 1));
}
