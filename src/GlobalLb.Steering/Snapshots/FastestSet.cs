using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Branches by the time measured from the client's place to their regions. The most specific measurement counts, for each region
/// by itself. Those within the band of the best are as good, and come in the order written; then the same again with the rest; and
/// those never measured come last, in the order written.
/// </summary>
internal sealed class FastestSet : PlaceSet
{
    private readonly RegionCode[] _regions;
    private readonly double _band;

    // What was measured from a place: milliseconds by branch, not a number where nothing was.
    private readonly List<double[]> _rows;
    private readonly Dictionary<Place, int> _rowOfPart = [];

    private FastestSet(RegionCode[] regions, int band, List<double[]> rows, PrefixFits prefixes)
        : base(prefixes) => (_regions, _band, _rows) = (regions, 1 + (band / 100.0), rows);

    public override string Word => "fastest";

    public override bool AsksForPlaces => _rowOfPart.Count > 0;

    /// <summary>The set of a node.</summary>
    /// <param name="regions">The region of each branch.</param>
    /// <param name="band">How many percent slower is as good.</param>
    /// <param name="latencies">All that was measured.</param>
    public static FastestSet Of(RegionCode[] regions, int band, IEnumerable<Latency> latencies)
    {
        var rows = new List<double[]>();
        var rowOf = new Dictionary<PlaceMatch, int>();
        foreach (var latency in latencies)
        {
            if (!regions.Contains(latency.Region)) continue;
            if (!rowOf.TryGetValue(latency.Place, out var row))
            {
                rowOf.Add(latency.Place, row = rows.Count);
                rows.Add([.. regions.Select(_ => double.NaN)]);
            }

            for (var branch = 0; branch < regions.Length; branch++)
                if (regions[branch] == latency.Region) rows[row][branch] = latency.Milliseconds;
        }

        var set = new FastestSet(regions, band, rows, new PrefixFits(rowOf.Where(pair => pair.Key.Prefix is not null).Select(pair => (pair.Key.Prefix!.Value, pair.Value))));
        foreach (var (match, row) in rowOf)
            if (Place.Of(match) is { IsKnown: true } place) set._rowOfPart[place.MostSpecific] = row;
        return set;
    }

    public override int List(int fit, Place place, Span<int> branches)
    {
        Span<double> left = stackalloc double[MostFits];
        left = left[.._regions.Length];
        Measure(fit, place, left);
        var count = 0;
        while (count < left.Length)
        {
            var best = double.PositiveInfinity;
            foreach (var time in left)
                if (time < best) best = time;

            // Once nothing that was measured is left, the rest is all as good.
            var worst = double.IsInfinity(best) ? double.NaN : best * _band;
            for (var branch = 0; branch < left.Length; branch++)
            {
                if (double.IsInfinity(left[branch]) || left[branch] > worst || double.IsNaN(left[branch]) != double.IsNaN(worst)) continue;
                branches[count++] = branch;
                left[branch] = double.PositiveInfinity;
            }
        }

        return count;
    }

    public override string Explain(int branch, int fit, Place place)
    {
        Span<double> times = stackalloc double[MostFits];
        Measure(fit, place, times[.._regions.Length]);
        return double.IsNaN(times[branch])
            ? $"branch {branch + 1} by the order written: nothing was measured from here to {_regions[branch]}"
            : FormattableString.Invariant($"branch {branch + 1}: {times[branch]:0.#} ms to {_regions[branch]}");
    }

    private void Measure(int fit, Place place, Span<double> times)
    {
        times.Fill(double.NaN);
        for (; fit > 0; fit = Prefixes.Around(fit)) Fill(_rows[Prefixes.ValueOf(fit)], times);
        for (var part = 0; part < Place.PartCount; part++)
            if (_rowOfPart.TryGetValue(place.Part(part), out var row)) Fill(_rows[row], times);
    }

    private static void Fill(double[] row, Span<double> times)
    {
        for (var branch = 0; branch < times.Length; branch++)
            if (double.IsNaN(times[branch])) times[branch] = row[branch];
    }
}
