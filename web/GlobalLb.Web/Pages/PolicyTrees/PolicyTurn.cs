using System.Collections.Immutable;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Pages.PolicyTrees;

/// <summary>
/// Makes a node another kind. Its minimum and its children go along; what has no children, or more than the other kind can hold,
/// becomes a child as a whole. So nothing is lost but when a leaf is wanted.
/// </summary>
internal static class PolicyTurn
{
    /// <summary>The node as another kind.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="scene">Where new leaves come from.</param>
    public static PolicyNode Into(PolicyNode node, PolicyKind kind, PolicyScene scene)
    {
        if (PolicyKind.Of(node) == kind) return node;
        PolicyNode turned = kind.Word switch
        {
            "pool" => new PoolNode { Pool = FirstPool(node) ?? scene.Spare([]).Pool },
            "policy" => new ReferenceNode { Policy = scene.Document.Policies.FirstOrDefault()?.Name ?? new PolicyName("") },
            "records" => new RecordsNode { Records = [new StaticRecord { Type = RecordType.A, Value = "" }] },
            "failover" => new FailoverNode { Order = [.. Children(node)] },
            "roundRobin" => new RoundRobinNode { Members = [.. Children(node)] },
            "weighted" => new WeightedNode { Branches = Weights(node) },
            "sticky" => new StickyNode { Branches = Weights(node) },
            "geographic" => new GeographicNode { Branches = [.. Children(node).Select(child => new GeographicBranch([], child))], Otherwise = scene.Spare([]) },
            "nearest" => new NearestNode { Branches = [.. Children(node).Select(child => new NearestBranch { Node = child })] },
            "fastest" => new FastestNode { Branches = [.. Children(node).Select(child => new FastestBranch { Node = child })] },
            "capacity" => new CapacityNode { Branches = [.. Children(node).Select(child => new CapacityBranch(child))] },
            "schedule" => Schedule(Pair(node, scene)),
            "ramp" => Ramp(Pair(node, scene), scene.Clock.GetUtcNow()),
            _ => Shed(Pair(node, scene)),
        };
        return turned with { Minimum = node.Minimum };
    }

    /// <summary>The node as the only child of a new one, which can then be made any kind.</summary>
    public static PolicyNode Wrap(PolicyNode node) => new FailoverNode { Order = [node] };

    private static IReadOnlyList<PolicyNode> Children(PolicyNode node) => PolicyKind.Of(node).IsLeaf ? [node with { Minimum = null }] : [.. node.Children];

    private static ImmutableArray<WeightedBranch> Weights(PolicyNode node) => node switch
    {
        WeightedNode weighted => weighted.Branches,
        StickyNode sticky => sticky.Branches,
        _ => [.. Children(node).Select(child => new WeightedBranch(1, child))],
    };

    // What the node was comes first; beside a single child stands a pool that it does not reach.
    private static (PolicyNode First, PolicyNode Second) Pair(PolicyNode node, PolicyScene scene) => Children(node) switch
    {
        [var first, var second] => (first, second),
        [var only] => (only, scene.Spare([only])),
        _ => (node with { Minimum = null }, scene.Spare([node])),
    };

    private static ScheduleNode Schedule((PolicyNode First, PolicyNode Second) pair) => new()
    {
        Zone = "UTC",
        Windows = [new ScheduleWindow { Days = [Weekday.Mon, Weekday.Tue, Weekday.Wed, Weekday.Thu, Weekday.Fri], From = new TimeOnly(8, 0), To = new TimeOnly(18, 0), Node = pair.First }],
        Otherwise = pair.Second,
    };

    private static RampNode Ramp((PolicyNode From, PolicyNode To) pair, DateTimeOffset now) => new()
    {
        From = pair.From,
        To = pair.To,
        Start = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, TimeSpan.Zero).AddHours(1),
        Steps = [new RampStep(10, 3600), new RampStep(50, 3600), new RampStep(100, 0)],
    };

    private static ShedNode Shed((PolicyNode From, PolicyNode To) pair) => new() { From = pair.From, To = pair.To, Share = 10 };

    private static PoolCode? FirstPool(PolicyNode node) => node.AndAllBelow().OfType<PoolNode>().FirstOrDefault()?.Pool;
}
