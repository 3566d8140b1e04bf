using System.Collections.Immutable;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Simulating;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Server.Commands;

/// <summary>What new databases of places would do, and which expectations would hold.</summary>
/// <param name="Version">The version of the configuration; 0: it was read from a file.</param>
/// <param name="Shares">Of all clients; see <see cref="PlacesPreview"/>.</param>
/// <param name="Changes">Who would be answered otherwise.</param>
/// <param name="Expectations">The expectations with the new databases.</param>
/// <param name="BrokenBefore">The numbers of those that do not hold now either.</param>
internal sealed record PlacesReport(
    long Version, ImmutableArray<PlacesShare> Shares, ImmutableArray<PlaceChange> Changes, ImmutableArray<ExpectationFinding> Expectations, ImmutableArray<int> BrokenBefore)
{
    private const int MostShown = 40;

    /// <summary>Whether every expectation holds, as far as that can be said.</summary>
    public bool Holds() => Expectations.All(finding => finding.Holds != false);

    /// <summary>Plays.</summary>
    /// <param name="found">What is answered from now.</param>
    /// <param name="before">Where clients are now; null: nowhere known.</param>
    /// <param name="after">Where they would be.</param>
    /// <param name="observed">How many clients are where; null: not known.</param>
    public static PlacesReport Of(ArchivedSnapshot found, PlaceTable? before, PlaceTable after, ImmutableArray<ClientPlace>? observed)
    {
        var preview = PlacesPreview.Of(found.Snapshot, found.Snapshot.With(after), observed);
        var expectations = ExpectationCheck.Find(found.Document, found.Time, after);
        var isBroken = expectations.Any(finding => finding.Holds == false);
        return new PlacesReport(found.Snapshot.Version, preview.Shares, preview.Changes, expectations,
            isBroken ? [.. ExpectationCheck.Find(found.Document, found.Time, before).Where(finding => finding.Holds == false).Select(finding => finding.Index)] : []);
    }

    /// <summary>The same for a terminal.</summary>
    public string Format() => string.Join(Environment.NewLine,
    [
        .. SimulationText.Table(["NAME", "COUNTRY", "NOW", "THEN", "PART", "SUCH AS"], [.. Changes.Take(MostShown).Select(Row)]),
        .. Changes.Length > MostShown ? [$"… and {Changes.Length - MostShown} more, with --json"] : Array.Empty<string>(),
        .. Shares.Select(share => $"{Clients(share.Of)}: {Percent(share.Elsewhere)} would be in another country, {Percent(share.Moved)} of what they ask would be answered from another pool."),
        .. Expectations.Where(finding => finding.Holds != true).Select(finding => $"expectations[{finding.Index}]: {finding.Sentence}{(BrokenBefore.Contains(finding.Index) ? " – nor does it now" : "")}"),
        $"{Expectations.Count(finding => finding.Holds == true)} of {Expectations.Length} expectations would hold, {Expectations.Count(finding => finding.Holds is null)} cannot be said ({(Version == 0 ? "the configuration of the file" : $"configuration version {Version}")}).",
    ]);

    private static string[] Row(PlaceChange change) =>
    [
        change.Names.Length == 1 ? change.Names[0].ToHostName() : $"{change.Names[0].ToHostName()} and {change.Names.Length - 1} more",
        change.From == change.To ? change.From : $"{change.From} → {change.To}",
        string.Join(" + ", change.Before),
        string.Join(" + ", change.After),
        $"{Percent(change.Part)} {change.Of}",
        string.Join(", ", change.Examples.Take(3)),
    ];

    private static string Clients(string of) => of == "observed" ? "Of the observed clients" : $"Of the {of} addresses that are placed";

    // What is there must not read as nothing.
    private static string Percent(double part) => part is > 0 and < 0.0001 ? "<0.01 %" : FormattableString.Invariant($"{part * 100:0.##} %");
}
