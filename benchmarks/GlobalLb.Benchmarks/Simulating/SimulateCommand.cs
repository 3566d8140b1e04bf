using System.Collections.Immutable;
using System.Diagnostics;
using GlobalLb.Benchmarks.Peers;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Benchmarks.Simulating;

/// <summary>
/// How long it takes to play one fault: a region down, for very many client places and steered names, half of them steered by
/// continent over a database of countries, half weighted, hardly two with the same policy.
/// </summary>
internal static class SimulateCommand
{
    private const double MostSeconds = 10;

    /// <summary>Measures and prints; 1 when it takes longer than it may.</summary>
    public static int Run(Arguments arguments)
    {
        var rounds = arguments.Number("--rounds", 5, 1, 100);
        var names = arguments.Number("--names", 1000, 2, 100_000);
        var places = arguments.Number("--places", 200_000, 1, 300_000);
        var map = new PlaceMap();
        ImmutableArray<ClientPlace> clients = [.. map.Networks.Take(places).Select(Client)];
        var document = EdgeFiles.Document(new Workload(names - 2));
        var table = map.ToTable();
        Console.WriteLine($"{clients.Length} client places × {names} steered names × 1 fault, on one thread");
        List<string[]> rows = [["policies", "one fault, s", "and each other region lost beside it, s", "pairs moved"]];
        var isQuick = true;
        foreach (var (label, played) in new[] { ("that tell the same places apart", document), ("that each tell other places apart", WithOwnPlaces(document)) })
        {
            var snapshot = Snapshot.Compile(played, 1, HealthTable.Empty, DateTimeOffset.UnixEpoch, table);
            List<double> seconds = [], allSeconds = [];
            long moved = 0;
            for (var round = 0; round < rounds; round++)
            {
                var progress = new Shown(round, rounds);
                (moved, var taken) = Play(snapshot, played, clients, asksForLosses: false, progress);
                seconds.Add(taken);
                allSeconds.Add(Play(snapshot, played, clients, asksForLosses: true, progress).Seconds);
            }

            isQuick &= seconds.Max() <= MostSeconds;
            rows.Add([label, Figures.Spread(seconds, "F2"), Figures.Spread(allSeconds, "F2"), $"{moved}"]);
        }

        if (!Console.IsErrorRedirected) Console.Error.WriteLine();
        Figures.PrintTable(rows);
        Console.WriteLine(isQuick ? $"Each fault within {MostSeconds:0} s." : $"A fault took longer than the {MostSeconds:0} s it may take.");
        return isQuick ? 0 : 1;
    }

    private static (long Moved, double Seconds) Play(Snapshot snapshot, ConfigurationDocument document, ImmutableArray<ClientPlace> clients, bool asksForLosses, IProgress<double> progress)
    {
        var fault = new Fault { Regions = [document.Regions[0].Code] };
        var begin = Stopwatch.GetTimestamp();
        var simulation = Simulation.Play(snapshot, document, fault, clients, isObserved: true, asksForLosses, progress);
        return (simulation.Comparison.Moved, Stopwatch.GetElapsedTime(begin).TotalSeconds);
    }

    // A prefix of its own in each: nothing that is worked out for one name helps with the next.
    private static ConfigurationDocument WithOwnPlaces(ConfigurationDocument document) => document with
    {
        Zones = [document.Zones[0] with { SteeredNames = [.. document.Zones[0].SteeredNames.Select((name, i) => name with { Policy = WithOwnPlace(name.Policy, i) })] }],
    };

    private static PolicyNode WithOwnPlace(PolicyNode policy, int number) => policy is GeographicNode geographic && PlaceMatch.TryParse($"{1 + (number % 200)}.{number / 200}.0.0/16", out var place, out _)
        ? geographic with { Branches = [.. geographic.Branches, new GeographicBranch([place], geographic.Branches[0].Node)] }
        : policy;

    private static ClientPlace Client(PlacedNetwork network) =>
        new($"{network.Start}/{network.Length}", new Client(new ClientAddress((UInt128)network.Start << 96, true)), 1 << (24 - network.Length));

    private sealed class Shown(int round, int rounds) : IProgress<double>
    {
        private int _last = -1;

        public void Report(double value)
        {
            var percent = (int)(value * 100);
            if (percent == _last || Console.IsErrorRedirected) return;
            _last = percent;
            Console.Error.Write($"\rround {round + 1} of {rounds}: {percent,3} %");
        }
    }
}
