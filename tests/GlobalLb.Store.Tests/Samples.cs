using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Tests;

/// <summary>A small valid configuration with something of everything.</summary>
internal static class Samples
{
    public static ConfigurationDocument Document { get; } = new()
    {
        Regions = [RegionOf("eu-west", "Dublin"), RegionOf("us-east", "Virginia")],
        Pools = [PoolOf("eu-web", "eu-west", "192.0.2.1", "2001:db8::1"), PoolOf("us-web", "us-east", "198.51.100.1")],
        Zones =
        [
            new Zone
            {
                Name = DomainName.Parse("example.test"),
                Authority = new ZoneAuthority
                {
                    PrimaryNameServer = DomainName.Parse("ns1.example.test"),
                    Mailbox = DomainName.Parse("hostmaster.example.test"),
                },
                Records = [RecordOf("example.test", RecordType.NS, "ns1"), RecordOf("ns1.example.test", RecordType.A, "192.0.2.53")],
                SteeredNames =
                [
                    new SteeredName
                    {
                        Name = DomainName.Parse("www.example.test"),
                        Policy = new FailoverNode { Order = [Leaf("eu-web"), Leaf("us-web")] },
                    },
                ],
            },
        ],
        Places = [new KnownPlace { Prefix = IPNetwork.Parse("203.0.113.0/24"), Country = "DE" }],
    };

    public static Region RegionOf(string code, string name) => new() { Code = new(code), Name = name, Latitude = 53.3, Longitude = -6.25 };

    public static Pool PoolOf(string code, string region, params string[] addresses) => new()
    {
        Code = new(code),
        Region = new(region),
        Probe = new Probe { Kind = ProbeKind.Https, Host = "www.example.test", IntervalSeconds = 2.5 },
        Endpoints = [.. addresses.Select((address, i) => new Endpoint { Code = new($"{code}-{i + 1}"), Address = IPAddress.Parse(address) })],
    };

    public static Record RecordOf(string name, RecordType type, string value) =>
        new() { Name = DomainName.Parse(name), Type = type, Value = value };

    public static PoolNode Leaf(string pool) => new() { Pool = new(pool) };

    public static ConfigurationDocument WithRegionNamed(this ConfigurationDocument document, string name) =>
        document with { Regions = document.Regions.SetItem(0, document.Regions[0] with { Name = name }) };

    public static ConfigurationDocument WithZone(this ConfigurationDocument document, Func<Zone, Zone> change) =>
        document with { Zones = [.. document.Zones.Select(change)] };

    /// <summary>The same, with every list in an order that does not depend on who wrote it when.</summary>
    public static ConfigurationDocument Sorted(this ConfigurationDocument document) => new()
    {
        Regions = [.. document.Regions.OrderBy(region => region.Code.Value, StringComparer.Ordinal)],
        Pools = [.. document.Pools
            .OrderBy(pool => pool.Code.Value, StringComparer.Ordinal)
            .Select(pool => pool with { Endpoints = [.. pool.Endpoints.OrderBy(endpoint => endpoint.Code.Value, StringComparer.Ordinal)] })],
        Zones = [.. document.Zones.OrderBy(zone => zone.Name).Select(zone => zone with
        {
            Records = [.. zone.Records.OrderBy(record => record.Name).ThenBy(record => record.Type).ThenBy(record => record.Value, StringComparer.Ordinal)],
            SteeredNames = [.. zone.SteeredNames.OrderBy(name => name.Name)],
        })],
        Places = [.. document.Places.OrderBy(place => place.Prefix.ToString(), StringComparer.Ordinal)],
    };
}
