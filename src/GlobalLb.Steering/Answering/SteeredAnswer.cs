using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Chooses for the client who asks, and writes what was chosen: addresses of endpoints, or records.</summary>
internal static class SteeredAnswer
{
    /// <summary>Writes what a policy has of a type; of an alias, <paramref name="owner"/> is the target then.</summary>
    public static Found Write(
        Snapshot snapshot, CompiledPolicy policy, in Query query, RecordType type, in SoughtName sought, ref WrittenName owner, ref AliasChain chain, ref AnswerWriter answer)
    {
        // An alias answers every type: it has to be known first whether the name is one for this client.
        var asked = SteeredType.Of(type);
        if (!policy.Has(asked | SteeredTypes.Cname)) return Found.Nothing;
        var isMade = policy.Binding(asked) >= 0;
        if (isMade && !policy.Has(SteeredTypes.Cname)) return BindingAnswer.Write(snapshot, policy, query, type, owner, ref answer);

        var choice = Chooser.Choose(policy, snapshot, query.Client, isMade || asked == SteeredTypes.None ? SteeredTypes.Cname : asked, query.Draw);
        Narrow(query, choice.Scope, ref answer);
        if (choice.RecordsIndex >= 0) return WriteRecords(snapshot, policy, choice.RecordsIndex, query, type, sought, ref owner, ref chain, ref answer);
        if (isMade) return BindingAnswer.Write(snapshot, policy, query, type, owner, ref answer);
        if (choice.IsFailure) return Fail(ref answer);

        var ttl = snapshot.TtlOf(policy);
        var found = Found.Nothing;
        answer.IsSelection = true;
        for (var lineup = new Lineup(choice, query.Draw); lineup.TryNext(out _, out var octets); found = Found.Answer)
            answer.Add(Section.Answer, owner.Offset, type, ttl, octets);
        return found;
    }

    /// <summary>
    /// Narrows the scope of an answer to that of what was chosen. It may be longer than the source: the resolver then knows that a finer
    /// question would help (RFC 7871 §7.2.1). What came to nothing is part of the answer, too.
    /// </summary>
    public static void Narrow(in Query query, int scope, ref AnswerWriter answer)
    {
        if (query.HasClient) answer.SubnetScope = Math.Max(answer.SubnetScope, (byte)scope);
    }

    /// <summary>Says that there is no answer, which resolvers forget soon.</summary>
    public static Found Fail(ref AnswerWriter answer)
    {
        answer.Code = ResponseCode.ServerFailure;
        answer.ExtendedError = ExtendedError.Other;
        answer.IsAuthoritative = false;
        return Found.Answer;
    }

    private static Found WriteRecords(
        Snapshot snapshot, CompiledPolicy policy, int leaf, in Query query, RecordType type, in SoughtName sought, ref WrittenName owner, ref AliasChain chain, ref AnswerWriter answer)
    {
        var alias = snapshot.RecordLeaves.Find(leaf, RecordType.CNAME);
        var set = alias.Exists ? alias : snapshot.RecordLeaves.Find(leaf, type);
        if (!set.Exists) return Found.Nothing;

        // A circle of aliases ends where it would begin again.
        if (alias.Exists && !chain.TryAdd(sought.Hash)) return Found.Answer;
        var first = answer.AddSet(Section.Answer, owner.Offset, set.Count, set.Records, snapshot.TtlOf(policy));
        if (first < 0) return Found.Answer;
        if (set.Target >= 0) Addresses.Write(snapshot, set, query, owner, first, ref answer);
        if (!alias.Exists || query.Type is RecordType.CNAME or RecordType.ANY) return Found.Answer;
        owner = new WrittenName(first + RecordSet.DataOffset, alias.FirstData.Length);
        return Found.Alias;
    }
}
