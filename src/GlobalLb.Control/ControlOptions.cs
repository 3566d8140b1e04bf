using System.Collections.Immutable;
using System.Net;
using GlobalLb.Store.Health;
using GlobalLb.Vantage;

namespace GlobalLb.Control;

/// <summary>What Control is told when it starts.</summary>
public sealed record ControlOptions
{
    /// <summary>What this place probes are run from is called in history.</summary>
    public string Vantage { get; init; } = "control";

    /// <summary>The secret that edges must send to follow the feed; null: whoever reaches the port may.</summary>
    public string? FeedKey { get; init; }

    /// <summary>The secret that the tokens of vantages are made from; null: none joins.</summary>
    public string? VantageKey { get; init; }

    /// <summary>How this Control, being a vantage, probes; its name is <see cref="Vantage"/>.</summary>
    public VantageOptions Probing { get; init; } = new();

    /// <summary>The resolvers that targets of ALIAS records are looked up with, asked in turn; empty: those of <c>/etc/resolv.conf</c>.</summary>
    public ImmutableArray<IPEndPoint> Resolvers { get; init; } = [];

    /// <summary>Where history waits on disk while the database is away; null: in memory only, and less of it.</summary>
    public string? HistoryFolder { get; init; }

    /// <summary>How much of it waits there at most, in octets; then the oldest raw outcomes are dropped first.</summary>
    public long MostHistoryOctets { get; init; } = 1L << 30;

    /// <summary>How long history is kept.</summary>
    public HistoryRetention HistoryRetention { get; init; } = new();
}
