using GlobalLb.Dns.Records;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// DS at an apex of ours: the one type that belongs to the upper side of a zone cut (RFC 4035 §3.1.4.1). When the upper zone is
/// ours as well, it answers; when it is not, the lower zone says that it has none, whatever it holds.
/// </summary>
internal static class ParentSide
{
    /// <summary>The type: delegation signer (RFC 4034 §5).</summary>
    public const RecordType DS = (RecordType)43;

    /// <summary>What the upper zone says at this apex; nothing when that zone is not ours.</summary>
    public static NameEntry Of(NameEntry apex) => apex.ParentSide;
}
