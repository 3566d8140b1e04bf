namespace GlobalLb.Steering.Snapshots;

/// <summary>What a compiled node does with its children; each kind has its file in Choosing.</summary>
internal enum NodeKind : byte
{
    /// <summary>The first available child; its number: the percentage of the next.</summary>
    Failover,

    /// <summary>One available child by weight; its numbers: the weights, by the same index as the children; 1 when the client draws, 0 when chance does.</summary>
    Weighted,

    /// <summary>The child that fits the client's place best, the last one fits everybody; its number: the index of its <see cref="PlaceSet"/>.</summary>
    Geographic,

    /// <summary>Some endpoints of a pool, its only child; its number: the most that are answered, 0: as many as an answer has.</summary>
    Pool,

    /// <summary>What a named policy picks, its only child; its number: the index of the name.</summary>
    Policy,

    /// <summary>One available child, each as often as any other.</summary>
    RoundRobin,

    /// <summary>One available child for each network; its numbers: the weights and then twice as many halves of the children's seeds; the bits of networks in IPv4 and IPv6.</summary>
    Sticky,

    /// <summary>The first child or, for a part of the clients, the second; its numbers: the percentage of these; 1 when the client draws, 0 when chance does.</summary>
    Shed,
}
