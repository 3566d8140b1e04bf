namespace GlobalLb.Benchmarks.Hosting;

/// <summary><c>./bench steady</c>: what a long run under full load does to the memory of who answers.</summary>
internal static class SteadyCommand
{
    /// <summary>Measures and prints; the exit code is 1 when garbage was collected.</summary>
    public static int Run(Arguments arguments)
    {
        using var runs = new HostRuns(arguments, arguments.Number("--names", 0, 0, 1_000_000), arguments.Seconds("--seconds", 60));
        var (load, host) = runs.Run();
        Figures.PrintTable(
        [
            ["thousand queries/s", "CPU µs/query", "p99.9 µs", "longest delay µs", "lost", "garbage collections", "octets allocated"],
            [
                (load.Rate / 1000).ToString("F1"),
                load.CpuPerAnswer.ToString("F2"),
                load.Percentile999.ToString("F0"),
                load.Longest.ToString("F0"),
                $"{load.Lost + load.Wrong}",
                $"{host.Collections}",
                $"{host.Allocated}",
            ],
        ]);
        return host.Collections == 0 ? 0 : 1;
    }
}
