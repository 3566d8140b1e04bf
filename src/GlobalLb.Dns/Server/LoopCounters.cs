using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Dns.Server;

/// <summary>What one loop has counted. Only the loop writes, or several that say so; others may read a moment-old number.</summary>
/// <param name="transport">The transport of the loop.</param>
internal sealed class LoopCounters(Transport transport)
{
    // Codes that we send all have a place of their own below 24; an authority's stranger ones share the last.
    private readonly long[] _responses = new long[25];
    private readonly long[] _limited = new long[((int)ResponseClass.Total + 1) * ((int)RateDecision.Drop + 1)];
    private long _silenced;
    private long _truncated;

    /// <summary>The transport of the loop.</summary>
    public Transport Transport => transport;

    /// <summary>Requests that got no response.</summary>
    public long Silenced => Volatile.Read(ref _silenced);

    /// <summary>Responses with the TC bit.</summary>
    public long Truncated => Volatile.Read(ref _truncated);

    /// <summary>Responses with this code.</summary>
    public long Responses(ResponseCode code) => Volatile.Read(ref _responses[Place(code)]);

    /// <summary>Responses that were above an allowance, by which and by what became of them.</summary>
    public long Limited(ResponseClass @class, RateDecision decision) => Volatile.Read(ref _limited[Place(@class, decision)]);

    /// <summary>Counts one request.</summary>
    public void Count(in Verdict verdict)
    {
        if (verdict.Rate.Decision != RateDecision.Send) _limited[Place(verdict.Rate.Class, verdict.Rate.Decision)]++;
        if (verdict.Rate.Decision == RateDecision.Drop) return;
        if (!verdict.IsAnswered)
        {
            _silenced++;
            return;
        }

        _responses[Place(verdict.Code)]++;
        if (verdict.IsTruncated) _truncated++;
    }

    /// <summary>Counts one request of several loops that share these counters; rate limits are not for them.</summary>
    public void CountTogether(in Verdict verdict)
    {
        Interlocked.Increment(ref verdict.IsAnswered ? ref _responses[Place(verdict.Code)] : ref _silenced);
        if (verdict.IsTruncated) Interlocked.Increment(ref _truncated);
    }

    /// <summary>Adds what another loop has counted.</summary>
    public void Add(LoopCounters other)
    {
        for (var i = 0; i < _responses.Length; i++) _responses[i] += other._responses[i];
        for (var i = 0; i < _limited.Length; i++) _limited[i] += other._limited[i];
        _silenced += other._silenced;
        _truncated += other._truncated;
    }

    private static int Place(ResponseClass @class, RateDecision decision) => ((int)@class * ((int)RateDecision.Drop + 1)) + (int)decision;

    private int Place(ResponseCode code) => Math.Min((int)code, _responses.Length - 1);
}
