using System.Net;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>A workload as a configuration of ours.</summary>
internal static class EdgeFiles
{
    /// <summary>Makes the configuration: a pool per region and set of addresses, a pool per weighted address.</summary>
    public static ConfigurationDocument Document(Workload workload) => new()
    {
        Regions = [.. Workload.Regions.Select(region => new Region { Code = new RegionCode(region.ToLowerInvariant()), Name = region })],
        Pools = [.. GeographicPools(workload), .. WeightedPools(workload)],
        Zones = [Zone(workload)],
    };

    /// <summary>Writes the configuration into a folder and says how the edge is started with it.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="workload">What it serves.</param>
    /// <param name="places">The address database.</param>
    /// <param name="port">The port on 127.0.0.1.</param>
    /// <param name="edge">The command that starts an edge, without options.</param>
    public static string[] Write(string folder, Workload workload, string places, int port, string[] edge)
    {
        var file = Path.Combine(folder, "configuration.json");
        File.WriteAllText(file, ConfigurationJson.Write(Document(workload)));

        // The others limit no rates either: all queries come from one address here.
        return ["env", "GLOBALLB_RATE_LIMIT=off", .. edge, "--configuration", file, "--places", places, "--dns", $"127.0.0.1:{port}", "--loops", "1", "--state", Path.Combine(folder, "state")];
    }

    private static IEnumerable<Pool> GeographicPools(Workload workload) =>
        from set in Enumerable.Range(0, workload.DistinctCount)
        from region in Enumerable.Range(0, Workload.Regions.Count)
        select new Pool
        {
            Code = GeographicPool(set, region),
            Region = new RegionCode(Workload.Regions[region].ToLowerInvariant()),
            Endpoints = [.. Workload.GeographicAddresses(set, region).Select((address, i) => Endpoint($"{GeographicPool(set, region)}-{i}", address))],
        };

    private static IEnumerable<Pool> WeightedPools(Workload workload) =>
        from set in Enumerable.Range(0, workload.DistinctCount)
        from branch in Enumerable.Range(0, Workload.Weights.Count)
        select new Pool
        {
            Code = WeightedPool(set, branch),
            Region = new RegionCode(Workload.Regions[0].ToLowerInvariant()),
            Endpoints = [Endpoint($"{WeightedPool(set, branch)}-0", Workload.WeightedAddresses(set)[branch])],
        };

    private static Zone Zone(Workload workload)
    {
        var numbers = Workload.AuthorityNumbers.Split(' ').Select(uint.Parse).ToArray();
        var geographic = Enumerable.Range(0, workload.DistinctCount).Select(Geographic).ToList();
        var weighted = Enumerable.Range(0, workload.DistinctCount).Select(Weighted).ToList();
        return new Zone
        {
            Name = Name(""),
            Authority = new ZoneAuthority
            {
                PrimaryNameServer = Name("ns1."),
                Mailbox = Name("hostmaster."),
                Serial = numbers[0],
                Refresh = numbers[1],
                Retry = numbers[2],
                Expire = numbers[3],
                NegativeTtl = numbers[4],
                Ttl = Workload.StaticTtl,
            },
            Records =
            [
                Record("", RecordType.NS, "ns1"),
                Record("", RecordType.NS, "ns2"),
                Record("ns1.", RecordType.A, "192.0.2.1"),
                Record("ns2.", RecordType.A, "192.0.2.2"),
                .. Enumerable.Range(0, Workload.StaticCount).Select(i => Record($"s{i}.", RecordType.A, Workload.StaticAddress(i))),
            ],
            SteeredNames =
            [
                .. workload.GeographicNames.Select((name, i) => Steered(name, geographic[workload.SetOf(i)])),
                .. workload.WeightedNames.Select((name, i) => Steered(name, weighted[workload.SetOf(i)])),
            ],
        };
    }

    private static GeographicNode Geographic(int set) => new()
    {
        Branches = [.. Enumerable.Range(0, Workload.Regions.Count).Select(region => new GeographicBranch([Workload.Continent(region)], Failover(set, region)))],
        Otherwise = Failover(set, 0),
    };

    private static FailoverNode Failover(int set, int region) => new()
    {
        Order = [.. Workload.Orders[region].Select(next => new PoolNode { Pool = GeographicPool(set, next) })],
    };

    private static WeightedNode Weighted(int set) => new()
    {
        Branches = [.. Workload.Weights.Select((weight, i) => new WeightedBranch(weight, new PoolNode { Pool = WeightedPool(set, i) }))],
    };

    private static PoolCode GeographicPool(int set, int region) => new($"g{set}-{Workload.Regions[region].ToLowerInvariant()}");

    private static PoolCode WeightedPool(int set, int branch) => new($"w{set}-{branch}");

    private static Endpoint Endpoint(string code, string address) => new() { Code = new EndpointCode(code), Address = IPAddress.Parse(address) };

    private static SteeredName Steered(string name, PolicyNode policy) => new() { Name = Name($"{name}."), Ttl = Workload.SteeredTtl, Policy = policy };

    private static Record Record(string name, RecordType type, string value) =>
        new() { Name = Name(name), Type = type, Ttl = Workload.StaticTtl, Value = value };

    private static DomainName Name(string below) => DomainName.Parse($"{below}{Workload.Zone}.");
}
