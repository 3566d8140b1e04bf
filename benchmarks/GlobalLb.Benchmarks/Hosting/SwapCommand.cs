using GlobalLb.Benchmarks.Load;

namespace GlobalLb.Benchmarks.Hosting;

/// <summary><c>./bench swap</c>: what swapping the snapshot costs the answers under full load.</summary>
internal sealed class SwapCommand(Arguments arguments)
{
    private readonly int _rounds = arguments.Number("--rounds", 5, 1, 1000);

    /// <summary>Measures and prints; the exit code is 1 when a query was lost.</summary>
    public int Run()
    {
        var names = arguments.Number("--names", 10_000, 2, 1_000_000);
        using var runs = new HostRuns(arguments, names, arguments.Seconds("--seconds", 3));
        (string Title, SwapKind Kind, int Milliseconds)[] kinds =
        [
            ("never", SwapKind.None, 100),
            ("ready snapshot, every 10 ms", SwapKind.Ready, 10),
            ("new health, every 100 ms", SwapKind.Health, 100),
            ("compiled anew, after every 500 ms", SwapKind.Compiled, 500),
        ];
        var found = kinds.Select(_ => new List<(LoadResult Load, HostReport Host)>()).ToList();
        for (var round = 0; round < _rounds; round++)
        {
            for (var i = 0; i < kinds.Length; i++) found[i].Add(runs.Run("--swap", $"{kinds[i].Kind}", "--every", $"{kinds[i].Milliseconds}"));
            Console.WriteLine($"round {round + 1} of {_rounds}");
        }

        Console.WriteLine();
        Console.WriteLine($"{names} steered names, full load; medians [least–greatest] of {_rounds} rounds");
        Console.WriteLine();
        Figures.PrintTable(
        [
            ["swapped", "swaps", "longest swap ms", "thousand queries/s", "p99.9 µs", "longest delay µs", "over never µs", "lost"],
            .. kinds.Select((kind, i) => new[]
            {
                kind.Title,
                $"{found[i].Sum(run => run.Host.Swaps)}",
                Figures.Median(found[i].Select(run => run.Host.LongestSwap.TotalMilliseconds)).ToString("F2"),
                Figures.Spread(found[i].Select(run => run.Load.Rate / 1000), "F1"),
                Figures.Spread(found[i].Select(run => run.Load.Percentile999), "F0"),
                Figures.Spread(found[i].Select(run => run.Load.Longest), "F0"),
                (Figures.Median(found[i].Select(run => run.Load.Longest)) - Figures.Median(found[0].Select(run => run.Load.Longest))).ToString("F0"),
                $"{found[i].Sum(run => run.Load.Lost + run.Load.Wrong)}",
            }),
        ]);
        return found.Any(kind => kind.Any(run => run.Load.Lost + run.Load.Wrong > 0)) ? 1 : 0;
    }
}
