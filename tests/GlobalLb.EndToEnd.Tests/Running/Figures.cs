using System.Globalization;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>What was measured: in the test's own output, and in <c>artifacts/figures.txt</c>, the newest of each label.</summary>
internal static class Figures
{
    public static void Write(ITestOutputHelper output, string label, TimeSpan measured, TimeSpan allowed)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{label}: {measured.TotalSeconds:0.00} s (allowed {allowed.TotalSeconds:0.00} s)");
        output.WriteLine(line);
        var path = Path.Combine(Programs.Repository, "artifacts", "figures.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string[] others = File.Exists(path) ? [.. File.ReadAllLines(path).Where(known => !known.StartsWith($"{label}: ", StringComparison.Ordinal))] : [];
        File.WriteAllLines(path, [.. others.Append(line).Order(StringComparer.Ordinal)]);
    }
}
