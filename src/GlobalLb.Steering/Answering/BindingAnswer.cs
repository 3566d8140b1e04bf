using System.Runtime.CompilerServices;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Makes HTTPS and SVCB records (RFC 9460) of a policy: a priority for each choice that it would come to in turn, with the
/// addresses that A and AAAA would have as hints, one record for each port. The target is the name itself.
/// </summary>
internal static class BindingAnswer
{
    /// <returns>Nothing when the policy has no endpoint for this client.</returns>
    public static Found Write(Snapshot snapshot, CompiledPolicy policy, in Query query, RecordType type, WrittenName owner, ref AnswerWriter answer)
    {
        var found = Make(snapshot, policy, new Client(query.Client), query.Draw, type, owner.Offset, ref answer, out var scope, out var isMade);
        SteeredAnswer.Narrow(query, scope, ref answer);
        if (isMade) SteeredAddresses.Write(snapshot, policy, query, owner.Offset, ref answer);
        return found;
    }

    /// <summary>Makes the records alone.</summary>
    /// <param name="snapshot">What is answered from.</param>
    /// <param name="policy">The policy of the name.</param>
    /// <param name="client">Whom they are for.</param>
    /// <param name="draw">The chance of the query.</param>
    /// <param name="type">HTTPS or SVCB.</param>
    /// <param name="owner">Where the name is written.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="scope">For how many bits of the client's address they are the same.</param>
    /// <param name="isMade">Whether all of them were made and fitted, so that addresses may follow.</param>
    [SkipLocalsInit]
    public static Found Make(
        Snapshot snapshot, CompiledPolicy policy, in Client client, ulong draw, RecordType type, int owner, ref AnswerWriter answer, out int scope, out bool isMade)
    {
        Tiers tiers4 = new(policy, client, true, draw), tiers6 = new(policy, client, false, draw);
        var found = Found.Nothing;
        (scope, isMade) = (0, false);
        Span<byte> room = stackalloc byte[BindingRecord.MostOctets];
        for (ushort priority = 1; ; priority++)
        {
            // Two steps: each family goes on by itself.
            var has4 = tiers4.TryNext(snapshot, out var choice4);
            var has6 = tiers6.TryNext(snapshot, out var choice6);
            if (!has4 && !has6) break;
            if (has4) scope = Math.Max(scope, choice4.Scope);
            if (has6) scope = Math.Max(scope, choice6.Scope);
            if (priority == 1 && IsRefused(snapshot, policy, choice4, choice6, owner, type, ref answer, out var refusal)) return refusal;
            var hints = new BindingHints(snapshot.Endpoints);
            if (has4) hints.Add(choice4, draw);
            if (has6) hints.Add(choice6, draw);
            while (hints.TryNextPort(out var port))
            {
                var record = new BindingRecord(room, priority, snapshot.Protocols[policy.Binding(SteeredType.Of(type))]);
                if (type == RecordType.SVCB || port != BindingRecord.HttpsPort) record.AddPort(port);
                record.AddHints(hints, port);
                if (answer.Add(Section.Answer, owner, type, snapshot.TtlOf(policy), record.Written) < 0) return Found.Answer;
                found = Found.Answer;
            }
        }

        isMade = found == Found.Answer;
        return found;
    }

    // Where the first choice is no endpoint: records say what they have, and a fallback may be to fail.
    private static bool IsRefused(
        Snapshot snapshot, CompiledPolicy policy, in Choice choice4, in Choice choice6, int owner, RecordType type, ref AnswerWriter answer, out Found found)
    {
        found = Found.Nothing;
        var leaf = Math.Max(choice4.RecordsIndex, choice6.RecordsIndex);
        if (leaf >= 0)
        {
            var set = snapshot.RecordLeaves.Find(leaf, type);
            if (!set.Exists) return false;
            answer.AddSet(Section.Answer, owner, set.Count, set.Records, snapshot.TtlOf(policy));
            found = Found.Answer;
            return true;
        }

        if (!choice4.IsNothing || !choice6.IsNothing || !(choice4.IsFailure || choice6.IsFailure)) return false;
        found = SteeredAnswer.Fail(ref answer);
        return true;
    }
}
