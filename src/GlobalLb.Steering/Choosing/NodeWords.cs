using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What explanations call nodes, and what chooses at each kind.</summary>
internal static class NodeWords
{
    /// <summary>The word of the configuration.</summary>
    public static string KindOf(NodeKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>What chooses.</summary>
    public static string WhatChooses(NodeKind kind) => kind switch
    {
        NodeKind.Failover => "order",
        NodeKind.Weighted => "draw",
        _ => "place",
    };

    /// <summary>Why a child was not chosen that could have been.</summary>
    public static string WhyOther(NodeKind kind) => WhatChooses(kind) switch
    {
        "order" => "an earlier one is available",
        "place" => "another fits the client's place better",
        var other => $"the {other} chose another",
    };
}
