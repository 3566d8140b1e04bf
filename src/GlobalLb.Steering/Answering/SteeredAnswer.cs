using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Writes the addresses of a choice.</summary>
internal static class SteeredAnswer
{
    /// <returns>How many addresses the choice has to say, also when not all of them fit.</returns>
    public static int Write(in Choice choice, Snapshot snapshot, uint ttl, ulong draw, int owner, ref AnswerWriter answer)
    {
        var lineup = new Lineup(choice, snapshot, draw);
        var written = 0;
        answer.IsSelection = true;
        for (; lineup.TryNext(out var index); written++)
        {
            var endpoint = snapshot.Endpoints[index];
            answer.Add(Section.Answer, owner, endpoint.IsIPv4 ? RecordType.A : RecordType.AAAA, ttl, endpoint.Octets.Span);
        }

        return written;
    }
}
