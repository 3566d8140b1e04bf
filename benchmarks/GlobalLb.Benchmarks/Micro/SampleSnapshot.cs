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
    /// <summary>The snapshot; made once for all benchmarks.</summary>
    public static Snapshot Value { get; } = Snapshot.Compile(Document(), 1, HealthTable.Empty, DateTimeOffset.UnixEpoch, new PlaceMap().ToTable());

    private static ImmutableArray<WeightedBranch> Four => [.. Enumerable.Range(0, 4).Select(i => new WeightedBranch(i + 1, Pool($"w0-{i}")))];

    private static ConfigurationDocument Document()
    {
        var document = EdgeFiles.Document(new Workload(2));
        var zone = document.Zones[0];
        var (geographic, weighted) = (zone.SteeredNames[0].Policy, zone.SteeredNames[^1].Policy);
        return document with
        {
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
                        Steered("failover", new FailoverNode { Order = [Pool("g0-eu"), Pool("g0-na"), Pool("g0-as")] }),
                        Steered("nested", new FailoverNode { Order = [geographic, weighted] }),
                        Steered("trickle", new FailoverNode { Order = [Pool("g0-eu"), Pool("g0-na"), Pool("g0-as")], Trickle = 5 }),
                        Steered("minimum", new FailoverNode { Order = [Pool("g0-eu") with { Minimum = new() { Count = 1 } }, Pool("g0-na")] }),
                        Steered("reference", new ReferenceNode { Policy = new("shared") }),
                        Steered("network", new WeightedNode { Branches = Four, IsSticky = true }),
                        Steered("round", new RoundRobinNode { Members = [.. Four.Select(branch => branch.Node)] }),
                        Steered("sticky", new StickyNode { Branches = Four }),
                        Steered("shed", new ShedNode { From = Pool("w0-0"), To = Pool("w0-1"), Share = 10 }),
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

    private static PlaceMatch Prefix(string text) => PlaceMatch.TryParse(text, out var place, out var problem) ? place : throw new FormatException(problem);
}
