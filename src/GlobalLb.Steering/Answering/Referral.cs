using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Points to the name servers of a delegated zone (RFC 1034 §4.3.2 step 3b), with the glue that is known.</summary>
internal static class Referral
{
    public static void Write(Snapshot snapshot, NameEntry cut, in Query query, int owner, ref AnswerWriter answer)
    {
        var servers = cut.Find(RecordType.NS);
        var first = answer.AddSet(Section.Authority, owner, servers.Count, servers.Records);
        if (first < 0) return;

        // Without its glue a delegation may lead nowhere: the client must ask again over TCP (RFC 9471 §3.1).
        if (!Addresses.WriteGlue(snapshot, servers, query, first, cut, ref answer)) answer.Truncate();
    }
}
