using System.Runtime.CompilerServices;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Answers questions from a snapshot: RFC 1034 §4.3.2 with wildcards (RFC 4592), DNAME (RFC 6672), negative answers (RFC 2308),
/// steered names, and aliases followed as long as their targets are ours. One step, one file; the order of the steps is here.
/// </summary>
/// <param name="current">Gives the snapshot of the moment, once per query; null: none yet, and the answer is SERVFAIL.</param>
public sealed class Authority(Func<Snapshot?> current) : IAuthority
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Answer(in Query query, ref AnswerWriter answer)
    {
        if (current() is not { } snapshot)
        {
            answer.Code = ResponseCode.ServerFailure;
            answer.ExtendedError = ExtendedError.NotReady;
            return;
        }

        if (query.Type == RecordType.TXT && snapshot.ExplainTo is not null && WhyAnswer.TryWrite(snapshot, query, ref answer)) return;
        var sought = new SoughtName(query.Name);
        var name = new WrittenName(AnswerWriter.QuestionName(), query.Name.Length);
        var chain = new AliasChain();
        while (AnswerName(snapshot, query, sought, ref name, ref chain, ref answer))
        {
            // The answer goes on with the name that an alias leads to; it is the last one written.
            sought.Seek(answer.Written(name.Offset, name.Length));
        }
    }

    /// <summary>Answers what we know of one name; true when an alias leads on to another.</summary>
    private static bool AnswerName(
        Snapshot snapshot, in Query query, in SoughtName sought, ref WrittenName name, ref AliasChain chain, ref AnswerWriter answer)
    {
        var closest = snapshot.Names.FindClosest(sought);
        if (!closest.Exists)
        {
            // In no zone of ours. An alias that leads out of them is the resolver's to follow.
            if (!chain.IsEmpty) return false;
            answer.Code = ResponseCode.Refused;
            answer.ExtendedError = ExtendedError.NotAuthoritative;
            return false;
        }

        var isExact = closest.NameLength == sought.Length;
        if (query.Type == RecordType.DS && isExact && closest.IsApex) closest = ParentSide.Of(closest);
        var occluder = closest.Occluder;
        if (occluder.IsCut && !(query.Type == RecordType.DS && isExact && occluder.At == closest.At))
        {
            Referral.Write(snapshot, occluder, query, name.Suffix(occluder.NameLength), ref answer);
            return false;
        }

        answer.IsAuthoritative = true;
        if (occluder.IsRename && !occluder.IsCut) return Renaming.Follow(occluder, query.Type, sought, ref name, ref chain, ref answer);
        if (!isExact && closest.IsRename) return Renaming.Follow(closest, query.Type, sought, ref name, ref chain, ref answer);

        var node = isExact ? closest : closest.Wildcard;
        if (!node.Exists)
        {
            if (!isExact) answer.Code = ResponseCode.NoSuchName; // also at the end of a chain of aliases (RFC 6604 §2.1)
            Denial.Write(closest.Zone, name, ref answer);
            return false;
        }

        var found = Content.Write(snapshot, node, query, sought, ref name, ref chain, ref answer);
        if (found != Found.Nothing) return found == Found.Alias;
        if (node.IsAlias) return Alias.Follow(node, sought, ref name, ref chain, ref answer);
        Denial.Write(node.Zone, name, ref answer);
        return false;
    }
}
