using System.Collections.Frozen;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Tests;

/// <summary>A small configuration: <c>www.example.test</c> from 192.0.2.1 in eu-west, else from 198.51.100.1 in us-east.</summary>
internal static class Sample
{
    public static readonly DomainName Www = DomainName.Parse("www.example.test");
    public static readonly IPAddress Eu = IPAddress.Parse("192.0.2.1");
    public static readonly IPAddress Us = IPAddress.Parse("198.51.100.1");

    private static readonly DomainName Zone = DomainName.Parse("example.test");

    public static ConfigurationDocument Document { get; } = new()
    {
        Regions = [new Region { Code = new("eu-west"), Name = "Dublin" }, new Region { Code = new("us-east"), Name = "Ashburn" }],
        Pools = [Pool("eu-web", "eu-west", Eu), Pool("us-web", "us-east", Us)],
        Zones =
        [
            new Zone
            {
                Name = Zone,
                Authority = new ZoneAuthority { PrimaryNameServer = DomainName.Parse("ns1.example.test"), Mailbox = DomainName.Parse("hostmaster.example.test") },
                Records =
                [
                    new GlobalLb.Steering.Configuration.Record { Name = Zone, Type = RecordType.NS, Value = "ns1" },
                    new GlobalLb.Steering.Configuration.Record { Name = DomainName.Parse("ns1.example.test"), Type = RecordType.A, Value = "192.0.2.53" },
                ],
                SteeredNames = [new SteeredName { Name = Www, Policy = new FailoverNode { Order = [new PoolNode { Pool = new("eu-web") }, new PoolNode { Pool = new("us-web") }] } }],
            },
        ],
    };

    public static ConfigurationDocument WithDrill(DateTimeOffset until) => Document with
    {
        Regions = [Document.Regions[0] with { Drill = new Drill(until, "somebody") }, Document.Regions[1]],
    };

    /// <summary>The same, but <c>www</c> is answered from us-east to everybody who is not in Europe.</summary>
    public static ConfigurationDocument ByPlace { get; } = Document with
    {
        Zones =
        [
            Document.Zones[0] with
            {
                SteeredNames =
                [
                    new SteeredName
                    {
                        Name = Www,
                        Policy = new GeographicNode
                        {
                            Branches = [new([PlaceMatch.TryParse("continent:EU", out var europe, out _) ? europe : throw new InvalidOperationException()], new PoolNode { Pool = new("eu-web") })],
                            Otherwise = new PoolNode { Pool = new("us-web") },
                        },
                    },
                ],
            },
        ],
    };

    public static ConfigurationPublication Configuration(Guid system, long term, long version, ConfigurationDocument? document = null) =>
        new() { System = system, Term = term, Version = version, Document = document ?? Document };

    public static HealthPublication Health(Guid system, long term, long sequence, params string[] down) =>
        new() { System = system, Term = term, Sequence = sequence, Table = Table(down) };

    public static HealthTable Table(params string[] down) => new()
    {
        Endpoints = Document.Pools.SelectMany(pool => pool.Endpoints).ToFrozenDictionary(
            endpoint => endpoint.Code,
            endpoint => new EndpointHealth(down.Contains(endpoint.Code.Value) ? HealthState.Down : HealthState.Up, DateTimeOffset.UnixEpoch, "test")),
    };

    public static Pool Pool(string code, string region, params IPAddress[] addresses) => new()
    {
        Code = new(code),
        Region = new(region),
        Probe = new Probe { Kind = ProbeKind.Http, IntervalSeconds = 1, TimeoutSeconds = 1, Rise = 2, Fall = 2 },
        Endpoints = [.. addresses.Select((address, i) => new Endpoint { Code = new($"{code}-{i + 1}"), Address = address, Port = 80 })],
    };
}
