using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What explanations call nodes, and what chooses at each kind.</summary>
internal static class NodeWords
{
    /// <summary>The word of the configuration.</summary>
    public static string KindOf(Snapshot snapshot, CompiledNode node) => node.Kind == NodeKind.Geographic
        ? snapshot.Geography.Set(node.Numbers[0]).Word
        : System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(node.Kind.ToString());

    /// <summary>What chooses.</summary>
    public static string WhatChooses(Snapshot snapshot, CompiledNode node) => node.Kind switch
    {
        NodeKind.Pool => "standing",
        NodeKind.Failover => "order",
        NodeKind.Weighted => node.Numbers[node.Children.Length] == 0 ? "draw" : "hash",
        NodeKind.Shed => node.Numbers[1] == 0 ? "draw" : "hash",
        NodeKind.RoundRobin => "draw",
        NodeKind.Ramp => node.Numbers[1] == 0 ? "share" : "hash",
        NodeKind.Schedule => "time",
        NodeKind.Capacity => "load",
        NodeKind.Sticky => "hash",
        NodeKind.Policy => "reference",
        _ => KindOf(snapshot, node) switch { "nearest" => "distance", "fastest" => "latency", _ => "place" },
    };

    /// <summary>Why a child was not chosen that could have been.</summary>
    public static string WhyOther(string whatChooses) => whatChooses switch
    {
        "order" => "an earlier one is available",
        "place" => "another fits the client's place better",
        "distance" => "another is nearer",
        "latency" => "another is faster, or as fast and written earlier",
        "hash" => "the client's network draws another",
        var other => $"the {other} chose another",
    };

    /// <summary>Why a child is not among those that are tried for a place.</summary>
    public static string WhyNotTried(string whatChooses) => whatChooses switch
    {
        "distance" => "others are nearer, and only so many are tried",
        "latency" => "others are faster, and only so many are tried",
        _ => "it is for other places than the client's",
    };

    /// <summary>What a child of a node is called.</summary>
    public static string NameOf(Snapshot snapshot, int child)
    {
        if (child < 0) return ~child < snapshot.Endpoints.Pools.Length ? $"pool {snapshot.Endpoints.Pool(~child).Code}" : "records";
        var node = snapshot.Policies.Node(child);
        return node.Kind switch
        {
            NodeKind.Pool => NameOf(snapshot, node.Children[0]),
            NodeKind.Policy => $"policy {snapshot.Policies.Names[node.Numbers[0]]}",
            _ => KindOf(snapshot, node),
        };
    }
}
