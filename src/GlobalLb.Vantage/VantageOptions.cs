using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage;

/// <summary>What a vantage is told when it starts: by its machine's administrator, never by a configuration.</summary>
public sealed record VantageOptions
{
    /// <summary>What this place probes are run from is called in history.</summary>
    public string Name { get; init; } = "control";

    /// <summary>
    /// How many probes run at the same time, at least 1; and never more than half of the files this process may open. Fewer than there
    /// are endpoints let those that do not answer hold up the others when all of them fail.
    /// </summary>
    public int MostProbes { get; init; } = 20_000;

    /// <summary>How many probes one address gets per second at most, over all pools; more than 0.</summary>
    public double MostPerAddress { get; init; } = ProbeLoad.MostPerAddress;

    /// <summary>The prefixes that may be probed although they are private, of this machine or otherwise special.</summary>
    public ImmutableArray<IPNetwork> Allowed { get; init; } = [];

    /// <summary>The folder whose programs script probes may run; null: none.</summary>
    public string? ScriptFolder { get; init; }

    /// <summary>The account that scripts run as; null: our own.</summary>
    public string? ScriptAccount { get; init; }

    /// <summary>The secret that the tokens of endpoints that report of themselves are made from; null: no reports are taken.</summary>
    public string? PushKey { get; init; }

    /// <summary>Certificates of authorities that are trusted besides those of the system.</summary>
    public ImmutableArray<X509Certificate2> Roots { get; init; } = [];
}
