using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Writes what a name holds of the type asked for (RFC 1034 §4.3.2 step 3a).</summary>
internal static class Content
{
    /// <summary>Writes it; of a steered name that is an alias for this client, <paramref name="owner"/> is the target then.</summary>
    public static Found Write(
        Snapshot snapshot, NameEntry node, in Query query, in SoughtName sought, ref WrittenName owner, ref AliasChain chain, ref AnswerWriter answer)
    {
        if (query.Type == RecordType.ANY) return WriteAny(snapshot, node, query, sought, ref owner, ref chain, ref answer);
        if (node.IsSteered)
        {
            var found = SteeredAnswer.Write(snapshot, snapshot.Policies[node.Index], query, query.Type, sought, ref owner, ref chain, ref answer);
            if (found != Found.Nothing) return found;
        }

        if (node.IsFlattened && query.Type is RecordType.A or RecordType.AAAA)
            return Of(FlattenedAnswer.Write(snapshot, node.Index, query, query.Type == RecordType.A, owner.Offset, ref answer));
        return Of(WriteSet(snapshot, node.Find(query.Type), query, owner, ref answer));
    }

    // One set is enough of an answer (RFC 8482 §4.1); of an alias it is the alias.
    private static Found WriteAny(
        Snapshot snapshot, NameEntry node, in Query query, in SoughtName sought, ref WrittenName owner, ref AliasChain chain, ref AnswerWriter answer)
    {
        if (WriteSet(snapshot, node.IsAlias ? node.Find(RecordType.CNAME) : node.First, query, owner, ref answer)) return Found.Answer;
        if (node.IsFlattened)
            return Of(FlattenedAnswer.Write(snapshot, node.Index, query, true, owner.Offset, ref answer) || FlattenedAnswer.Write(snapshot, node.Index, query, false, owner.Offset, ref answer));
        if (!node.IsSteered) return Found.Nothing;
        foreach (var type in SteeredType.All)
            if (SteeredAnswer.Write(snapshot, snapshot.Policies[node.Index], query, type, sought, ref owner, ref chain, ref answer) != Found.Nothing) return Found.Answer;
        return Found.Nothing;
    }

    private static bool WriteSet(Snapshot snapshot, RecordSet set, in Query query, WrittenName owner, ref AnswerWriter answer)
    {
        if (!set.Exists) return false;
        var first = answer.AddSet(Section.Answer, owner.Offset, set.Count, set.Records);
        if (first >= 0 && set.Target >= 0) Addresses.Write(snapshot, set, query, owner, first, ref answer);
        return true; // what did not fit the client asks for again over TCP
    }

    private static Found Of(bool isAnswered) => isAnswered ? Found.Answer : Found.Nothing;
}
