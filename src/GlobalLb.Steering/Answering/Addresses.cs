using System.Runtime.CompilerServices;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Adds the addresses of the names that records such as NS, MX, SRV and HTTPS point to, where we know them: one round trip
/// less. Each set once and whole; what does not fit is left out, but for the glue without which a delegation leads nowhere.
/// </summary>
internal static class Addresses
{
    /// <param name="snapshot">Where the addresses are.</param>
    /// <param name="set">The records just written.</param>
    /// <param name="query">The question: a steered name has addresses for the client who asks.</param>
    /// <param name="owner">Their owner.</param>
    /// <param name="first">Where the first of them is in the message.</param>
    /// <param name="answer">The answer.</param>
    [SkipLocalsInit]
    public static void Write(Snapshot snapshot, RecordSet set, in Query query, WrittenName owner, int first, ref AnswerWriter answer)
    {
        var written = new WrittenTargets();
        var records = set.Records;
        for (var at = 0; at < records.Length; at += RecordSet.LengthOfFirst(records[at..]))
        {
            var target = at + RecordSet.DataOffset + set.Target;
            var name = NameAt(records, target);

            // "." stands for the owner itself, unless the record only leads elsewhere (RFC 9460 §2.5).
            if (name.Length == 1 && set.Type is RecordType.SVCB or RecordType.HTTPS)
            {
                var isAliasMode = records[target - 2] == 0 && records[target - 1] == 0;
                if (!isAliasMode) WriteTarget(snapshot, query, answer.Written(owner.Offset, owner.Length), owner.Offset, false, ref written, ref answer);
            }
            else
            {
                WriteTarget(snapshot, query, name, first + target, set.Type == RecordType.NS, ref written, ref answer);
            }
        }
    }

    /// <summary>Adds glue: first what is below the delegation itself, then what else is known.</summary>
    /// <param name="snapshot">Where the addresses are.</param>
    /// <param name="servers">The NS records just written.</param>
    /// <param name="query">The question: a steered name has addresses for the client who asks.</param>
    /// <param name="first">Where the first of them is in the message.</param>
    /// <param name="cut">The delegation.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>False when addresses below the delegation did not fit.</returns>
    [SkipLocalsInit]
    public static bool WriteGlue(Snapshot snapshot, RecordSet servers, in Query query, int first, NameEntry cut, ref AnswerWriter answer)
    {
        var written = new WrittenTargets();
        var fits = true;
        foreach (var isBelow in (ReadOnlySpan<bool>)[true, false])
        {
            var records = servers.Records;
            for (var at = 0; at < records.Length; at += RecordSet.LengthOfFirst(records[at..]))
            {
                var target = at + RecordSet.DataOffset;
                var name = NameAt(records, target);
                if (IsAtOrBelow(name, cut.Name) == isBelow) fits &= WriteTarget(snapshot, query, name, first + target, true, ref written, ref answer) || !isBelow;
            }
        }

        return fits;
    }

    [SkipLocalsInit]
    private static bool WriteTarget(
        Snapshot snapshot, in Query query, ReadOnlySpan<byte> target, int owner, bool allowsGlue, ref WrittenTargets written, ref AnswerWriter answer)
    {
        var sought = new SoughtName(target);
        var found = snapshot.Names.FindClosest(sought);
        var isExact = found.Exists && found.NameLength == sought.Length;

        // What stands below a cut is not ours to give but as glue.
        if (!found.Exists || ((!allowsGlue || !isExact) && found.Occluder.Exists)) return true;
        if (!isExact)
        {
            // What a wildcard covers comes along as well, but not from below a DNAME.
            if (found.IsRename) return true;
            found = found.Wildcard;
        }

        if (!found.Exists || !written.TryAdd(isExact ? found.At : (int)sought.Hash | int.MinValue)) return true;
        if (found.IsSteered)
        {
            SteeredAddresses.Write(snapshot, snapshot.Policies[found.Index], query, owner, ref answer);
            return true;
        }

        if (found.IsFlattened) return WriteFlattened(snapshot, found.Index * 2, owner, ref answer) & WriteFlattened(snapshot, (found.Index * 2) + 1, owner, ref answer);
        return WriteSet(found.Find(RecordType.A), owner, ref answer) & WriteSet(found.Find(RecordType.AAAA), owner, ref answer);
    }

    private static bool WriteFlattened(Snapshot snapshot, int index, int owner, ref AnswerWriter answer)
    {
        ref readonly var set = ref snapshot.FlattenedSets[index];
        return set.Count == 0 || answer.AddSet(Section.Additional, owner, set.Count, set.Records(draw: 0)) >= 0;
    }

    private static bool WriteSet(RecordSet set, int owner, ref AnswerWriter answer) =>
        !set.Exists || answer.AddSet(Section.Additional, owner, set.Count, set.Records) >= 0;

    private static ReadOnlySpan<byte> NameAt(ReadOnlySpan<byte> records, int start)
    {
        var end = start;
        while (records[end] != 0) end += records[end] + 1;
        return records[start..(end + 1)];
    }

    private static bool IsAtOrBelow(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCaseAncestor)
    {
        var at = 0;
        while (name.Length - at > lowerCaseAncestor.Length) at += name[at] + 1;
        return LowerCase.IsSame(name[at..], lowerCaseAncestor);
    }
}
