using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Answers questions from a snapshot: RFC 1034 §4.3.2 with wildcards (RFC 4592), negative answers (RFC 2308), steered names,
/// and aliases followed as long as their targets are ours.
/// </summary>
/// <param name="current">Gives the snapshot of the moment, once per query; null: none yet, and the answer is SERVFAIL.</param>
public sealed class Authority(Func<Snapshot?> current) : IAuthority
{
    // Longer chains of aliases are left to the resolver.
    private const int MostAliases = 8;

    /// <inheritdoc/>
    public void Answer(in Query query, ref AnswerWriter answer)
    {
        if (current() is not { } snapshot)
        {
            answer.Code = ResponseCode.ServerFailure;
            answer.ExtendedError = ExtendedError.NotReady;
            return;
        }

        Span<byte> lower = stackalloc byte[DomainName.MaxWireLength], starts = stackalloc byte[LabelWalk.MaxLabels];
        Span<uint> hashes = stackalloc uint[LabelWalk.MaxLabels];
        var asked = query.Name;
        var name = new WrittenName(AnswerWriter.QuestionName(), asked.Length);
        for (var aliases = 0; aliases <= MostAliases; aliases++)
        {
            var walk = new LabelWalk(LabelWalk.ToLower(asked, lower), starts, hashes);
            if (snapshot.Names.FindClosest(walk, out var depth) is not { } closest)
            {
                // Not below any zone of ours. An alias that leads out of them is the resolver's to follow.
                if (aliases > 0) return;
                answer.Code = ResponseCode.Refused;
                answer.ExtendedError = ExtendedError.NotAuthoritative;
                return;
            }

            if (closest.Cut is { } cut)
            {
                Referral.Write(snapshot, cut, name.Suffix(cut.Name.Length), ref answer);
                return;
            }

            answer.IsAuthoritative = true;
            var node = depth == 0 ? closest : closest.Wildcard;
            if (node is null)
            {
                answer.Code = ResponseCode.NoSuchName; // also at the end of a chain of aliases (RFC 6604 §2.1)
                answer.Add(Section.Authority, name.Suffix(closest.Zone.ApexLength), closest.Zone.NegativeAuthority);
                return;
            }

            if (WriteData(snapshot, node, query, name.Offset, ref answer)) return;
            if (node.Find(RecordType.CNAME) is not { } alias)
            {
                answer.Add(Section.Authority, name.Suffix(node.Zone.ApexLength), node.Zone.NegativeAuthority);
                return;
            }

            var target = answer.Add(Section.Answer, name.Offset, alias.Records[0]);
            if (target < 0) return;
            asked = alias.Records[0].AsSpan(RecordSet.DataOffset);
            name = new WrittenName(target, asked.Length);
        }
    }

    /// <summary>Writes what the name holds of the type asked for; false when it holds none.</summary>
    private static bool WriteData(Snapshot snapshot, NameNode node, in Query query, int owner, ref AnswerWriter answer)
    {
        if (node.Steered is { } steered && query.Type is RecordType.A or RecordType.AAAA)
            return WriteSteered(snapshot, steered, query, query.Type == RecordType.A, owner, ref answer);

        if (query.Type == RecordType.ANY)
        {
            // One set is enough of an answer (RFC 8482 §4.1).
            if (node.Sets.Length > 0) return WriteSet(snapshot, node.Sets[0], owner, ref answer);
            return node.Steered is { } any && (WriteSteered(snapshot, any, query, true, owner, ref answer) || WriteSteered(snapshot, any, query, false, owner, ref answer));
        }

        return node.Find(query.Type) is { } set && WriteSet(snapshot, set, owner, ref answer);
    }

    private static bool WriteSteered(Snapshot snapshot, CompiledName steered, in Query query, bool isIPv4, int owner, ref AnswerWriter answer)
    {
        var choice = Chooser.Choose(steered, snapshot, Client.At(query.Client, snapshot), isIPv4, query.Draw);

        // The scope may be longer than the source: the resolver then knows that a finer question would help (RFC 7871 §7.2.1).
        // With ANY two families may be tried: what the first could not say is part of the answer, too.
        if (query.HasClient) answer.SubnetScope = Math.Max(answer.SubnetScope, (byte)choice.Scope);
        return SteeredAnswer.Write(choice, snapshot, steered.Name.Ttl, query.Draw, owner, ref answer) > 0;
    }

    private static bool WriteSet(Snapshot snapshot, RecordSet set, int owner, ref AnswerWriter answer)
    {
        var first = answer.Position;
        foreach (var record in set.Records)
            if (answer.Add(Section.Answer, owner, record) < 0) return true; // truncated: the client asks again over TCP
        Addresses.Write(snapshot, set, first, ref answer);
        return true;
    }
}
