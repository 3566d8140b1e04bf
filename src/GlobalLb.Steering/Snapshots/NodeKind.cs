namespace GlobalLb.Steering.Snapshots;

/// <summary>What a compiled node does with its children; each kind has its file in Choosing.</summary>
internal enum NodeKind : byte
{
    /// <summary>The first available child; its numbers: the percentage of the next; where it is folded (<see cref="FailBackFold"/>), −1 when it is not.</summary>
    Failover,

    /// <summary>One available child by weight; its numbers: the weights, by the same index as the children; 1 when the client draws, 0 when chance does.</summary>
    Weighted,

    /// <summary>The first available child in the order that counts where the client is; its number: the index of its <see cref="PlaceSet"/>.</summary>
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

    /// <summary>The child whose time it is, then the last; its numbers: where it is folded (<see cref="ScheduleFold"/>), how many of its children are windows.</summary>
    Schedule,

    /// <summary>The second child for a share of the clients, the first for the rest; its numbers: where it is folded (<see cref="RampFold"/>), 1 when it is sticky.</summary>
    Ramp,

    /// <summary>One child by what regions can bear, then the others in their order; its number: where it is folded (<see cref="CapacityFold"/>).</summary>
    Capacity,
}
