using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// A fault played on a snapshot: the evaluator that answers is asked for every steered name and client place, before and after.
/// Nothing live is touched; a snapshot is a value.
/// </summary>
public sealed record Simulation
{
    /// <summary>The version of the configuration it was played on.</summary>
    public required long Version { get; init; }

    /// <summary>What was imagined.</summary>
    public required Fault Fault { get; init; }

    /// <summary>What becomes of clients; see <see cref="Comparison.Moves"/>.</summary>
    [JsonIgnore]
    public ImmutableArray<Move> Moves => Comparison.Moves;

    /// <summary>Who moves where, and what each region gets.</summary>
    public required Comparison Comparison { get; init; }

    /// <summary>How long it would take.</summary>
    public required Timeline Timeline { get; init; }

    /// <summary>What if one region more were lost: one for each that is not lost anyway. Empty unless it was asked for.</summary>
    public ImmutableArray<RegionLoss> Losses { get; init; } = [];

    /// <summary>What else there is to know, as sentences.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>Plays a fault on the places between which the policies make a difference, all of which count alike.</summary>
    /// <param name="snapshot">What it is played on.</param>
    /// <param name="document">The configuration that the snapshot was compiled from.</param>
    /// <param name="fault">What is imagined.</param>
    public static Simulation Play(Snapshot snapshot, ConfigurationDocument document, Fault fault) =>
        Play(snapshot, document, fault, ClientPlace.AllOf(document, snapshot), isObserved: false);

    /// <summary>Plays a fault.</summary>
    /// <param name="snapshot">What it is played on.</param>
    /// <param name="document">The configuration that the snapshot was compiled from.</param>
    /// <param name="fault">What is imagined.</param>
    /// <param name="places">Where clients are, and how many.</param>
    /// <param name="isObserved">Whether the traffic of the places was measured, in the unit of the regions' capacity; otherwise it only says how places compare.</param>
    /// <param name="asksForLosses">Whether to find out as well what it would mean to lose each region.</param>
    /// <param name="progress">Hears which part is done, 0 to 1.</param>
    public static Simulation Play(
        Snapshot snapshot, ConfigurationDocument document, Fault fault, ImmutableArray<ClientPlace> places, bool isObserved, bool asksForLosses = false, IProgress<double>? progress = null)
    {
        var traffic = isObserved ? places.Sum(place => place.Traffic) : ReportedLoad(document);
        var faulty = fault.Play(snapshot, document);
        var comparing = new Comparing(snapshot, faulty, places);
        var comparison = comparing.Run(snapshot, faulty, document.Regions, traffic, asksForMoves: true, progress);
        return new Simulation
        {
            Version = snapshot.Version,
            Fault = fault,
            Comparison = comparison,
            Timeline = Timeline.Of(document, fault, comparison.Moves),
            Losses = asksForLosses ? [.. document.Regions.Where(region => !fault.Regions.Contains(region.Code)).Select(region => Lose(region.Code, comparing, snapshot, faulty, document, traffic))] : [],
            Notes = [.. NotesOn(snapshot, faulty, document, traffic)],
        };
    }

    private static RegionLoss Lose(RegionCode region, Comparing comparing, Snapshot before, Snapshot snapshot, ConfigurationDocument document, double? traffic)
    {
        var without = comparing.Run(before, snapshot.WithFault(endpoint => endpoint.Region.Code == region), document.Regions, traffic, asksForMoves: false, null);
        var tightest = without.Regions.Where(load => load.Margin is not null).MinBy(load => load.Margin);
        return new RegionLoss(region, without.Lost, tightest?.Region, tightest?.Margin);
    }

    // What regions report is worth something only when all of them do.
    private static double? ReportedLoad(ConfigurationDocument document) =>
        document.Regions.Select(region => region.Load).Aggregate((double?)0, (sum, load) => sum + load) is > 0 and var load ? load : null;

    private static IEnumerable<string> NotesOn(Snapshot snapshot, Snapshot faulty, ConfigurationDocument document, double? traffic)
    {
        if (!document.Regions.Any(region => region.Capacity is not null)) yield return "No region has a capacity, so loads are parts of all traffic only.";
        else if (traffic is null) yield return "How much traffic there is is not known, so loads are not held against capacities: give observed traffic, or every region its load.";
        var probed = document.Pools.Where(pool => pool.Probe is not null).SelectMany(pool => pool.Endpoints).ToList();
        var down = Enumerable.Range(0, snapshot.Endpoints.Count).Where(i => faulty.Standings[i] <= Standing.Down).Select(i => snapshot.Endpoints[i].Code).ToHashSet();
        if (probed.Count >= Health.FreezeGuard.FewestEndpoints && probed.All(endpoint => down.Contains(endpoint.Code)))
            yield return "Everything probed would seem down at once: Control would take itself for the fault and hold the last health table, so answers would not change.";
    }
}
