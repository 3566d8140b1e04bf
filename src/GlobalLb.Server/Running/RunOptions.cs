using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Server;
using GlobalLb.Edge;
using GlobalLb.Store.Health;
using GlobalLb.Vantage;

namespace GlobalLb.Server.Running;

/// <summary>Everything a running program is told.</summary>
internal sealed record RunOptions
{
    public Roles Roles { get; init; } = Roles.All;

    /// <summary>A connection string; null: the embedded one.</summary>
    public string? Postgres { get; init; }

    public required string Folder { get; init; }

    /// <summary>Where pages, the API and the feed are served.</summary>
    public required Uri Web { get; init; }

    public required IReadOnlyList<IPEndPoint> Dns { get; init; }

    /// <summary>What the edge's responses say of it, and how much it sends to whom.</summary>
    public ResponderOptions Responder { get; init; } = EdgeOptions.DefaultResponder;

    /// <summary>The files that say where addresses are; none: only what the configuration says.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Where Control looks up the targets of ALIAS records; empty: where this machine looks up names.</summary>
    public IReadOnlyList<IPEndPoint> Resolvers { get; init; } = [];

    /// <summary>Whether an empty database gets the living example.</summary>
    public bool WithExample { get; init; } = true;

    /// <summary>The port of the example's simulated endpoints.</summary>
    public int ExamplePort { get; init; } = Example.LivingExample.DefaultPort;

    public string? FeedKey { get; init; }

    /// <summary>The secret that the tokens of vantages are made from; null: none joins.</summary>
    public string? VantageKey { get; init; }

    public string Vantage { get; init; } = "control";

    /// <summary>What this machine's administrator lets probes do.</summary>
    public VantageOptions Probing { get; init; } = new();

    /// <summary>Where this machine's administrator lets alerts go, where the secrets of receivers are, and where people find the pages.</summary>
    public (ImmutableArray<IPNetwork> Allowed, string? Secrets, Uri? Console) Alerting { get; init; } = ([], null, null);

    /// <summary>How long a leading Control keeps history.</summary>
    public HistoryRetention HistoryRetention { get; init; } = new();

    /// <summary>How much history a leading Control keeps on disk while the database is away, in octets.</summary>
    public long MostHistoryOctets { get; init; } = 1L << 30;

    public bool Has(Roles role) => (Roles & role) != 0;
}
