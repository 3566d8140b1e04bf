using System.Collections.Concurrent;
using System.Net;

namespace GlobalLb.Vantage.Probing;

/// <summary>
/// Keeps the probes of one address apart, over all pools: each gets the next free place in a row of places that are as far from each
/// other as the cap says. Nobody is turned away, or it would be the same ones time after time: when too many want to, all come more
/// seldom. The row is no longer than there are probes of the address, because each of them stands in it once.
/// </summary>
/// <param name="perSecond">The cap; more than 0.</param>
/// <param name="time">The clock.</param>
internal sealed class AddressAllowance(double perSecond, TimeProvider time)
{
    private const int Many = 100_000;

    private readonly TimeSpan _apart = TimeSpan.FromSeconds(1 / perSecond);
    private readonly ConcurrentDictionary<IPAddress, TimeSpan> _free = new();
    private long _saidAt;

    /// <summary>Takes a place; how long it is until then.</summary>
    public TimeSpan Take(IPAddress address)
    {
        if (_free.Count > Many) Forget();
        while (true)
        {
            var now = time.GetElapsedTime(0);
            var isKnown = _free.TryGetValue(address, out var free);
            var begin = isKnown && free > now ? free : now;
            var next = begin + _apart;
            if (isKnown ? _free.TryUpdate(address, next, free) : _free.TryAdd(address, next)) return begin - now;
        }
    }

    /// <summary>Whether it is time to say that an address has too many probes: once a minute is enough.</summary>
    public bool MaySay()
    {
        var (said, now) = (Interlocked.Read(ref _saidAt), time.GetTimestamp());
        return (said == 0 || time.GetElapsedTime(said, now) >= TimeSpan.FromMinutes(1)) && Interlocked.CompareExchange(ref _saidAt, now, said) == said;
    }

    private void Forget()
    {
        var now = time.GetElapsedTime(0);
        foreach (var (address, free) in _free)
            if (free <= now) _free.TryRemove(new KeyValuePair<IPAddress, TimeSpan>(address, free));
    }
}
