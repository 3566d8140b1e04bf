using System.Diagnostics;
using GlobalLb.Benchmarks.Workloads;

namespace GlobalLb.Benchmarks.Micro;

/// <summary>
/// What a world of countries and autonomous systems weighs, and how long a snapshot takes to take it: with it, the tables of all
/// policies that decide by place are made anew.
/// </summary>
internal static class PlaceMeasurement
{
    private const int Rounds = 5;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var table = PlaceWorld.Compile();
        var resident = GC.GetTotalMemory(forceFullCollection: true) - before;
        var milliseconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var begin = Stopwatch.GetTimestamp();
            GC.KeepAlive(SampleSnapshot.Value.With(table));
            milliseconds.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        Console.WriteLine("Places");
        Console.WriteLine();
        Figures.PrintTable(
        [
            ["blocks", "places", "MB", "taken by a snapshot in ms"],
            [$"{table.Count}", $"{table.PlaceCount}", (resident / 1e6).ToString("F1"), Figures.Spread(milliseconds, "F0")],
        ]);
        Console.WriteLine();
    }
}
