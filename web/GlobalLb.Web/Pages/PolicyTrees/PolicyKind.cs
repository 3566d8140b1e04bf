using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Pages.PolicyTrees.Kinds;

namespace GlobalLb.Web.Pages.PolicyTrees;

/// <summary>A kind of node as people choose it.</summary>
/// <param name="Word">What documents call it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Group">What it decides by: how choices are grouped.</param>
/// <param name="Meaning">What it does, in half a sentence.</param>
/// <param name="Node">Its nodes.</param>
/// <param name="Part">What edits the fields and children of one.</param>
public sealed record PolicyKind(string Word, string Name, string Group, string Meaning, Type Node, Type Part)
{
    private const string Leaf = "Leaves", ByHealth = "By health and share", ByPlace = "By the client's place", ByTime = "By time and load";

    /// <summary>All kinds, in the order in which they are offered.</summary>
    public static IReadOnlyList<PolicyKind> All { get; } =
    [
        new("pool", "Pool", Leaf, "its available endpoints", typeof(PoolNode), typeof(PoolPart)),
        new("policy", "Named policy", Leaf, "what that policy picks", typeof(ReferenceNode), typeof(ReferencePart)),
        new("records", "Records", Leaf, "as they are written", typeof(RecordsNode), typeof(RecordsPart)),
        new("failover", "Failover", ByHealth, "the first that is available, in this order", typeof(FailoverNode), typeof(FailoverPart)),
        new("weighted", "Weighted", ByHealth, "one that is available, drawn by weight", typeof(WeightedNode), typeof(WeightedPart)),
        new("roundRobin", "Round robin", ByHealth, "one that is available, each as often as any other", typeof(RoundRobinNode), typeof(RoundRobinPart)),
        new("sticky", "Sticky", ByHealth, "the same one for each network of clients, shared by weight", typeof(StickyNode), typeof(StickyPart)),
        new("geographic", "Geographic", ByPlace, "the one whose place fits the client best", typeof(GeographicNode), typeof(GeographicPart)),
        new("nearest", "Nearest", ByPlace, "the one whose region is nearest to the client", typeof(NearestNode), typeof(NearestPart)),
        new("fastest", "Fastest", ByPlace, "the one whose region was measured fastest for the client", typeof(FastestNode), typeof(FastestPart)),
        new("schedule", "Schedule", ByTime, "one by the time of the week", typeof(ScheduleNode), typeof(SchedulePart)),
        new("ramp", "Ramp", ByTime, "from one to another in steps", typeof(RampNode), typeof(RampPart)),
        new("shed", "Shed", ByTime, "a part of the clients goes elsewhere", typeof(ShedNode), typeof(ShedPart)),
        new("capacity", "Capacity", ByTime, "the first, as much as its region can bear; the rest to the others", typeof(CapacityNode), typeof(CapacityPart)),
    ];

    /// <summary>Whether its nodes have no children.</summary>
    public bool IsLeaf => Group == Leaf;

    /// <summary>The kind of a node.</summary>
    public static PolicyKind Of(PolicyNode node) => All.First(kind => kind.Node == node.GetType());
}
