using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.EndToEnd.Tests.Detecting;

/// <summary>
/// Pools of five real endpoints in four regions, each pool with a name of its own. One of each pool may fall within a minute: so neither
/// freeze nor limit has anything to say.
/// </summary>
internal sealed class MortalWorld
{
    public const int PerPool = 5;
    private const int Regions = 4;

    private readonly List<(MortalEndpoint[] Endpoints, Probe Probe)> _pools = [];

    public int Pools => _pools.Count;

    /// <summary>How many endpoints there are.</summary>
    public int Count => _pools.Count * PerPool;

    /// <summary>Adds pools that are probed alike.</summary>
    public MortalWorld With(Stage stage, int pools, Probe probe)
    {
        for (var i = 0; i < pools; i++)
        {
            var pool = _pools.Count;
            _pools.Add(([.. Enumerable.Range(0, PerPool).Select(j => stage.Ending(new MortalEndpoint($"p{pool}-{j}", new IPAddress([127, 20, (byte)pool, (byte)(j + 1)]))))], probe));
        }

        return this;
    }

    public MortalEndpoint this[int pool, int endpoint] => _pools[pool].Endpoints[endpoint];

    public static string Name(int pool) => $"p{pool}.example.test";

    public ConfigurationDocument Document() => new()
    {
        Regions = [.. Enumerable.Range(0, Regions).Select(i => new Region { Code = new($"r{i}"), Name = $"region {i}" })],
        Pools =
        [
            .. _pools.Select((pool, i) => new Pool { Code = new($"p{i}"), Region = new($"r{i % Regions}"), Probe = pool.Probe, Endpoints = [.. pool.Endpoints.Select(endpoint => endpoint.AsWritten())] }),
        ],
        Zones =
        [
            new Zone
            {
                Name = DomainName.Parse("example.test"),
                Authority = new ZoneAuthority { PrimaryNameServer = DomainName.Parse("ns1.example.test"), Mailbox = DomainName.Parse("hostmaster.example.test") },
                Records =
                [
                    new Record { Name = DomainName.Parse("example.test"), Type = Dns.Records.RecordType.NS, Ttl = 60, Value = "ns1" },
                    new Record { Name = DomainName.Parse("ns1.example.test"), Type = Dns.Records.RecordType.A, Ttl = 60, Value = "192.0.2.53" },
                ],
                SteeredNames = [.. _pools.Select((_, i) => new SteeredName { Name = DomainName.Parse(Name(i)), Ttl = 5, Policy = new PoolNode { Pool = new($"p{i}") } })],
            },
        ],
    };
}
