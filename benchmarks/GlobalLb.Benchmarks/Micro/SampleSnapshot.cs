using System.Collections.Immutable;
using GlobalLb.Benchmarks.Peers;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Benchmarks.Micro;

/// <summary>
/// The workload of the comparison with what else an answer can be: a delegation, and more text than fits; and one steered name
/// for each kind of policy. Its places are those of the comparison.
/// </summary>
internal static class SampleSnapshot
{
    private static readonly ConfigurationDocument Written = Document();

    /// <summary>The snapshot; made once for all benchmarks.</summary>
    public static Snapshot Value { get; } = Snapshot.Compile(Written, 1, HealthTable.Empty, DateTimeOffset.UnixEpoch, new PlaceMap().ToTable());

    /// <summary>The kinds of nodes in the policy of a steered name.</summary>
    public static IEnumerable<Type> KindsOf(DomainName name) =>
        Written.Zones[0].SteeredNames.Single(steered => steered.Name == name).Policy.AndAllBelow().Select(node => node.GetType());

    private static ImmutableArray<WeightedBranch> Four => [.. Enumerable.Range(0, 4).Select(i => new WeightedBranch(i + 1, Pool($"w0-{i}")))];

    // In the order of the regions of the comparison.
    private static (double Latitude, double Longitude)[] Points => [(39.0, -77.5), (-23.5, -46.6), (50.1, 8.7), (35.7, 139.7), (-33.9, 151.2)];

    private static ConfigurationDocument Document()
    {
        var document = EdgeFiles.Document(new Workload(2));
        var zone = document.Zones[0];
        var (geographic, weighted) = (zone.SteeredNames[0].Policy, zone.SteeredNames[^1].Policy);
        return document with
        {
            Regions = [.. document.Regions.Zip(Points, (region, point) => region with { Latitude = point.Latitude, Longitude = point.Longitude })],
            Latencies = [.. document.Regions.SelectMany((to, i) => Points.Index().Select(from => new Latency { Place = Workload.Continent(from.Index), Region = to.Code, Milliseconds = 10 + (40 * Math.Abs(i - from.Index)) }))],
            Policies = [new(new("shared"), Pool("w0-0"))],
            Zones =
            [
                zone with
                {
                    Records =
                    [
                        .. zone.Records,
                        Record("delegated", RecordType.NS, "ns.delegated"),
                        Record("ns.delegated", RecordType.A, "192.0.2.3"),
                        .. Enumerable.Range(0, 40).Select(i => Record("text", RecordType.TXT, $"\"{i} {new string('x', 100)}\"")),
                    ],
                    SteeredNames =
                    [
                        .. zone.SteeredNames,
                        Steered("pool", Pool("w0-0")),
                        Steered("one", Pool("w0-0") with { Most = 1 }),
                        Steered("records", Records(RecordType.A, "192.0.2.4")),
                        Steered("alias", new FailoverNode { Order = [Pool("g0-eu"), Records(RecordType.CNAME, "elsewhere.example.")] }),
                        Steered("failover", new FailoverNode { Order = [Pool("g0-eu"), Pool("g0-na"), Pool("g0-as")] }),
                        Steered("nested", new FailoverNode { Order = [geographic, weighted] }),
                        Steered("trickle", new FailoverNode { Order = [Pool("g0-eu"), Pool("g0-na"), Pool("g0-as")], Trickle = 5 }),
                        Steered("minimum", new FailoverNode { Order = [Pool("g0-eu") with { Minimum = new() { Count = 1 } }, Pool("g0-na")] }),
                        Steered("reference", new ReferenceNode { Policy = new("shared") }),
                        Steered("network", new WeightedNode { Branches = Four, IsSticky = true }),
                        Steered("round", new RoundRobinNode { Members = [.. Four.Select(branch => branch.Node)] }),
                        Steered("sticky", new StickyNode { Branches = Four }),
                        Steered("shed", new ShedNode { From = Pool("w0-0"), To = Pool("w0-1"), Share = 10 }),
                        Steered("nearest", new NearestNode { Branches = [.. geographic.Children.Take(Points.Length).Select(child => new NearestBranch { Node = child })] }),
                        Steered("fastest", new FastestNode { Branches = [.. geographic.Children.Take(Points.Length).Select(child => new FastestBranch { Node = child })] }),
                        Steered("fence", new GeographicNode
                        {
                            Branches = [.. Enumerable.Range(1, 1000).Select(i => new GeographicBranch([Prefix($"asn:{i}")], Pool($"w0-{i % 4}"), Fence: i % 2 == 0))],
                            Otherwise = Pool("g0-na"),
                        }),
                        Steered("schedule", new ScheduleNode { Zone = "UTC", Windows = [new() { From = new(0, 0), To = new(0, 0), Node = Pool("w0-0") }], Otherwise = Pool("w0-1") }),
                        Steered("ramp", new RampNode { From = Pool("w0-0"), To = Pool("w0-1"), Start = DateTimeOffset.UnixEpoch, Steps = [new(10, 0)] }),
                        Steered("capacity", new CapacityNode { Branches = [.. Four.Select(branch => new CapacityBranch(branch.Node))] }),
                        Steered("manual", new FailoverNode { Order = [Pool("g0-eu"), Pool("g0-na"), Pool("g0-as")], FailBack = FailBack.Manual }),
                        Steered("prefixes", new GeographicNode
                        {
                            Branches =
                            [
                                .. Enumerable.Range(1, 200).Select(i => new GeographicBranch([Prefix($"{i}.0.0.0/8"), Prefix($"{i}.{i}.0.0/16")], Pool($"w0-{i % 4}"))),
                            ],
                            Otherwise = Pool("g0-na"),
                        }),
                    ],
                },
            ],
        };
    }

    private static Record Record(string name, RecordType type, string value) => new() { Name = Name(name), Type = type, Ttl = 300, Value = value };

    private static SteeredName Steered(string name, PolicyNode policy) => new() { Name = Name(name), Policy = policy };

    private static DomainName Name(string name) => DomainName.Parse($"{name}.{Workload.Zone}.");

    private static PoolNode Pool(string code) => new() { Pool = new PoolCode(code) };

    private static RecordsNode Records(RecordType type, string value) => new() { Records = [new StaticRecord { Type = type, Value = value }] };

    private static PlaceMatch Prefix(string text) => PlaceMatch.TryParse(text, out var place, out var problem) ? place : throw new FormatException(problem);
}
