using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Adds the addresses of the names that NS, MX, SRV, SVCB and HTTPS records point to, where we know them: one round trip less.</summary>
internal static class Addresses
{
    /// <param name="snapshot">Where the addresses are.</param>
    /// <param name="set">The records just written, one behind the other.</param>
    /// <param name="position">Where the first of them begins in the message.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>False when not all of them fitted.</returns>
    public static bool Write(Snapshot snapshot, RecordSet set, int position, ref AnswerWriter answer)
    {
        var target = RecordWire.TargetOffset(set.Type);
        if (target < 0) return true;

        const int PointerLength = 2;
        Span<byte> lower = stackalloc byte[DomainName.MaxWireLength], starts = stackalloc byte[LabelWalk.MaxLabels];
        Span<uint> hashes = stackalloc uint[LabelWalk.MaxLabels];
        var fits = true;
        foreach (var record in set.Records)
        {
            var offset = RecordSet.DataOffset + target;
            var walk = new LabelWalk(LabelWalk.ToLower(RecordWire.Target(set.Type, record.AsSpan(RecordSet.DataOffset)), lower), starts, hashes);
            if (snapshot.Names.Find(walk.Suffix(0), walk.Hash(0)) is { } node)
            {
                fits &= WriteSet(node.Find(RecordType.A), position + PointerLength + offset, ref answer);
                fits &= WriteSet(node.Find(RecordType.AAAA), position + PointerLength + offset, ref answer);
            }

            position += PointerLength + record.Length;
        }

        return fits;
    }

    private static bool WriteSet(RecordSet? set, int owner, ref AnswerWriter answer)
    {
        if (set is null) return true;
        foreach (var record in set.Records)
            if (answer.Add(Section.Additional, owner, record) < 0) return false;
        return true;
    }
}
