using System.Collections.Immutable;
using System.Net;

namespace GlobalLb.Control;

/// <summary>What Control is told when it starts.</summary>
public sealed record ControlOptions
{
    /// <summary>What this place probes are run from is called in history.</summary>
    public string Vantage { get; init; } = "control";

    /// <summary>The secret that edges must send to follow the feed; null: whoever reaches the port may.</summary>
    public string? FeedKey { get; init; }

    /// <summary>How many probes run at the same time, at least 1.</summary>
    public int MostProbes { get; init; } = 1000;

    /// <summary>The resolvers that targets of ALIAS records are looked up with, asked in turn; empty: those of <c>/etc/resolv.conf</c>.</summary>
    public ImmutableArray<IPEndPoint> Resolvers { get; init; } = [];
}
