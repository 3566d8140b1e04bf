using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// How the answers of two snapshots differ over client places: of the same configuration with other health or other places, or of
/// two configurations. All steered names count alike.
/// </summary>
public sealed record Comparison
{
    /// <summary>The most pairs of name and place that are told one by one.</summary>
    public const int MostPairs = 100_000;

    /// <summary>
    /// What becomes of clients: one for every steered name and place, moved or not. When those are more than
    /// <see cref="MostPairs"/>, the places that fare alike at a name are one, and those whom nothing happens to are left out.
    /// </summary>
    public required ImmutableArray<Move> Moves { get; init; }

    /// <summary>The number of pairs of steered name and client place.</summary>
    public required long Pairs { get; init; }

    /// <summary>How many of them would get other answers.</summary>
    public required long Moved { get; init; }

    /// <summary>How many of them would be answered by the fallback.</summary>
    public required long ByFallback { get; init; }

    /// <summary>How many of them would get an empty answer.</summary>
    public required long Empty { get; init; }

    /// <summary>How many of those by fallback or empty are well now.</summary>
    public required long Lost { get; init; }

    /// <summary>What each region gets, in the order they are written.</summary>
    public required ImmutableArray<RegionLoad> Regions { get; init; }

    /// <summary>Who goes from which region to which, largest part first.</summary>
    public required ImmutableArray<Flow> Flows { get; init; }

    /// <summary>Compares two snapshots.</summary>
    /// <param name="before">What is answered from now.</param>
    /// <param name="after">What would be.</param>
    /// <param name="places">Where clients are, and how many.</param>
    /// <param name="regions">The regions, with their capacities.</param>
    /// <param name="traffic">All traffic, in the unit of the capacities; null: not known.</param>
    /// <param name="progress">Hears which part is done, 0 to 1.</param>
    public static Comparison Of(
        Snapshot before, Snapshot after, ImmutableArray<ClientPlace> places, ImmutableArray<Region> regions, double? traffic = null, IProgress<double>? progress = null) =>
        new Comparing(before, after, places).Run(before, after, regions, traffic, asksForMoves: true, progress);
}
