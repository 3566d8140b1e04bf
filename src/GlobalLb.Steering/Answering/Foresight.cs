using System.Runtime.CompilerServices;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Walks ahead of the answers to a batch of questions: from slot to name to policy to pools to addresses, each step for all
/// questions before the next one. Answered one by one, each would wait four or five times for memory when there are so many names
/// that the caches do not hold them; so they wait together.
/// </summary>
internal static class Foresight
{
    // As many as processors fetch at a time, and some more.
    private const int Most = 32;

    public static void Fetch(Snapshot snapshot, Questions questions)
    {
        if (!Memory.CanFetch || !snapshot.Names.IsFar) return;
        for (var first = 0; first < questions.Count; first += Most) Fetch(snapshot, questions, first, Math.Min(Most, questions.Count - first));
    }

    [SkipLocalsInit]
    private static void Fetch(Snapshot snapshot, Questions questions, int first, int count)
    {
        Span<ulong> hashes = stackalloc ulong[Most];
        Span<int> places = stackalloc int[Most];
        hashes = hashes[..count];
        places = places[..count];
        var names = snapshot.Names;
        var sought = new SoughtName([0]);
        for (var i = 0; i < count; i++)
        {
            var name = questions.Name(first + i);
            if (name.Length > 0) sought.Seek(name);
            names.FetchSlot(hashes[i] = sought.Hash);
        }

        for (var i = 0; i < count; i++) places[i] = names.Guess(hashes[i]).At;
        for (var i = 0; i < count; i++)
        {
            var name = names.At(places[i]);
            places[i] = name.IsSteered ? name.Index : -1;
            if (places[i] >= 0) snapshot.Policies.Fetch(places[i]);
        }

        for (var i = 0; i < count; i++)
        {
            if (places[i] < 0) continue;
            var pools = snapshot.Policies[places[i]].Pools;
            if (pools.Length == 0) { places[i] = -1; continue; }
            Memory.Fetch(in snapshot.StandingOf(pools[0], true));
            Memory.Fetch(in snapshot.StandingOf(pools[^1], false));
            places[i] = pools[0];
        }

        for (var i = 0; i < count; i++)
        {
            if (places[i] < 0) continue;
            snapshot.Endpoints.Fetch(snapshot.StandingOf(places[i], true).OctetsAt);
        }
    }
}
