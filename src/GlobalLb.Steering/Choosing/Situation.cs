using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>Everything but the client that a choice depends on. Time and health are in the standings; chance is the draw.</summary>
public readonly ref struct Situation
{
    /// <summary>How each endpoint stands, by its index.</summary>
    public required ReadOnlySpan<Standing> Standings { get; init; }

    /// <summary>Whether A is answered; otherwise AAAA. Each family is judged by itself.</summary>
    public required bool IsIPv4 { get; init; }

    /// <summary>The chance of this query.</summary>
    public required ulong Draw { get; init; }

    /// <summary>The worst standing that still counts as available.</summary>
    public required Standing Threshold { get; init; }

    /// <summary>Where to write down why; null on the path from query to answer.</summary>
    public Trace? Trace { get; init; }

    /// <summary>Whether an endpoint counts as available.</summary>
    public bool IsAvailable(int endpoint) => Standings[endpoint] >= Threshold;

    /// <summary>The same for a child, with a draw of its own: a nested draw must not repeat its parent's.</summary>
    public Situation ForChild(Trace? trace) => new()
    {
        Standings = Standings,
        IsIPv4 = IsIPv4,
        Draw = Chance.Next(Draw),
        Threshold = Threshold,
        Trace = trace,
    };

    /// <summary>The endpoints of a pool in the family asked for.</summary>
    public int[] Endpoints(CompiledPool pool) => IsIPv4 ? pool.IPv4 : pool.IPv6;
}
