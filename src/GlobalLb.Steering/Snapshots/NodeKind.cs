namespace GlobalLb.Steering.Snapshots;

/// <summary>What a compiled node does with its children; each kind has its file in Choosing.</summary>
internal enum NodeKind : byte
{
    /// <summary>The first available child.</summary>
    Failover,

    /// <summary>One available child by weight; its numbers: the weights, by the same index as the children.</summary>
    Weighted,

    /// <summary>The child that fits the client's place best, the last one fits everybody; its number: the index of its <see cref="PlaceSet"/>.</summary>
    Geographic,

    /// <summary>Some endpoints of a pool, its only child; its number: the most that are answered, 0: as many as an answer has.</summary>
    Pool,

    /// <summary>What a named policy picks, its only child; its number: the index of the name.</summary>
    Policy,
}
