namespace GlobalLb.Store.Edges;

/// <summary>What the leading Control knows of one edge.</summary>
/// <param name="Name">What it calls itself.</param>
/// <param name="Address">Where it follows from.</param>
/// <param name="Program">The version of its program; empty: it said nothing yet.</param>
/// <param name="IsConnected">Whether it follows now.</param>
/// <param name="Since">Since when it follows, or is gone.</param>
/// <param name="SeenAt">When it said last what it answers from; null: never.</param>
/// <param name="Version">The version of the configuration it answers from; null: it did not say.</param>
/// <param name="Sequence">The health table it answers from, by its number; null: none, or it did not say.</param>
/// <param name="HealthTakenAt">When it took that.</param>
/// <param name="BehindSince">Since when it lacks something that is published; null: it lacks nothing.</param>
/// <param name="ResponsesPerSecond">How much it answers; null: not known yet.</param>
public sealed record KnownEdge(
    string Name,
    string Address,
    string Program,
    bool IsConnected,
    DateTimeOffset Since,
    DateTimeOffset? SeenAt,
    long? Version,
    long? Sequence,
    DateTimeOffset? HealthTakenAt,
    DateTimeOffset? BehindSince,
    double? ResponsesPerSecond)
{
    /// <summary>After how long without a word an edge is taken to be silent: three times as long as it takes between two.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>How long an edge may lack something: as long as a confirmation is waited for.</summary>
    public static readonly TimeSpan LongestBehind = TimeSpan.FromSeconds(15);

    /// <summary>How it is with it.</summary>
    /// <param name="now">The moment, on the clock of those that wrote it.</param>
    public EdgeState StateAt(DateTimeOffset now) =>
        !IsConnected ? EdgeState.Gone
        : now - (SeenAt > Since ? SeenAt.Value : Since) > LongestSilence ? EdgeState.Silent
        : now - BehindSince > LongestBehind ? EdgeState.Behind
        : SeenAt is null || BehindSince is not null ? EdgeState.Taking
        : EdgeState.Current;
}
