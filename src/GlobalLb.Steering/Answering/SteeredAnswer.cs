using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Writes the addresses of a choice. The first is drawn by weight, the rest follow in order: most clients take the first, so
/// that shares within a pool are what the operator wrote.
/// </summary>
internal static class SteeredAnswer
{
    /// <summary>The most addresses in one answer; more would only cost size.</summary>
    public const int MostAddresses = 16;

    public static int Write(in Choice choice, Snapshot snapshot, uint ttl, ulong draw, int owner, ref AnswerWriter answer)
    {
        var total = TotalWeight(choice, snapshot);
        var first = First(choice, snapshot, total, Chance.Next(~draw));
        var written = 0;
        for (var i = 0; i < choice.Candidates.Length && written < MostAddresses; i++)
        {
            var index = choice.Candidates[(first + i) % choice.Candidates.Length];
            var endpoint = snapshot.Endpoints[index];

            // An endpoint of weight 0 takes no clients while another of the choice can.
            if (snapshot.Standings[index] < choice.Threshold || (endpoint.Endpoint.Weight == 0 && total > 0)) continue;
            answer.Add(Section.Answer, owner, endpoint.IsIPv4 ? RecordType.A : RecordType.AAAA, ttl, endpoint.Octets.Span);
            written++;
        }

        return written;
    }

    private static int First(in Choice choice, Snapshot snapshot, long total, ulong draw)
    {
        if (total == 0) return (int)Chance.Below(draw, choice.Candidates.Length);
        var drawn = Chance.Below(draw, total);
        for (var i = 0; i < choice.Candidates.Length; i++)
        {
            if (snapshot.Standings[choice.Candidates[i]] < choice.Threshold) continue;
            drawn -= snapshot.Endpoints[choice.Candidates[i]].Endpoint.Weight;
            if (drawn < 0) return i;
        }

        return 0;
    }

    private static long TotalWeight(in Choice choice, Snapshot snapshot)
    {
        long total = 0;
        foreach (var index in choice.Candidates)
            if (snapshot.Standings[index] >= choice.Threshold) total += snapshot.Endpoints[index].Endpoint.Weight;
        return total;
    }
}
