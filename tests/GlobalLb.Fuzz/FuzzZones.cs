using System.Collections.Frozen;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Zones;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Fuzz;

/// <summary>Zones in and under each other with everything an answer can meet.</summary>
internal static class FuzzZones
{
    /// <summary>The upper zone as a master file.</summary>
    public const string Text = """
        $ORIGIN example.test.
        $TTL 300
        @ SOA ns1 hostmaster 1 7200 1800 259200 900
        @ NS ns1
        @ NS ns2.sub
        @ MX 10 mail
        ns1 A 192.0.2.53
        ns1 AAAA 2001:db8::53
        mail A 192.0.2.25
        mail TXT "one" "two; not a comment" "\"quoted\""
        big TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "1123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "2123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "3123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "4123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "5123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "6123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "7123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "8123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "9123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        _sip._tcp SRV 10 60 5060 mail
        cut NS ns.cut
        ns.cut A 192.0.2.60
        below.cut TXT "occluded"
        *.wild A 192.0.2.70
        *.wild MX 5 mail
        ent.deep.wild2 A 192.0.2.71
        *.walias CNAME www
        alias CNAME alias2
        alias2 CNAME www
        loop CNAME loop2
        loop2 CNAME loop
        out CNAME www.example.net.
        into CNAME a.sub
        odd TYPE65280 \# 4 01020304
        @ CAA 0 issue "ca.example.net"
        """;

    private const string LowerText = """
        $ORIGIN sub.example.test.
        $TTL 60
        @ SOA ns2 hostmaster 1 7200 1800 259200 30
        @ NS ns2
        ns2 A 192.0.2.54
        a CNAME www.example.test.
        """;

    /// <summary>Everything up, one region drained.</summary>
    public static Snapshot Snapshot { get; } = Compile();

    /// <summary>Names to ask for: all kinds of hit and miss.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "example.test", "www.example.test", "mail.example.test", "big.example.test", "_sip._tcp.example.test", "cut.example.test", "x.cut.example.test",
        "a.wild.example.test", "*.wild.example.test", "deep.wild2.example.test", "x.walias.example.test", "alias.example.test", "loop.example.test",
        "out.example.test", "into.example.test", "odd.example.test", "absent.example.test", "sub.example.test", "a.sub.example.test", "example.net", ".",
        "steered.wildcard.example.test", "weighted.example.test",
    ];

    private static Snapshot Compile()
    {
        var pools = new[] { Pool("eu", "192.0.2.1", "192.0.2.2", "2001:db8:1::1"), Pool("us", "198.51.100.1", "2001:db8:2::1"), Pool("ap", "203.0.113.1") };
        var failover = new FailoverNode { Order = [Leaf("eu"), Leaf("us")] };
        var weighted = new WeightedNode { Branches = [new WeightedBranch(3, Leaf("us")), new WeightedBranch(1, Leaf("ap"))] };
        var geographic = new GeographicNode
        {
            Branches = [new GeographicBranch([Match("continent:EU")], failover), new GeographicBranch([Match("10.1.0.0/16"), Match("2001:db8::/32")], weighted)],
            Otherwise = Leaf("ap"),
        };
        var document = new ConfigurationDocument
        {
            Regions = [.. new[] { "eu", "us", "ap" }.Select(code => new Region { Code = new(code), Name = code, State = code == "us" ? RegionState.Drained : RegionState.Open })],
            Pools = [.. pools],
            Zones =
            [
                Zone("example.test", Text, Steered("www.example.test", geographic), Steered("*.wildcard.example.test", failover), Steered("weighted.example.test", weighted)),
                Zone("sub.example.test", LowerText),
            ],
            Places = [new KnownPlace { Prefix = IPNetwork.Parse("10.2.0.0/16"), Country = "DE" }],
        };
        var health = new HealthTable
        {
            Endpoints = pools.SelectMany(pool => pool.Endpoints).ToFrozenDictionary(endpoint => endpoint.Code, _ => new EndpointHealth(HealthState.Up, DateTimeOffset.UnixEpoch, "fuzz")),
        };
        return Snapshot.Compile(document, 1, health, DateTimeOffset.UnixEpoch);
    }

    private static Zone Zone(string name, string text, params SteeredName[] steered)
    {
        var apex = DomainName.Parse(name);
        var reading = MasterFile.Parse(text, apex, name);
        var soa = reading.Records.Single(record => record.Type == RecordType.SOA);
        return new Zone
        {
            Name = apex,
            Authority = ZoneAuthority.Read(soa.Octets.Span, soa.Ttl),
            Records =
            [
                .. reading.Records.Where(record => record != soa).Select(record => new Record
                {
                    Name = record.Name, Type = record.Type, Ttl = record.Ttl, Value = RecordText.Format(record.Type, record.Octets.Span, DomainName.Root),
                }),
            ],
            SteeredNames = [.. steered],
        };
    }

    private static Pool Pool(string region, params string[] addresses) => new()
    {
        Code = new($"{region}-web"),
        Region = new(region),
        Probe = new Probe { Kind = ProbeKind.Http },
        Endpoints = [.. addresses.Select((address, i) => new Endpoint { Code = new($"{region}-{i}"), Address = IPAddress.Parse(address), Weight = i + 1 })],
    };

    private static PoolNode Leaf(string region) => new() { Pool = new($"{region}-web") };

    private static SteeredName Steered(string name, PolicyNode policy) => new() { Name = DomainName.Parse(name), Policy = policy };

    private static PlaceMatch Match(string text) => PlaceMatch.TryParse(text, out var place, out var problem) ? place : throw new FormatException(problem);
}
