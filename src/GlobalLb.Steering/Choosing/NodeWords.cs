using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What explanations call nodes, and what chooses at each kind.</summary>
internal static class NodeWords
{
    /// <summary>The word of the configuration.</summary>
    public static string KindOf(NodeKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>What chooses.</summary>
    public static string WhatChooses(CompiledNode node) => node.Kind switch
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
        _ => "place",
    };

    /// <summary>Why a child was not chosen that could have been.</summary>
    public static string WhyOther(string whatChooses) => whatChooses switch
    {
        "order" => "an earlier one is available",
        "place" => "another fits the client's place better",
        "hash" => "the client's network draws another",
        var other => $"the {other} chose another",
    };

    /// <summary>What a child of a node is called.</summary>
    public static string NameOf(Snapshot snapshot, int child)
    {
        if (child < 0) return $"pool {snapshot.Endpoints.Pool(~child).Code}";
        var node = snapshot.Policies.Node(child);
        return node.Kind switch
        {
            NodeKind.Pool => NameOf(snapshot, node.Children[0]),
            NodeKind.Policy => $"policy {snapshot.Policies.Names[node.Numbers[0]]}",
            var kind => KindOf(kind),
        };
    }
}
