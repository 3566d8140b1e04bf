using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Chooses for the client who asks, and writes the addresses chosen.</summary>
internal static class SteeredAnswer
{
    /// <returns>False when there is nothing to say; true also when not all of it fits.</returns>
    public static bool Write(Snapshot snapshot, CompiledPolicy policy, in Query query, bool isIPv4, int owner, ref AnswerWriter answer)
    {
        var choice = Chooser.Choose(policy, snapshot, new Client(query.Client), isIPv4, query.Draw);

        // The scope may be longer than the source: the resolver then knows that a finer question would help (RFC 7871 §7.2.1).
        // With ANY two families may be tried: what the first could not say is part of the answer, too.
        if (query.HasClient) answer.SubnetScope = Math.Max(answer.SubnetScope, (byte)choice.Scope);
        var isAnswered = false;
        answer.IsSelection = true;
        for (var lineup = new Lineup(choice, query.Draw); lineup.TryNext(out _, out var octets); isAnswered = true)
            answer.Add(Section.Answer, owner, isIPv4 ? RecordType.A : RecordType.AAAA, policy.Ttl, octets);
        return isAnswered;
    }
}
