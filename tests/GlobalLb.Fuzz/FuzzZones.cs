using System.Collections.Frozen;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Zones;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Fuzz;

/// <summary>Zones in and under each other with everything an answer can meet, compiled.</summary>
internal static class FuzzZones
{
    // early.cdn.test is missing: it was never found. four.cdn.test is known to have one family only.
    private static AliasTable Targets { get; } = new()
    {
        Known =
        [
            Known("both.cdn.test", RecordType.A, "192.0.2.101", "192.0.2.102", "192.0.2.103"), Known("both.cdn.test", RecordType.AAAA, "2001:db8::101"),
            Known("four.cdn.test", RecordType.A, "192.0.2.104"), Known("four.cdn.test", RecordType.AAAA),
        ],
    };

    /// <summary>Everything up, one region drained.</summary>
    public static Snapshot Snapshot { get; } = Compile();

    /// <summary>The same with the root among the zones, so that every name is in one.</summary>
    public static Snapshot SnapshotWithRoot { get; } = Compile(Zone(".", FuzzTexts.Root));

    /// <summary>Names to ask for: all kinds of hit and miss.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "example.test", "www.example.test", "mail.example.test", "big.example.test", "_sip._tcp.example.test", "cut.example.test", "x.cut.example.test",
        "a.wild.example.test", "*.wild.example.test", "deep.wild2.example.test", "x.walias.example.test", "alias.example.test", "loop.example.test",
        "out.example.test", "into.example.test", "odd.example.test", "absent.example.test", "sub.example.test", "a.sub.example.test", "example.net", ".",
        "steered.wildcard.example.test", "weighted.example.test", "low.example.test", "ns.low.example.test", "bare.example.test",
        "many.example.test", "rename.example.test", "www.rename.example.test", "a.turn.example.test", "a.grow.example.test", "a.leave.example.test",
        "a.lower.example.test", "0123456789012345678901234567890123456789012345678901234567890.0123456789.long.example.test", "renamed.example.test",
        "x.wrename.example.test", "flat.example.test", "four.example.test", "early.example.test", "x.flat.example.test", "toflat.example.test",
        "svc.example.test", "away.example.test", "flat.test", "www.back.sub.example.test", "net", "a.net", "a.org", "a.wild", "test", "a.example.net",
    ];

    private static Snapshot Compile(params Zone[] more)
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
                Zone("example.test", FuzzTexts.Upper, Steered("www.example.test", geographic), Steered("*.wildcard.example.test", failover), Steered("weighted.example.test", weighted)),
                Zone("sub.example.test", FuzzTexts.Lower), Zone("low.example.test", FuzzTexts.Delegated), Zone("flat.test", FuzzTexts.Flattened),
                .. more,
            ],
            Places = [new KnownPlace { Prefix = IPNetwork.Parse("10.2.0.0/16"), Country = "DE" }],
        };
        var health = new HealthTable
        {
            Endpoints = pools.SelectMany(pool => pool.Endpoints).ToFrozenDictionary(endpoint => endpoint.Code, _ => new EndpointHealth(HealthState.Up, DateTimeOffset.UnixEpoch, "fuzz")),
        };
        return ConfigurationValidation.Check(document) is [var problem, ..]
            ? throw new InvalidOperationException($"{problem}")
            : Snapshot.Compile(document, 1, health, DateTimeOffset.UnixEpoch).With(Targets);
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

    private static AliasAddresses Known(string target, RecordType type, params string[] addresses) =>
        new(DomainName.Parse(target), type, 60, [.. addresses.Select(IPAddress.Parse)], DateTimeOffset.UnixEpoch);

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
