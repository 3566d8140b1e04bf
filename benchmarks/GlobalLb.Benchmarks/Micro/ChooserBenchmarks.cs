using BenchmarkDotNet.Attributes;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Benchmarks.Micro;

/// <summary>What a policy picks, by the kind of its nodes: a small tree for each kind there is.</summary>
public class ChooserBenchmarks
{
    private const int ClientCount = 4096;

    private static readonly HashSet<Type> Measured = [];

    private readonly Client[] _clients;
    private readonly CompiledName _one = Find("one"), _records = Find("records"), _alias = Find("alias");
    private readonly CompiledName _pool = Find("pool"), _failover = Find("failover"), _weighted = Find("w");
    private readonly CompiledName _continents = Find("www"), _prefixes = Find("prefixes"), _nested = Find("nested");
    private readonly CompiledName _trickle = Find("trickle"), _minimum = Find("minimum"), _reference = Find("reference"), _network = Find("network");
    private readonly CompiledName _nearest = Find("nearest"), _fastest = Find("fastest"), _fence = Find("fence");
    private readonly CompiledName _round = Find("round"), _sticky = Find("sticky"), _shed = Find("shed");
    private readonly CompiledName _schedule = Find("schedule"), _ramp = Find("ramp"), _capacity = Find("capacity"), _manual = Find("manual");
    private int _next;

    public ChooserBenchmarks()
    {
        var missing = typeof(PolicyNode).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PolicyNode)) && !Measured.Contains(type)).Select(type => type.Name).ToList();
        if (missing.Count > 0) throw new InvalidOperationException($"nothing here measures {string.Join(", ", missing)}; add a tree of it to the sample, and a benchmark");
        var chance = new Random(7);
        _clients = [.. Enumerable.Range(0, ClientCount).Select(_ =>
            new Client(new ClientAddress((UInt128)(QuerySet.RandomSubnet(chance) << 8) << 96, true)))];
    }

    [Benchmark]
    public Choice Pool() => Choose(_pool);

    [Benchmark]
    public Choice Pool_of_one_by_weight() => Choose(_one);

    [Benchmark]
    public Choice Records_of_an_address() => Choose(_records);

    [Benchmark]
    public Choice Failover_to_an_alias() => Choose(_alias);

    [Benchmark]
    public Choice Failover_of_three() => Choose(_failover);

    [Benchmark]
    public Choice Weighted_of_four() => Choose(_weighted);

    [Benchmark]
    public Choice Weighted_of_four_by_network() => Choose(_network);

    [Benchmark]
    public Choice Round_robin_of_four() => Choose(_round);

    [Benchmark]
    public Choice Sticky_of_four() => Choose(_sticky);

    [Benchmark]
    public Choice Shed_of_ten_percent() => Choose(_shed);

    [Benchmark]
    public Choice Failover_of_three_with_trickle() => Choose(_trickle);

    [Benchmark]
    public Choice Failover_with_minimum() => Choose(_minimum);

    [Benchmark]
    public Choice Policy_of_a_pool() => Choose(_reference);

    [Benchmark]
    public Choice Schedule_of_one_window() => Choose(_schedule);

    [Benchmark]
    public Choice Ramp_of_ten_percent() => Choose(_ramp);

    [Benchmark]
    public Choice Capacity_of_four() => Choose(_capacity);

    [Benchmark]
    public Choice Failover_of_three_with_manual_fail_back() => Choose(_manual);

    [Benchmark]
    public Choice Geographic_of_five_continents() => Choose(_continents);

    [Benchmark]
    public Choice Geographic_of_400_prefixes() => Choose(_prefixes);

    [Benchmark]
    public Choice Geographic_with_fences_by_network() => Choose(_fence);

    [Benchmark]
    public Choice Nearest_of_five() => Choose(_nearest);

    [Benchmark]
    public Choice Fastest_of_five() => Choose(_fastest);

    [Benchmark]
    public Choice Failover_of_geographic_and_weighted() => Choose(_nested);

    // The draw need not be random to be spread: steps of the golden ratio are.
    private Choice Choose(CompiledName name)
    {
        var step = _next++;
        return Chooser.Choose(name, SampleSnapshot.Value, _clients[step % ClientCount], isIPv4: true, (ulong)step * 0x9E37_79B9_7F4A_7C15);
    }

    private static CompiledName Find(string name)
    {
        var owner = DomainName.Parse($"{name}.{Workload.Zone}.");
        Measured.UnionWith(SampleSnapshot.KindsOf(owner));
        return SampleSnapshot.Value.SteeredNames.Single(steered => steered.Name == owner);
    }
}
