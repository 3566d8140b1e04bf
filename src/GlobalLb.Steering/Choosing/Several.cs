namespace GlobalLb.Steering.Choosing;

/// <summary>Whether a choice has endpoints of all pools of its policy, which only a fallback makes.</summary>
internal enum Several : byte
{
    /// <summary>No: it is of one pool.</summary>
    No,

    /// <summary>Yes, and an answer has those of the region of the first one drawn.</summary>
    OfOneRegion,

    /// <summary>Yes, and an answer has those of all regions.</summary>
    OfAllRegions,
}
