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

    /// <summary>The prefixes that alerts may be sent to although they are private, of this machine or otherwise special.</summary>
    public ImmutableArray<IPNetwork> AlertAllowed { get; init; } = [];

    /// <summary>The folder of the secrets of receivers, each in a file of its name; null: the environment alone.</summary>
    public string? AlertSecrets { get; init; }

    /// <summary>How long one attempt to bring an alert may take.</summary>
    public TimeSpan AlertDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where people find the pages, for links in alerts; ends with a slash. Null: no links.</summary>
    public Uri? Console { get; init; }
}
