using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// DS at an apex of ours: the one type that belongs to the upper side of a zone cut (RFC 4035 §3.1.4.1). When a zone above is
/// ours as well, it answers, be it with a referral to what lies between; when none is, the lower zone says that it has no DS,
/// whatever it holds.
/// </summary>
internal static class ParentSide
{
    /// <summary>What the upper zone says at this apex; when no zone above is ours, the lower zone's nothing.</summary>
    public static NameEntry Of(NameEntry apex) => apex.ParentSide;
}
