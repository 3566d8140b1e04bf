using System.Collections.Immutable;
using System.Globalization;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// Observed traffic as a file holds it: a line per place, <c>PLACE,NUMBER</c>. The place is a prefix, an address, or a place such as
/// <c>country:DE</c>; the number is how much comes from there, in the unit in which regions have their capacity. Empty lines and
/// lines that begin with # are passed over.
/// </summary>
public static class TrafficText
{
    private const int MostProblems = 20;

    /// <summary>Parses a file.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="problems">A sentence with its line for everything wrong, up to twenty; none when it is right.</param>
    public static ImmutableArray<ClientPlace> Parse(string text, out IReadOnlyList<string> problems)
    {
        var places = ImmutableArray.CreateBuilder<ClientPlace>();
        var found = new List<string>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.IsEmpty || trimmed[0] == '#') continue;
            if (found.Count == MostProblems) break;
            var comma = trimmed.LastIndexOf(',');
            if (comma < 0 || !double.TryParse(trimmed[(comma + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var traffic) || !double.IsFinite(traffic) || traffic < 0)
                found.Add($"line {number}: '{trimmed}' is no place and number; write a line such as 203.0.113.0/24,120");
            else if (!ClientPlace.TryParse(trimmed[..comma].Trim().ToString(), out var place, out var problem)) found.Add($"line {number}: {problem}");
            else places.Add(place with { Traffic = traffic });
        }

        if (found.Count == 0 && places.Sum(place => place.Traffic) is not > 0) found.Add("it holds no traffic; write a line for each place, such as 203.0.113.0/24,120");
        problems = found;
        return places.ToImmutable();
    }
}
