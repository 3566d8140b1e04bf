using System.Collections.Immutable;
using System.Globalization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// Measured latencies as a file holds them: a line each, <c>PLACE,REGION,MILLISECONDS</c>. Empty lines and what stands behind a # are
/// passed over.
/// </summary>
public static class LatencyText
{
    /// <summary>Parses a file.</summary>
    /// <param name="file">What the file is called in problems.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="regions">The regions that there are.</param>
    /// <param name="problems">A sentence with file and line for everything wrong; none when it is right.</param>
    public static ImmutableArray<Latency> Parse(string file, string text, IEnumerable<RegionCode> regions, out IReadOnlyList<string> problems)
    {
        var known = regions.ToHashSet();
        var latencies = ImmutableArray.CreateBuilder<Latency>();
        var found = new List<string>();
        var number = 0;
        foreach (var written in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = (written.IndexOf('#') is >= 0 and var comment ? written[..comment] : written).Trim().ToString();
            if (line.Length == 0) continue;
            if (TryParse(line, known, out var problem) is { } latency) latencies.Add(latency);
            else found.Add($"{file}:{number}: {problem}");
        }

        if (found.Count == 0 && latencies.Count == 0) found.Add($"{file}:1: this holds no measurement; write a line for each, such as country:DE,eu-west,23.5");
        problems = found;
        return latencies.ToImmutable();
    }

    private static Latency? TryParse(string line, HashSet<RegionCode> regions, out string? problem)
    {
        problem = null;
        if (line.Split(',', StringSplitOptions.TrimEntries) is not [var where, var code, var number])
            problem = $"'{line}' is no place, region and milliseconds; write a line such as country:DE,eu-west,23.5";
        else if (!PlaceMatch.TryParse(where, out var place, out problem)) return null;
        else if (!regions.Contains(new RegionCode(code)))
            problem = $"there is no region '{code}'; {(regions.Count == 0 ? "add it first" : $"write one of {string.Join(", ", regions.Order(Comparer<RegionCode>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value))))}")}";
        else if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds is not (> 0 and <= Latency.Longest))
            problem = $"'{number}' is no latency; write more than 0 and at most {Latency.Longest} milliseconds";
        else return new Latency { Place = place, Region = new(code), Milliseconds = milliseconds };
        return null;
    }
}
