using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Writes what a name holds of the type asked for (RFC 1034 §4.3.2 step 3a).</summary>
internal static class Content
{
    /// <returns>False when it holds none.</returns>
    public static bool Write(Snapshot snapshot, NameEntry node, in Query query, WrittenName owner, ref AnswerWriter answer)
    {
        if (query.Type == RecordType.ANY) return WriteAny(snapshot, node, query, owner, ref answer);
        if (node.IsSteered && query.Type is RecordType.A or RecordType.AAAA)
            return SteeredAnswer.Write(snapshot, snapshot.Policies[node.Index], query, query.Type == RecordType.A, owner.Offset, ref answer);
        if (node.IsFlattened && query.Type is RecordType.A or RecordType.AAAA)
            return FlattenedAnswer.Write(snapshot, node.Index, query, query.Type == RecordType.A, owner.Offset, ref answer);
        return WriteSet(snapshot, node.Find(query.Type), owner, ref answer);
    }

    // One set is enough of an answer (RFC 8482 §4.1); of an alias it is the alias.
    private static bool WriteAny(Snapshot snapshot, NameEntry node, in Query query, WrittenName owner, ref AnswerWriter answer)
    {
        if (WriteSet(snapshot, node.IsAlias ? node.Find(RecordType.CNAME) : node.First, owner, ref answer)) return true;
        if (node.IsFlattened)
            return FlattenedAnswer.Write(snapshot, node.Index, query, true, owner.Offset, ref answer) || FlattenedAnswer.Write(snapshot, node.Index, query, false, owner.Offset, ref answer);
        return node.IsSteered
            && (SteeredAnswer.Write(snapshot, snapshot.Policies[node.Index], query, true, owner.Offset, ref answer) || SteeredAnswer.Write(snapshot, snapshot.Policies[node.Index], query, false, owner.Offset, ref answer));
    }

    private static bool WriteSet(Snapshot snapshot, RecordSet set, WrittenName owner, ref AnswerWriter answer)
    {
        if (!set.Exists) return false;
        var first = answer.AddSet(Section.Answer, owner.Offset, set.Count, set.Records);
        if (first >= 0 && set.Target >= 0) Addresses.Write(snapshot, set, owner, first, ref answer);
        return true; // what did not fit the client asks for again over TCP
    }
}
