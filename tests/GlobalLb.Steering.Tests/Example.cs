using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Steering.Tests;

/// <summary>A small valid configuration that tests change in one place, and short ways to write its parts.</summary>
internal static class Example
{
    public static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Three regions with a pool each; www.example.test fails over from eu to us to ap.</summary>
    public static ConfigurationDocument Document { get; } = new()
    {
        Regions = [Region("eu-west"), Region("us-east"), Region("ap-south")],
        Pools =
        [
            Pool("eu-web", "eu-west", ("eu-1", "192.0.2.1"), ("eu-2", "192.0.2.2"), ("eu-6", "2001:db8:1::1")),
            Pool("us-web", "us-east", ("us-1", "198.51.100.1"), ("us-6", "2001:db8:2::1")),
            Pool("ap-web", "ap-south", ("ap-1", "203.0.113.1")),
        ],
        Zones =
        [
            Zone("example.test", [
                Record("@", RecordType.NS, "ns1"),
                Record("ns1", RecordType.A, "192.0.2.53"),
            ], Steered("www.example.test", Failover("eu-web", "us-web", "ap-web"))),
        ],
        Places = [new KnownPlace { Prefix = IPNetwork.Parse("10.1.0.0/16"), Country = "DE" }, new KnownPlace { Prefix = IPNetwork.Parse("10.2.0.0/16"), Country = "US" }],
    };

    public static Region Region(string code, RegionState state = RegionState.Open) => new() { Code = new(code), Name = code, State = state };

    public static Pool Pool(string code, string region, params (string Code, string Address)[] endpoints) => new()
    {
        Code = new(code),
        Region = new(region),
        Probe = new Probe { Kind = ProbeKind.Http },
        Endpoints = [.. endpoints.Select(item => Endpoint(item.Code, item.Address))],
    };

    public static Endpoint Endpoint(string code, string address, int weight = 1) =>
        new() { Code = new(code), Address = IPAddress.Parse(address), Weight = weight };

    public static Zone Zone(string name, Func<DomainName, Record>[] records, params SteeredName[] steered) => new()
    {
        Name = DomainName.Parse(name),
        Authority = new ZoneAuthority { PrimaryNameServer = DomainName.Parse("ns1." + name), Mailbox = DomainName.Parse("hostmaster." + name) },
        Records = [.. records.Select(record => record(DomainName.Parse(name)))],
        SteeredNames = [.. steered],
    };

    public static Func<DomainName, Record> Record(string owner, RecordType type, string value, uint ttl = 300) => apex =>
        DomainName.TryParse(owner, apex, out var name, out var problem)
            ? new Record { Name = owner == "@" ? apex : name, Type = type, Value = value, Ttl = ttl }
            : throw new FormatException(problem);

    public static SteeredName Steered(string name, PolicyNode policy, Fallback fallback = Fallback.PreferredPool) =>
        new() { Name = DomainName.Parse(name), Policy = policy, Fallback = fallback };

    public static PoolNode Leaf(string pool) => new() { Pool = new(pool) };

    public static ReferenceNode Refer(string policy) => new() { Policy = new(policy) };

    public static StaticRecord Static(RecordType type, string value) => new() { Type = type, Value = value };

    /// <summary>A leaf of records, each written as its type and its data.</summary>
    public static RecordsNode Records(params string[] lines) => new()
    {
        Records = [.. lines.Select(line => Static(Enum.Parse<RecordType>(line.Split(' ', 2)[0]), line.Split(' ', 2)[1]))],
    };

    public static FailoverNode Failover(params string[] pools) => new() { Order = [.. pools.Select(Leaf)] };

    public static FailoverNode Failover(params PolicyNode[] order) => new() { Order = [.. order] };

    public static WeightedNode Weighted(params (int Weight, PolicyNode Node)[] branches) =>
        new() { Branches = [.. branches.Select(branch => new WeightedBranch(branch.Weight, branch.Node))] };

