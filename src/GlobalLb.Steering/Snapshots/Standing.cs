namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// How an endpoint stands, worst first: everything about it – its region's state, the operator's word, its health – folded to
/// one value when the snapshot is made, so that answering compares one number.
/// </summary>
public enum Standing : byte
{
    /// <summary>Its region is evacuated: it is never answered.</summary>
    Evacuated,

    /// <summary>Down, or forced down: answered only by an explicit fallback.</summary>
    Down,

    /// <summary>Well, but its region is drained: answered when nothing better is left.</summary>
    Drained,

    /// <summary>Available.</summary>
    Available,
}
