namespace GlobalLb.Steering.Aliases;

/// <summary>What one look-up of a target came to.</summary>
public enum AliasFindingKind
{
    /// <summary>Nobody could say: time-out, SERVFAIL, REFUSED, nothing readable.</summary>
    Failed,

    /// <summary>A resolver said that there is none: NXDOMAIN or NODATA.</summary>
    Denied,

    /// <summary>There are addresses.</summary>
    Found,
}