    public static GeographicNode Geographic(PolicyNode? otherwise, params (string Places, PolicyNode Node)[] branches) => new()
    {
        Branches = [.. branches.Select(branch => new GeographicBranch([.. branch.Places.Split(' ').Select(Place)], branch.Node))],
        Otherwise = otherwise,
    };

    public static Latency Latency(string place, string region, double milliseconds) => new() { Place = Place(place), Region = new(region), Milliseconds = milliseconds };

    public static PlaceMatch Place(string text) =>
        PlaceMatch.TryParse(text, out var place, out var problem) ? place : throw new FormatException(problem);

    public static ClientAddress Address(string text) => ClientAddress.From(IPAddress.Parse(text));

    /// <summary>Everything that is listed is down, everything else up.</summary>
    public static HealthTable Down(ConfigurationDocument document, params string[] down) => Table(
        document.Pools.SelectMany(pool => pool.Endpoints).Select(endpoint =>
            (endpoint.Code.Value, down.Contains(endpoint.Code.Value) ? HealthState.Down : HealthState.Up)));

    public static HealthTable Table(IEnumerable<(string Endpoint, HealthState Health)> endpoints) => new()
    {
        Endpoints = endpoints.ToFrozenDictionary(item => new EndpointCode(item.Endpoint), item => new EndpointHealth(item.Health, Noon, "test")),
    };

    /// <summary>What vantages near a region find down.</summary>
    public static RegionalView Regional(string region, params string[] down) =>
        new(new(region), down.ToFrozenDictionary(code => new EndpointCode(code), _ => new EndpointHealth(HealthState.Down, Noon, "seen from here")));

    public static ConfigurationDocument WithPolicy(PolicyNode policy, Fallback fallback = Fallback.PreferredPool) =>
        Document with { Zones = [Document.Zones[0] with { SteeredNames = [Steered("www.example.test", policy, fallback)] }] };

    public static ConfigurationDocument WithRegion(this ConfigurationDocument document, string code, Func<Region, Region> change) =>
        document with { Regions = [.. document.Regions.Select(region => region.Code.Value == code ? change(region) : region)] };

    public static ConfigurationDocument WithPool(this ConfigurationDocument document, string code, Func<Pool, Pool> change) =>
        document with { Pools = [.. document.Pools.Select(pool => pool.Code.Value == code ? change(pool) : pool)] };

    public static ConfigurationDocument WithState(this ConfigurationDocument document, string region, RegionState state) =>
        document.WithRegion(region, known => known with { State = state });

    public static Snapshot Compile(this ConfigurationDocument document, params string[] down) =>
        Snapshot.Compile(document, 7, Down(document, down), Noon);

    /// <summary>What www.example.test (or the only steered name) gives a client.</summary>
    public static Choice Choose(this Snapshot snapshot, string client = "192.0.2.99", bool isIPv4 = true, ulong draw = 0) =>
        Chooser.Choose(snapshot.SteeredNames[0], snapshot, new Client(Address(client)), isIPv4, draw);

    /// <summary>The codes of the endpoints that a choice answers, in the order written.</summary>
    public static string Codes(this Choice choice) =>
        string.Join(' ', Explainer.Answered(choice).Select(endpoint => endpoint.Code.Value));

    /// <summary>The codes of the endpoints answered for www.example.test.</summary>
    public static string Answered(this Snapshot snapshot, string client = "192.0.2.99", bool isIPv4 = true, ulong draw = 0) =>
        snapshot.Choose(client, isIPv4, draw).Codes();

    /// <summary>Draws spread evenly: of a fraction of all draws, exactly that fraction of these.</summary>
    public static IEnumerable<ulong> Stratified(int count) =>
        Enumerable.Range(0, count).Select(i => (ulong)((((UInt128)i << 64) + ((UInt128)1 << 63)) / (UInt128)count));

    public static ImmutableArray<T> Replace<T>(this ImmutableArray<T> items, int index, Func<T, T> change) => items.SetItem(index, change(items[index]));
}
