using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server;

/// <summary>What one loop has counted. Only the loop writes; others may read a moment-old number.</summary>
/// <param name="transport">The transport of the loop.</param>
internal sealed class LoopCounters(Transport transport)
{
    // Codes that we send all have a place of their own below 24; an authority's stranger ones share the last.
    private const int Codes = 25;
    private const int SilencedPlace = Codes, TruncatedPlace = Codes + 1, Places = Codes + 2;

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

    /// <summary>Counts one request.</summary>
    public void Count(in Verdict verdict)
    {
        if (!verdict.IsAnswered)
        {
            Count(SilencedPlace)++;
            return;
        }

        Count(Place(verdict.Code))++;
        if (verdict.IsTruncated) Count(TruncatedPlace)++;
    }

    /// <summary>Adds what another loop has counted.</summary>
    public void Add(LoopCounters other)
    {
        for (var place = 0; place < Places; place++) Count(place) += other.Count(place);
    }

    private static int Place(ResponseCode code) => Math.Min((int)code, Codes - 1);

    private ref long Count(int place) => ref _counts[Padding + place];
}
