namespace GlobalLb.Benchmarks;

/// <summary>Medians and their spread, as text.</summary>
internal static class Figures
{
    /// <summary>The value in the middle; between the two in the middle when there is an even number of them.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The median, and the least and the greatest value in brackets.</summary>
    public static string Spread(IEnumerable<double> values, string format)
    {
        var all = values.ToList();
        return all.Count == 0 ? "-" : $"{Median(all).ToString(format)} [{all.Min().ToString(format)}–{all.Max().ToString(format)}]";
    }

    /// <summary>Prints rows as a table that reads well as text and in a page of Markdown; the first row is its head.</summary>
    public static void PrintTable(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var (index, row) in rows.Index())
        {
            Console.WriteLine($"| {string.Join(" | ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |");
            if (index == 0) Console.WriteLine($"|{string.Join("|", widths.Select((width, i) => i == 0 ? new string('-', width + 2) : new string('-', width + 1) + ":"))}|");
        }
    }
}
