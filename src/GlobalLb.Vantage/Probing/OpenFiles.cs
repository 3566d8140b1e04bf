using System.Globalization;

namespace GlobalLb.Vantage.Probing;

/// <summary>How many files, and so sockets, this process may have open (proc(5)).</summary>
internal static class OpenFiles
{
    private const string Line = "Max open files";

    /// <summary>The limit as it is now; as many as there are numbers when there is none, or none is said.</summary>
    public static int Most() => Read(File.Exists("/proc/self/limits") ? File.ReadLines("/proc/self/limits") : []);

    /// <summary>The same, from lines of limits: name, soft limit, hard limit, unit.</summary>
    public static int Read(IEnumerable<string> limits) =>
        limits.FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal)) is { } line
        && int.TryParse(line[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            ? most
            : int.MaxValue;
}
