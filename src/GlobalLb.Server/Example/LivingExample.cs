using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Example;

/// <summary>
/// What an empty database begins with: a zone, three regions, and pools whose endpoints this program serves itself, so that
/// failover can be seen within a minute. Client places are the documentation prefixes of RFC 5737.
/// </summary>
internal static class LivingExample
{
    /// <summary>Where the simulated endpoints listen, on addresses in 127.0.1.0/24.</summary>
    public const int DefaultPort = 18090;

    /// <summary>Where all of its endpoints are.</summary>
    public static readonly IPNetwork Network = IPNetwork.Parse("127.0.1.0/24");

    private static readonly DomainName Zone = DomainName.Parse("example.test");

    /// <summary>The whole of it.</summary>
    /// <param name="port">Where its endpoints listen.</param>
    public static ConfigurationDocument On(int port) => new()
    {
        Regions =
        [
            new Region { Code = new("eu-west"), Name = "Europe, Dublin", Latitude = 53.35, Longitude = -6.26 },
            new Region { Code = new("us-east"), Name = "North America, Ashburn", Latitude = 39.04, Longitude = -77.49 },
            new Region { Code = new("ap-south"), Name = "Asia, Mumbai", Latitude = 19.08, Longitude = 72.88 },
        ],
        Pools = [Pool("eu-web", "eu-west", 1, port), Pool("us-web", "us-east", 2, port), Pool("ap-web", "ap-south", 3, port)],
        Places =
        [
            new KnownPlace { Prefix = IPNetwork.Parse("192.0.2.0/24"), Country = "DE" },
            new KnownPlace { Prefix = IPNetwork.Parse("198.51.100.0/24"), Country = "US" },
            new KnownPlace { Prefix = IPNetwork.Parse("203.0.113.0/24"), Country = "IN" },
        ],
        Zones =
        [
            new Zone
            {
                Name = Zone,
                Authority = new ZoneAuthority { PrimaryNameServer = Name("ns1"), Mailbox = Name("hostmaster") },
                Records =
                [
                    Record("@", RecordType.NS, "ns1"),
                    Record("@", RecordType.NS, "ns2"),
                    Record("@", RecordType.MX, "10 mail"),
                    Record("@", RecordType.TXT, "\"v=spf1 mx -all\""),
                    Record("ns1", RecordType.A, "127.0.0.1"),
                    Record("ns2", RecordType.A, "127.0.0.1"),
                    Record("mail", RecordType.A, "192.0.2.25"),
                    Record("mail", RecordType.AAAA, "2001:db8::25"),
                    Record("shop", RecordType.CNAME, "www"),
                ],
                SteeredNames =
                [
                    new SteeredName
                    {
                        Name = Name("www"),
                        Ttl = 10,
                        Policy = new GeographicNode
                        {
                            Branches =
                            [
                                new([Place("continent:EU"), Place("continent:AF")], Failover("eu-web", "us-web", "ap-web")),
                                new([Place("continent:AS"), Place("continent:OC")], Failover("ap-web", "eu-web", "us-web")),
                            ],
                            Otherwise = Failover("us-web", "eu-web", "ap-web"),
                        },
                    },
                    new SteeredName { Name = Name("app"), Ttl = 10, Policy = Failover("eu-web", "us-web", "ap-web") },
                    new SteeredName
                    {
                        Name = Name("canary"),
                        Ttl = 10,
                        Policy = new WeightedNode { Branches = [new(90, Leaf("eu-web")), new(10, Leaf("us-web"))] },
                    },
                ],
            },
        ],
    };

    /// <summary>The endpoints of a configuration that this program serves itself: those of the example, however edited.</summary>
    public static ImmutableArray<Endpoint> FindEndpoints(ConfigurationDocument document, int port) =>
    [
        .. document.Pools.SelectMany(pool => pool.Endpoints)
            .Where(endpoint => endpoint.Port == port && Network.Contains(endpoint.Address))
            .DistinctBy(endpoint => endpoint.Address),
    ];

    /// <summary>Questions worth trying.</summary>
    public static IEnumerable<string> Hints(IPEndPoint dns)
    {
        var dig = $"dig @{dns.Address} -p {dns.Port} +short";
        return
        [
            "",
            $"  Try       {dig} www.example.test                            as a client from nowhere known",
            $"            {dig} www.example.test +subnet=192.0.2.0/24       as one from Germany",
            $"            {dig} www.example.test +subnet=203.0.113.0/24     as one from India",
            "            then make an endpoint sick on the page 'Simulated endpoints', and ask again",
        ];
    }

    private static Pool Pool(string code, string region, int number, int port) => new()
    {
        Code = new(code),
        Region = new(region),
        Probe = new Probe { Kind = ProbeKind.Http, Path = "/health", IntervalSeconds = 2, TimeoutSeconds = 1, Rise = 2, Fall = 3 },
        Endpoints =
        [
            new Endpoint { Code = new($"{code}-1"), Address = IPAddress.Parse($"127.0.1.{number}1"), Port = port },
            new Endpoint { Code = new($"{code}-2"), Address = IPAddress.Parse($"127.0.1.{number}2"), Port = port },
        ],
    };

    private static DomainName Name(string label) => DomainName.Parse($"{label}.{Zone}");

    private static Record Record(string owner, RecordType type, string value) =>
        new() { Name = owner == "@" ? Zone : Name(owner), Type = type, Value = value };

    private static PoolNode Leaf(string pool) => new() { Pool = new(pool) };

    private static FailoverNode Failover(params string[] pools) => new() { Order = [.. pools.Select(Leaf)] };

    private static PlaceMatch Place(string text) =>
        PlaceMatch.TryParse(text, out var place, out var problem) ? place : throw new FormatException(problem);
}
