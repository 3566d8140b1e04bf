namespace GlobalLb.Steering.Snapshots;

/// <summary>A name while its table is built. Indexes are of drafts; −1 stands for none.</summary>
internal struct Draft
{
    /// <summary>The hash of the name.</summary>
    public ulong Hash;

    /// <summary>Where the name stands among the octets of all names, and its length.</summary>
    public int NameAt, NameLength;

    /// <summary>What stands at it.</summary>
    public NameFlags Flags;

    /// <summary>The index of its zone.</summary>
    public int Zone;

    /// <summary>The name right above it; −1 for an apex.</summary>
    public int Parent;

    /// <summary>The wildcard right below it.</summary>
    public int Wildcard;

    /// <summary>The place of its policy, when it is steered, or the index of the flattened name.</summary>
    public int Index;

    /// <summary>Its records in the order they were written.</summary>
    public RecordChain Records;

    /// <summary>For an apex: the zone of ours above, and the records of that zone which are asked at this name (DS).</summary>
    public int UpperZone;

    /// <inheritdoc cref="UpperZone"/>
    public RecordChain UpperRecords;

    /// <summary>Where it was written.</summary>
    public int At;
}
