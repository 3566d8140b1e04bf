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
internal static class ServiceAnswer
{
    /// <returns>Nothing when the policy has no endpoint for this client.</returns>
    [SkipLocalsInit]
    public static Found Write(Snapshot snapshot, CompiledPolicy policy, in Query query, RecordType type, WrittenName owner, ref AnswerWriter answer)
    {
        var client = new Client(query.Client);
        Tiers tiers4 = new(policy, client, true, query.Draw), tiers6 = new(policy, client, false, query.Draw);
        var found = Found.Nothing;
        Span<byte> room = stackalloc byte[ServiceRecord.MostOctets];
        for (ushort priority = 1; ; priority++)
        {
            // Two steps: each family goes on by itself.
            var has4 = tiers4.TryNext(snapshot, out var choice4);
            var has6 = tiers6.TryNext(snapshot, out var choice6);
            if (!has4 && !has6) break;
            if (has4) SteeredAnswer.Narrow(query, choice4, ref answer);
            if (has6) SteeredAnswer.Narrow(query, choice6, ref answer);
            if (priority == 1 && IsRefused(snapshot, policy, choice4, choice6, owner, type, ref answer, out var refusal)) return refusal;
            var hints = new ServiceHints(snapshot.Endpoints);
            if (has4) hints.Add(choice4, query.Draw);
            if (has6) hints.Add(choice6, query.Draw);
            while (hints.TryNextPort(out var port))
            {
                var record = new ServiceRecord(room, priority, snapshot.Protocols[policy.Binding(SteeredType.Of(type))]);
                if (type == RecordType.SVCB || port != ServiceRecord.HttpsPort) record.AddPort(port);
                record.AddHints(hints, port);
                if (answer.Add(Section.Answer, owner.Offset, type, snapshot.TtlOf(policy), record.Written) < 0) return Found.Answer;
                found = Found.Answer;
            }
        }

        if (found == Found.Answer) SteeredAddresses.Write(snapshot, policy, query, owner.Offset, ref answer);
        return found;
    }

    // Where the first choice is no endpoint: records say what they have, and a fallback may be to fail.
    private static bool IsRefused(
        Snapshot snapshot, CompiledPolicy policy, in Choice choice4, in Choice choice6, WrittenName owner, RecordType type, ref AnswerWriter answer, out Found found)
    {
        found = Found.Nothing;
        var leaf = Math.Max(choice4.RecordsIndex, choice6.RecordsIndex);
        if (leaf >= 0)
        {
            var set = snapshot.RecordLeaves.Find(leaf, type);
            if (!set.Exists) return false;
            answer.AddSet(Section.Answer, owner.Offset, set.Count, set.Records, snapshot.TtlOf(policy));
            found = Found.Answer;
            return true;
        }

        if (!choice4.IsNothing || !choice6.IsNothing || !(choice4.IsFailure || choice6.IsFailure)) return false;
        found = SteeredAnswer.Fail(ref answer);
        return true;
    }
}
