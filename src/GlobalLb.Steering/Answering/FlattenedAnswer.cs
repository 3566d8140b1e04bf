using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Writes the addresses that Control found for the target of an ALIAS record. What nobody knows yet is SERVFAIL, which
/// resolvers forget soon; that there is none would be kept for as long as the SOA says.
/// </summary>
internal static class FlattenedAnswer
{
    /// <returns>False when the target is known to have none.</returns>
    public static bool Write(Snapshot snapshot, int index, in Query query, bool isIPv4, int owner, ref AnswerWriter answer)
    {
        ref readonly var set = ref snapshot.FlattenedSets[(index * 2) + (isIPv4 ? 0 : 1)];
        if (!set.IsKnown)
        {
            answer.Code = ResponseCode.ServerFailure;
            answer.ExtendedError = ExtendedError.NotReady;
            answer.IsAuthoritative = false;
            return true;
        }

        if (set.Count == 0) return false;
        answer.IsSelection = true;
        answer.AddSet(Section.Answer, owner, set.Count, set.Records(query.Draw));
        return true;
    }
}
