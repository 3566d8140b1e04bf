using GlobalLb.Benchmarks.Hosting;
using GlobalLb.Benchmarks.Load;
using GlobalLb.Benchmarks.Workloads;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>
/// <c>./bench peers</c>: ours, gdnsd, Knot DNS, NSD and two floors serve the same workload, each on one processor while the
/// generator keeps another; they take turns, in rotating order, round by round.
/// </summary>
internal sealed class PeersCommand(Arguments arguments)
{
    // A run while anything else used more of a processor than this is repeated.
    private const double MostForeignLoad = 0.05;
    private const int MostTries = 5;

    private readonly TimeSpan _duration = arguments.Seconds("--seconds", 1);
    private readonly int _rounds = arguments.Number("--rounds", 7, 1, 1000);
    private readonly string _processors = arguments.Text("--server-cpu", "0");
    private readonly Workload _workload = new(arguments.Number("--names", 0, 0, 1_000_000));
    private readonly string[] _only = arguments.Text("--only", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
    private int _disturbed;

    /// <summary>Measures and prints; the exit code.</summary>
    public int Run()
    {
        Processor.Pin(arguments.Number("--load-cpu", 1, 0, 1023));
        var folder = Directory.CreateTempSubdirectory("globallb-bench-").FullName;
        var contestants = new List<Contestant>();
        try
        {
            var places = new PlaceMap();
            var database = Path.Combine(folder, "places.mmdb");
            PlaceDatabase.Write(database, places);
            Console.WriteLine($"{Workload.StaticCount} static names, {_workload.SteeredNames + 2} steered names, {places.Networks.Count} networks; written to {folder}");
            var peers = PeerList.All(_workload, database, arguments.Text("--edge", "")).Where(peer => _only.Length == 0 || _only.Contains(peer.Name)).ToList();
            if (peers.Count == 0) throw new FormatException($"--only names no server; write some of {string.Join(',', PeerList.Names)}");

            var steering = new QueryBlock(_workload.SteeredNames == 0 ? QuerySet.Mix() : QuerySet.Names(_workload));
            var plain = new QueryBlock(QuerySet.Plain());
            foreach (var peer in peers)
            {
                if (TryStart(peer, folder, peer.Kind == PeerKind.Static ? plain : steering) is not { } contestant) continue;
                contestants.Add(contestant);
                if (Verification.Problems(contestant.Server, peer.Kind, places) is not { Count: > 0 } problems) continue;
                foreach (var problem in problems) Console.Error.WriteLine($"{peer.Name}: {problem}");
                return 1;
            }

            Measure(contestants);
            PeerTable.Print(contestants, _workload.SteeredNames > 0);
            Console.WriteLine();
            Console.WriteLine(_disturbed == 0 ? "No run was disturbed by other programs." : $"{_disturbed} runs were disturbed by other programs in spite of {MostTries} tries: read the spread.");
            return 0;
        }
        finally
        {
            foreach (var contestant in contestants) contestant.Dispose();
            if (!arguments.Has("--keep")) Directory.Delete(folder, recursive: true);
        }
    }

    private Contestant? TryStart(Peer peer, string folder, QueryBlock queries)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, peer.Name)).FullName;
        var port = FreePort.Find();
        try
        {
            var server = ServerProcess.Start(peer.Write(own, port), port, _processors, Path.Combine(own, "log"));
            Console.WriteLine($"{peer.Name} answers after {server.StartTime.TotalSeconds:F3} s");
            return new Contestant(peer, server, new Generator(server.Address, queries));
        }
        catch (InvalidOperationException failure)
        {
            // The others can still be compared; what failed keeps its log.
            Console.Error.WriteLine($"{peer.Name} takes no part: {failure.Message}");
            if (File.Exists(Path.Combine(own, "log"))) Console.Error.WriteLine(File.ReadAllText(Path.Combine(own, "log")).Trim());
            return null;
        }
    }

    private void Measure(List<Contestant> contestants)
    {
        // Whatever compiles itself while it runs shall have done so.
        foreach (var contestant in contestants) contestant.Run(TimeSpan.FromSeconds(2));
        for (var round = 0; round < _rounds; round++)
        {
            foreach (var contestant in Rotated(contestants, round)) contestant.Full.Add(Undisturbed(contestant, null));
            Console.WriteLine($"round {round + 1} of {_rounds}, thousand queries/s: {string.Join(", ", contestants.Select(one => $"{one.Peer.Name} {one.Full[^1].Rate / 1000:F0}"))}");
        }

        for (var round = 0; round < _rounds; round++)
            foreach (var contestant in Rotated(contestants, round))
                contestant.Half.Add(Undisturbed(contestant, Figures.Median(contestant.Full.Select(run => run.Rate)) / 2));
        foreach (var contestant in contestants) contestant.Resident = contestant.Server.Resident;
    }

    private LoadResult Undisturbed(Contestant contestant, double? rate)
    {
        for (var tries = 1; ; tries++)
        {
            var foreign = new ForeignLoad(contestant.Server);
            var result = contestant.Run(_duration, rate);
            if (foreign.Share() < MostForeignLoad) return result;
            if (tries < MostTries) continue;
            _disturbed++;
            return result;
        }
    }

    private static IEnumerable<Contestant> Rotated(List<Contestant> contestants, int by) =>
        contestants.Skip(by % contestants.Count).Concat(contestants.Take(by % contestants.Count));
}
