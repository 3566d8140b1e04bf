using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Tests;

/// <summary>A small world: two regions with one pool each, and www.example.com, which prefers eu.</summary>
internal static class Sample
{
    public static DateTimeOffset Noon { get; } = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static Region Eu { get; } = new() { Code = new RegionCode("eu"), Name = "Europe" };

    public static Region Us { get; } = new() { Code = new RegionCode("us"), Name = "America" };

    public static Pool EuPool { get; } = MakePool("eu-web", "eu", MakeEndpoint("eu-1", "192.0.2.1"));

    public static Pool UsPool { get; } = MakePool("us-web", "us", MakeEndpoint("us-1", "198.51.100.1"));

    public static SteeredName Www { get; } = Steer("www.example.com.", new FailoverNode { Order = [Leaf("eu-web"), Leaf("us-web")] });

    public static Zone Zone { get; } = new()
    {
        Name = Name("example.com."),
        Authority = new ZoneAuthority { PrimaryNameServer = Name("ns1.example.com."), Mailbox = Name("admin.example.com.") },
        Records = [MakeRecord("example.com.", RecordType.NS, "ns1.example.com."), MakeRecord("ns1.example.com.", RecordType.A, "203.0.113.53")],
        SteeredNames = [Www],
    };

    public static ConfigurationDocument Document { get; } = new() { Regions = [Eu, Us], Pools = [EuPool, UsPool], Zones = [Zone] };

    public static DomainName Name(string text) => DomainName.Parse(text);

    public static PoolNode Leaf(string pool) => new() { Pool = new PoolCode(pool) };

    public static SteeredName Steer(string name, PolicyNode policy) => new() { Name = Name(name), Policy = policy };

    public static Record MakeRecord(string name, RecordType type, string value) => new() { Name = Name(name), Type = type, Value = value };

    public static Endpoint MakeEndpoint(string code, string address) => new() { Code = new EndpointCode(code), Address = IPAddress.Parse(address) };

    public static Pool MakePool(string code, string region, params ImmutableArray<Endpoint> endpoints) =>
        new() { Code = new PoolCode(code), Region = new RegionCode(region), Endpoints = endpoints };

    /// <summary>The sample with other steered names.</summary>
    public static ConfigurationDocument Steering(params ImmutableArray<SteeredName> names) => Document with { Zones = [Zone with { SteeredNames = names }] };

    /// <summary>What pages would see of a document when nothing is known of health.</summary>
    public static LiveState Live(ConfigurationDocument document) => new(
        new ConfigurationVersion(7, document, "ann", "", Noon), HealthView.Unreachable, Snapshot.Compile(document, 7, HealthTable.Empty, Noon));
}
