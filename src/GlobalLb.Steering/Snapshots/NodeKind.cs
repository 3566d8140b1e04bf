namespace GlobalLb.Steering.Snapshots;

/// <summary>What a compiled node does with its children; each kind has its file in Choosing.</summary>
internal enum NodeKind : byte
{
    /// <summary>The first available child.</summary>
    Failover,

    /// <summary>One available child by weight; its numbers: the weights, by the same index as the children.</summary>
    Weighted,

    /// <summary>The first available child in the order that counts where the client is; its number: the index of its <see cref="PlaceSet"/>.</summary>
    Geographic,
}
