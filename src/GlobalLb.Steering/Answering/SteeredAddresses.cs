using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Adds the addresses that a steered name has for the client who asks, as far as they fit.</summary>
internal static class SteeredAddresses
{
    /// <param name="snapshot">What is answered from.</param>
    /// <param name="policy">The policy of the name.</param>
    /// <param name="query">The question that they go with.</param>
    /// <param name="owner">Where the name is written.</param>
    /// <param name="answer">The answer.</param>
    public static void Write(Snapshot snapshot, CompiledPolicy policy, in Query query, int owner, ref AnswerWriter answer)
    {
        Write(snapshot, policy, query, RecordType.A, owner, ref answer);
        Write(snapshot, policy, query, RecordType.AAAA, owner, ref answer);
    }

    private static void Write(Snapshot snapshot, CompiledPolicy policy, in Query query, RecordType type, int owner, ref AnswerWriter answer)
    {
        var asked = SteeredType.Of(type);
        if (!policy.Has(asked)) return;
        var choice = Chooser.Choose(policy, snapshot, query.Client, asked, query.Draw);

        // What is in the additional section is never tied to a client's network (RFC 7871 §7.3.1): all others would get it, too.
        if (query.HasClient && choice.Scope > 0) return;
        if (choice.RecordsIndex >= 0)
        {
            var set = snapshot.RecordLeaves.Find(choice.RecordsIndex, type);
            if (set.Exists) answer.AddSet(Section.Additional, owner, set.Count, set.Records, snapshot.TtlOf(policy));
            return;
        }

        for (var lineup = new Lineup(choice, query.Draw); lineup.TryNext(out _, out var octets);)
            if (answer.Add(Section.Additional, owner, type, snapshot.TtlOf(policy), octets) < 0) return;
    }
}
