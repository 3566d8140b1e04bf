using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>
/// What is left of very many allowances, in 2 MiB that never grow. An allowance is one number, the moment at which all
/// that was taken will have been earned back (the generic cell rate algorithm): taking moves it on by one interval of the
/// rate, and it may be ahead of now by at most the burst. An allowance that was earned back equals one never used, so its
/// place is free without anybody cleaning up; should a set be full, the place with the least debt is given away.
/// All loops share one instance, without a lock.
/// </summary>
internal sealed class Allowances
{
    /// <summary>How many ticks of our time a second has.</summary>
    public const long TicksPerSecond = TimeSpan.TicksPerSecond;

    // A set fills one cache line. There is room for 2^18 allowances that are not yet earned back; each is after some milliseconds.
    private const int Ways = 8;
    private const int Sets = 1 << 15;
    private const int LineLength = 64;

    // A place holds 24 bits of the key and 40 bits of the moment, in ticks of 100 ns: they go round once in 30 hours.
    private const int MomentBits = 40;
    private const ulong MomentMask = (1UL << MomentBits) - 1;

    private readonly ulong[] _places = GC.AllocateArray<ulong>((Sets * Ways) + Ways, pinned: true);
    private readonly int _first;
    private readonly long _burst;
    private readonly long _careless;

    /// <summary>Takes the memory.</summary>
    /// <param name="burst">By how many ticks of earnings an allowance may be in debt.</param>
    public unsafe Allowances(long burst)
    {
        _burst = burst;
        _careless = burst / 4;
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_places));
        _first = (int)((LineLength - (address % LineLength)) % LineLength / sizeof(ulong));
    }

    /// <summary>Takes one response out of an allowance; false when nothing is left.</summary>
    /// <param name="key">Which allowance: 64 bits of a keyed hash.</param>
    /// <param name="now">The moment, in ticks; may lag behind what another loop said by some milliseconds.</param>
    /// <param name="interval">The ticks in which one response is earned.</param>
    public bool TryTake(ulong key, long now, long interval)
    {
        ref var set = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_places), _first + ((int)(key & (Sets - 1)) * Ways));
        var tag = key & ~MomentMask;
        while (true)
        {
            ref var place = ref Find(ref set, tag, now);
            var seen = Volatile.Read(ref place);
            var debt = (seen & ~MomentMask) == tag ? Debt(seen, now) : 0;
            if (debt + interval > _burst) return false;
            var next = tag | ((ulong)(now + debt + interval) & MomentMask);
            if (debt < _careless)
            {
                // Far from the limit nobody gains when two loops at the same instant count one response only, and it is cheaper.
                Volatile.Write(ref place, next);
                return true;
            }

            if (Interlocked.CompareExchange(ref place, next, seen) == seen) return true;
        }
    }

    private ref ulong Find(ref ulong set, ulong tag, long now)
    {
        for (var i = 0; i < Ways; i++)
            if ((Volatile.Read(ref Unsafe.Add(ref set, i)) & ~MomentMask) == tag) return ref Unsafe.Add(ref set, i);
        return ref FindFree(ref set, now);
    }

    private ref ulong FindFree(ref ulong set, long now)
    {
        var least = 0;
        for (var i = 1; i < Ways; i++)
            if (Debt(Unsafe.Add(ref set, i), now) < Debt(Unsafe.Add(ref set, least), now)) least = i;
        return ref Unsafe.Add(ref set, least);
    }

    // A moment further ahead than any debt can be is one of long ago, seen after the clock of 40 bits went round.
    private long Debt(ulong place, long now)
    {
        var ahead = (long)((place - (ulong)now) << (64 - MomentBits)) >> (64 - MomentBits);
        return ahead <= 0 || ahead > 2 * _burst ? 0 : ahead;
    }
}
