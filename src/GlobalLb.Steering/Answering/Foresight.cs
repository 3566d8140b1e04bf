using System.Runtime.CompilerServices;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Walks ahead of the answers to a batch of questions: from slot to name to policy to pools to addresses, each step for all of
/// them before the next one. One by one each answer would wait for memory four or five times when there are more names than the
/// caches near the processor hold; so they wait together.
/// </summary>
internal static class Foresight
{
    // About as many as a processor has on their way at a time, and as a loop receives.
    private const int Most = 32;

    private const int None = -1;

    public static void Fetch(Snapshot snapshot, Questions questions)
    {
        if (!CacheLine.CanFetch || !snapshot.Names.IsFar) return;
        for (var first = 0; first < questions.Count; first += Most) Fetch(snapshot, questions, first, Math.Min(Most, questions.Count - first));
    }

    [SkipLocalsInit]
    private static void Fetch(Snapshot snapshot, Questions questions, int first, int count)
    {
        Span<ulong> hashes = stackalloc ulong[Most];
        Span<int> places = stackalloc int[Most];
        hashes = hashes[..count];
        places = places[..count];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = new SoughtName(questions.Name(first + i)).Hash;
        foreach (var hash in hashes) snapshot.Names.FetchSlot(hash);
        for (var i = 0; i < places.Length; i++) places[i] = snapshot.Names.FetchEntry(hashes[i]);
        foreach (ref var place in places) place = FetchPolicy(snapshot, snapshot.Names.At(place));
        foreach (ref var place in places) place = place == None ? None : FetchPools(snapshot, snapshot.Policies[place]);
        foreach (var pool in places)
            if (pool != None) snapshot.Endpoints.Fetch(snapshot.StandingOf(pool, true).OctetsAt);
    }

    private static int FetchPolicy(Snapshot snapshot, NameEntry name)
    {
        if (!name.IsSteered) return None;
        snapshot.Policies.Fetch(name.Index);
        return name.Index;
    }

    // Those of one policy mostly stand together.
    private static int FetchPools(Snapshot snapshot, CompiledPolicy policy)
    {
        var pools = policy.Pools;
        if (pools.IsEmpty) return None;
        CacheLine.Fetch(in snapshot.StandingOf(pools[0], true));
        CacheLine.Fetch(in snapshot.StandingOf(pools[^1], false));
        return pools[0];
    }
}
