using GlobalLb.Benchmarks.Load;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>Prints what was measured.</summary>
internal static class PeerTable
{
    /// <summary>Prints medians with their spread, and for each server how it stands to gdnsd and to the C floor.</summary>
    public static void Print(IReadOnlyList<Contestant> contestants, bool hasManyNames)
    {
        Console.WriteLine();
        Console.WriteLine(hasManyNames
            ? "Half steered by continent with client subnet, half weighted; nsd: static names, and 10 % that do not exist"
            : "50 % steered by continent with client subnet, 20 % weighted, 20 % static, 10 % that do not exist; nsd: the last two only");
        Console.WriteLine("Medians [least–greatest] of the rounds; delays at half of each server's own highest rate");
        Console.WriteLine();
        Figures.PrintTable(
        [
            ["server", "thousand queries/s", "CPU µs/query", "of it user", "p50 µs", "p99 µs", "p99.9 µs", "lost", "resident MB", "start s"],
            .. contestants.Select(one => new[]
            {
                one.Peer.Name,
                Figures.Spread(one.Full.Select(run => run.Rate / 1000), "F1"),
                Figures.Spread(one.Full.Select(run => run.CpuPerAnswer), "F2"),
                Figures.Median(one.Full.Select(run => run.UserPerAnswer)).ToString("F2"),
                Figures.Median(one.Half.Select(run => run.Median)).ToString("F0"),
                Figures.Median(one.Half.Select(run => run.Percentile99)).ToString("F0"),
                Figures.Median(one.Half.Select(run => run.Percentile999)).ToString("F0"),
                $"{one.Full.Concat(one.Half).Sum(run => run.Lost + run.Wrong)}",
                $"{one.Resident / 1e6:F0}",
                $"{one.Server.StartTime.TotalSeconds:F2}",
            }),
        ]);

        Console.WriteLine();
        Console.WriteLine("Ratios of the same round, so that a clock that drifts cancels out");
        Console.WriteLine();
        Figures.PrintTable(
        [
            ["server", "queries/s to gdnsd", "CPU/query to gdnsd", "p99.9 to gdnsd", "queries/s to the C floor", "CPU/query to the C floor"],
            .. contestants.Select(one => new[]
            {
                one.Peer.Name,
                Ratio(one, contestants, Peer.Gdnsd, other => other.Full, run => run.Rate),
                Ratio(one, contestants, Peer.Gdnsd, other => other.Full, run => run.CpuPerAnswer),
                Ratio(one, contestants, Peer.Gdnsd, other => other.Half, run => run.Percentile999),
                Ratio(one, contestants, Peer.CFloor, other => other.Full, run => run.Rate),
                Ratio(one, contestants, Peer.CFloor, other => other.Full, run => run.CpuPerAnswer),
            }),
        ]);
    }

    private static string Ratio(Contestant one, IEnumerable<Contestant> all, string to, Func<Contestant, List<LoadResult>> runs, Func<LoadResult, double> figure) =>
        all.FirstOrDefault(other => other.Peer.Name == to) is { } other
            ? Figures.Spread(runs(one).Zip(runs(other), (mine, its) => figure(mine) / figure(its)), "F2")
            : "-";
}
