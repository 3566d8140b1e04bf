using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Dns.Server;

/// <summary>What one loop has counted. Only the loop writes, or several that say so; others may read a moment-old number.</summary>
/// <param name="transport">The transport of the loop.</param>
internal sealed class LoopCounters(Transport transport)
{
    // Codes that we send all have a place of their own below 24; an authority's stranger ones share the last.
    private const int Codes = 25;
    private const int SilencedPlace = Codes, TruncatedPlace = Codes + 1, LimitedPlace = Codes + 2;
    private const int Decisions = (int)RateDecision.Drop + 1, Places = LimitedPlace + (((int)ResponseClass.Total + 1) * Decisions);

    // Processors fetch lines of the cache in pairs: with two lines of nothing on both sides no other loop's counters, nor anything
    // else that is written, shares one with these.
    private const int Padding = 128 / sizeof(long);

    private readonly long[] _counts = new long[Padding + Places + Padding];

    /// <summary>The transport of the loop.</summary>
    public Transport Transport => transport;

    /// <summary>Requests that got no response.</summary>
    public long Silenced => Volatile.Read(ref Count(SilencedPlace));

    /// <summary>Responses with the TC bit.</summary>
    public long Truncated => Volatile.Read(ref Count(TruncatedPlace));

    /// <summary>Responses with this code.</summary>
    public long Responses(ResponseCode code) => Volatile.Read(ref Count(Place(code)));

    /// <summary>Responses that were above an allowance, by which and by what became of them.</summary>
    public long Limited(ResponseClass @class, RateDecision decision) => Volatile.Read(ref Count(Place(@class, decision)));

    /// <summary>Counts one request.</summary>
    public void Count(in Verdict verdict)
    {
        if (verdict.Rate.Decision != RateDecision.Send) Count(Place(verdict.Rate.Class, verdict.Rate.Decision))++;
        if (verdict.Rate.Decision == RateDecision.Drop) return;
        if (!verdict.IsAnswered)
        {
            Count(SilencedPlace)++;
            return;
        }

        Count(Place(verdict.Code))++;
        if (verdict.IsTruncated) Count(TruncatedPlace)++;
    }

    /// <summary>Counts one request of several loops that share these counters; rate limits are not for them.</summary>
    public void CountTogether(in Verdict verdict)
    {
        Interlocked.Increment(ref Count(verdict.IsAnswered ? Place(verdict.Code) : SilencedPlace));
        if (verdict.IsTruncated) Interlocked.Increment(ref Count(TruncatedPlace));
    }

    /// <summary>Adds what another loop has counted.</summary>
    public void Add(LoopCounters other)
    {
        for (var place = 0; place < Places; place++) Count(place) += other.Count(place);
    }

    private static int Place(ResponseCode code) => Math.Min((int)code, Codes - 1);

    private static int Place(ResponseClass @class, RateDecision decision) => LimitedPlace + ((int)@class * Decisions) + (int)decision;

    private ref long Count(int place) => ref _counts[Padding + place];
}
