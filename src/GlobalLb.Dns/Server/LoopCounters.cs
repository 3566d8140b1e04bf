using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server;

/// <summary>What one loop has counted. Only the loop writes; others may read a moment-old number.</summary>
/// <param name="transport">The transport of the loop.</param>
internal sealed class LoopCounters(Transport transport)
{
    // Codes that we send all have a place of their own below 24; an authority's stranger ones share the last.
    private readonly long[] _responses = new long[25];
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

    /// <summary>Counts one request.</summary>
    public void Count(in Verdict verdict)
    {
        if (!verdict.IsAnswered)
        {
            _silenced++;
            return;
        }

        _responses[Place(verdict.Code)]++;
        if (verdict.IsTruncated) _truncated++;
    }

    /// <summary>Adds what another loop has counted.</summary>
    public void Add(LoopCounters other)
    {
        for (var i = 0; i < _responses.Length; i++) _responses[i] += other._responses[i];
        _silenced += other._silenced;
        _truncated += other._truncated;
    }

    private int Place(ResponseCode code) => Math.Min((int)code, _responses.Length - 1);
}
