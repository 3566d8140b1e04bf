using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.EndToEnd.Tests;

/// <summary>Three regions with one endpoint each, and a zone with something of everything.</summary>
internal static class Sample
{
    /// <summary>How often an endpoint is probed, and what makes it down and up: quick, so that the tests are.</summary>
    public static Probe Probe { get; } = new() { Kind = ProbeKind.Http, IntervalSeconds = 1, TimeoutSeconds = 0.5, Rise = 2, Fall = 3 };

    private static Timing Times { get; } = Timing.Of(Probe);

    /// <summary>The TTL of the steered names, in seconds.</summary>
    public static uint Ttl => 3;

    /// <summary>What the program promises: fall × (interval + timeout) + 2 s.</summary>
    public static TimeSpan FailoverLimit { get; } = TimeSpan.FromSeconds(Times.DetectionSeconds + 2);

    /// <summary>The same on the way back.</summary>
    public static TimeSpan RecoveryLimit { get; } = TimeSpan.FromSeconds((Times.Rise * (Times.IntervalSeconds + Times.TimeoutSeconds)) + 2);

    /// <summary>The endpoints of eu-west, us-east and ap-south, in this order.</summary>
    public static IReadOnlyList<EndpointServer> StartEndpoints(Stage stage) =>
        [.. ((string[])["127.0.2.1", "127.0.2.2", "127.0.2.3"]).Select(address => stage.Ending(new EndpointServer(address)))];

    /// <summary>The configuration around three endpoints.</summary>
    /// <param name="endpoints">Of eu-west, us-east and ap-south, in this order.</param>
    /// <param name="nameServers">The addresses of ns1 and ns2.</param>
    public static ConfigurationDocument Document(IReadOnlyList<EndpointServer> endpoints, IReadOnlyList<IPAddress> nameServers) => new()
    {
        Regions =
        [
            new Region { Code = new("eu-west"), Name = "Dublin", Latitude = 53.35, Longitude = -6.26 },
            new Region { Code = new("us-east"), Name = "Ashburn", Latitude = 39.04, Longitude = -77.49 },
            new Region { Code = new("ap-south"), Name = "Mumbai", Latitude = 19.08, Longitude = 72.88 },
        ],
        Pools = [Pool("eu-web", "eu-west", endpoints[0]), Pool("us-web", "us-east", endpoints[1]), Pool("ap-web", "ap-south", endpoints[2])],
        Zones =
        [
            new Zone
            {
                Name = DomainName.Parse("example.test"),
                Authority = new ZoneAuthority
                {
                    PrimaryNameServer = DomainName.Parse("ns1.example.test"),
                    Mailbox = DomainName.Parse("hostmaster.example.test"),
                    NegativeTtl = 7,
                },
                Records =
                [
                    Record("example.test", RecordType.NS, "ns1"),
                    Record("example.test", RecordType.NS, "ns2"),
                    Record("ns1.example.test", RecordType.A, $"{nameServers[0]}"),
                    Record("ns2.example.test", RecordType.A, $"{nameServers[1]}"),
                    Record("example.test", RecordType.MX, "10 mail"),
                    Record("example.test", RecordType.TXT, "\"v=spf1 mx -all\""),
                    Record("mail.example.test", RecordType.A, "192.0.2.25"),
                    Record("mail.example.test", RecordType.AAAA, "2001:db8::25"),
                    Record("shop.example.test", RecordType.CNAME, "www"),
                    Record("alias.example.test", RecordType.CNAME, "mail"),
                    .. Enumerable.Range(0, 20).Select(i => Record("big.example.test", RecordType.TXT, $"\"{i:00} {new string('x', 200)}\"")),
                ],
                SteeredNames = [Steered("www.example.test", "eu-web", "us-web", "ap-web"), Steered("api.example.test", "us-web", "ap-web", "eu-web")],
            },
        ],
    };

    public static ConfigurationDocument WithTtl(ConfigurationDocument document, uint ttl) => document with
    {
        Zones = [.. document.Zones.Select(zone => zone with { SteeredNames = [.. zone.SteeredNames.Select(name => name with { Ttl = ttl })] })],
    };

    private static SteeredName Steered(string name, params string[] pools) => new()
    {
        Name = DomainName.Parse(name),
        Ttl = Ttl,
        Policy = new FailoverNode { Order = [.. pools.Select(pool => new PoolNode { Pool = new(pool) })] },
    };

    private static Pool Pool(string code, string region, EndpointServer server) => new()
    {
        Code = new(code),
        Region = new(region),
        Probe = Probe,
        Endpoints = [new Endpoint { Code = new($"{code}-1"), Address = server.Address, Port = server.Port }],
    };

    private static Record Record(string owner, RecordType type, string value) =>
        new() { Name = DomainName.Parse(owner), Type = type, Ttl = 60, Value = value };
}
