using System.Collections.Immutable;
using System.Globalization;

namespace GlobalLb.Steering.Configuration;

/// <summary>What measurements come to on top of the latencies that are known.</summary>
/// <param name="Result">The latencies there would be.</param>
/// <param name="Added">How many are new.</param>
/// <param name="Changed">How many have another value.</param>
/// <param name="Kept">How many were measured and stay what they are, because the difference is no larger than the band.</param>
/// <param name="Lines">A line for each of them: <c>+</c>, <c>~</c>, or <c>=</c> for what stays.</param>
public sealed record LatencyMerge(ImmutableArray<Latency> Result, int Added, int Changed, int Kept, ImmutableArray<string> Lines)
{
    // Of a few, most may well change.
    private const int FewestKnown = 10;

    /// <summary>Compares measurements with what is known.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="measured">What was measured; of two for the same place and region the later counts.</param>
    /// <param name="band">How many percent of the known value may come and go.</param>
    public static LatencyMerge Of(ImmutableArray<Latency> known, ImmutableArray<Latency> measured, double band)
    {
        var result = Latency.Import(known, measured, band).ToImmutableArray();
        var before = new Dictionary<(PlaceMatch, RegionCode), double>();
        foreach (var latency in known) before.TryAdd(Key(latency), latency.Milliseconds);
        var news = new Dictionary<(PlaceMatch, RegionCode), double>();
        foreach (var latency in measured) news[Key(latency)] = latency.Milliseconds;
        var lines = ImmutableArray.CreateBuilder<string>();
        var (added, changed) = (0, 0);
        foreach (var latency in result)
        {
            if (!news.TryGetValue(Key(latency), out var value)) continue;
            var name = $"{latency.Place} {latency.Region}";
            if (!before.TryGetValue(Key(latency), out var old))
            {
                added++;
                lines.Add($"+ {name}: {Number(value)} ms");
            }
            else if (!old.Equals(latency.Milliseconds))
            {
                changed++;
                lines.Add($"~ {name}: {Number(old)} → {Number(value)} ms");
            }
            else lines.Add($"= {name}: {Number(old)} ms stays, {Number(value)} ms measured");
        }

        return new LatencyMerge(result, added, changed, lines.Count - added - changed, lines.ToImmutable());
    }

    /// <summary>Why somebody should say that it is meant; null: nobody need.</summary>
    /// <param name="known">How many latencies are known.</param>
    public string? Doubt(int known) => known >= FewestKnown && Changed * 2 > known
        ? $"{Changed} of {known} known latencies would change at once; confirm that this is meant"
        : null;

    private static (PlaceMatch, RegionCode) Key(Latency latency) => (latency.Place, latency.Region);

    private static string Number(double milliseconds) => milliseconds.ToString(CultureInfo.InvariantCulture);
}
