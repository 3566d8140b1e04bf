using System.Diagnostics;
using System.Globalization;
using GlobalLb.Benchmarks.Hosting;
using GlobalLb.Migrations;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Benchmarks.Probing;

/// <summary>
/// <c>./bench probes</c>: what very many probes cost a Control on one processor, whether they are on time, and how soon those who follow
/// the feed hear of what fell. PostgreSQL and what is probed have the other processor.
/// </summary>
internal sealed class ProbesCommand(Arguments arguments)
{
    private const double MostShare = 0.6, MostLateMilliseconds = 250, MostToEdgeMilliseconds = 200;
    private const long MostPrivate = 400 << 20;

    private readonly TimeSpan _warmUp = arguments.Seconds("--warm-up", 45);
    private readonly TimeSpan _length = arguments.Seconds("--seconds", 40);
    private readonly int _prober = arguments.Number("--server-cpu", 0, 0, 1023), _others = arguments.Number("--load-cpu", 1, 0, 1023);
    private readonly ProbedWorld _world = new(
        arguments.Number("--endpoints", 10_000, 1, 60_000),
        arguments.Number("--pools", 1000, 1, 60_000),
        arguments.Number("--sick", 0, 0, 100),
        arguments.Number("--falling", 20, 0, 200),
        arguments.Text("--kind", "tcp") switch { "tcp" => ProbeKind.Tcp, "http" => ProbeKind.Http, var other => throw new FormatException($"--kind is tcp or http, not '{other}'") },
        arguments.Seconds("--interval", 5).TotalSeconds);

    /// <summary>Measures and prints; 1 when a figure was missed.</summary>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"globallb-bench-{Guid.NewGuid().ToString("N")[..8]}"));
        try
        {
            Load.Processor.Pin(_others);
            await using var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder.FullName), NullLogger.Instance);
            await Migrator.MigrateAsync(postgres.ConnectionString);
            var ports = Enumerable.Range(0, 5).Select(_ => FreePort.Find()).ToList();
            await using var targets = await Companion.StartAsync(_others, "targets", [.. ports.Take(3).Append(_world.Falling).Select(number => $"{number}")]);
            var refusing = FreePort.Find();
            await using (var store = new ServiceCollection().AddGlobalLbStore(postgres.ConnectionString).BuildServiceProvider())
            {
                var edit = await store.GetRequiredService<ConfigurationEdit>().ApplyToNewestAsync("bench", "", _ => _world.Write(ports[0], ports[1], ports[2], refusing));
                if (edit is not EditOutcome.Accepted) throw new InvalidOperationException($"the configuration was not taken: {(edit is EditOutcome.Rejected rejected ? rejected.Problems[0] : edit)}");
            }

            var url = $"http://127.0.0.1:{ports[3]}";
            await using var prober = await Companion.StartAsync(_prober, "prober", url, postgres.ConnectionString);
            using var stopping = new CancellationTokenSource();
            var feed = new FollowedFeed(url);
            var following = feed.FollowAsync(stopping.Token);
            var code = await MeasureAsync(targets, prober, feed);
            await stopping.CancelAsync();
            await following;
            return code;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<int> MeasureAsync(Companion targets, Companion prober, FollowedFeed feed)
    {
        await Task.Delay(_warmUp);
        await prober.SayAsync("begin");
        var (cpu, begin, resident, own) = (ProcessFigures.CpuOf([prober.Id]), Stopwatch.GetTimestamp(), 0L, 0L);
        var tables = feed.Tables;
        var killed = new Dictionary<string, DateTimeOffset>();
        while (Stopwatch.GetElapsedTime(begin) < _length)
        {
            // One after the other over the first half: the others are left the time to be noticed.
            var due = Math.Min(_world.Falling, (int)(Stopwatch.GetElapsedTime(begin) / (_length / 2) * _world.Falling));
            for (; killed.Count < due; await targets.SayAsync($"{killed.Count - 1}")) killed[$"{ProbedWorld.FallingCode}{killed.Count}"] = DateTimeOffset.UtcNow;
            resident = Math.Max(resident, ProcessFigures.ResidentOf(prober.Id));
            own = Math.Max(own, ProcessFigures.PrivateOf(prober.Id));
            await Task.Delay(200);
        }

        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var used = ProcessFigures.CpuOf([prober.Id]) - cpu;
        await prober.SayAsync("end");
        var said = await prober.ReadUntilAsync("done");
        double Said(string name) => double.Parse(said[name], CultureInfo.InvariantCulture);
        List<double> toEdge = [], toNotice = [];
        var early = 0;
        foreach (var (endpoint, at) in killed)
        {
            if (!feed.Down.TryGetValue(new EndpointCode(endpoint), out var heard)) continue;
            if (heard < at)
            {
                early++;
                continue;
            }

            toNotice.Add((heard - at).TotalSeconds);
            if (said.TryGetValue($"decided-{endpoint}", out var ticks)) toEdge.Add((heard - new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero)).TotalMilliseconds);
        }

        var share = (used.User + used.System).TotalSeconds / seconds;
        Figures.PrintTable(
        [
            [$"probes, {_world.Endpoints} endpoints in {_world.Pools} pools every {_world.Interval} s by {_world.Kind}, {_world.SickPercent} % sick", ""],
            ["outcomes a second", $"{Said("probes") / seconds:N0}"],
            ["processor, of one", $"{100 * share:N1} % (of it user {100 * used.User.TotalSeconds / seconds:N1} %)"],
            ["private memory, at most", $"{own >> 20} MB"],
            ["resident memory, at most", $"{resident >> 20} MB"],
            ["late p50, p99, most", $"{Said("late50"):N1}, {Said("late99"):N1}, {Said("late100"):N1} ms"],
            ["left out because of the cap", $"{Said("crowded"):N0}"],
            ["health tables published", $"{feed.Tables - tables}, of {feed.Octets >> 10} KB"],
            ["fell and were noticed", $"{toNotice.Count} of {killed.Count}"],
            ["called down before they fell", $"{early}"],
            ["from the fall to the feed p50, p99, most", Percentiles(toNotice, "s")],
            ["from the deciding outcome to the feed p50, p99, most", Percentiles(toEdge, "ms")],
        ]);
        var bound = ProbedWorld.Fall * (_world.Interval + _world.Timeout);
        var isKept = own < MostPrivate && toNotice.Count == killed.Count && toNotice.All(seconds => seconds <= bound);

        // What is promised of those that are well; with very many that are sick, it is that a fall elsewhere is noticed in time.
        if (_world.SickPercent == 0) isKept &= share < MostShare && Said("late99") < MostLateMilliseconds && toEdge.Count > 0 && Percentile(toEdge, 0.99) <= MostToEdgeMilliseconds;
        var promise = _world.SickPercent > 0 ? "" : $"less than {100 * MostShare} % of a processor, {MostLateMilliseconds} ms late p99, {MostToEdgeMilliseconds} ms to the feed p99, ";
        Console.WriteLine(isKept ? "All figures were kept." : $"A figure was missed: {promise}less than {MostPrivate >> 20} MB, every fall noticed, none before its time and none after {bound} s.");
        return isKept ? 0 : 1;
    }

    private static string Percentiles(List<double> values, string unit) =>
        values.Count == 0 ? "-" : $"{Percentile(values, 0.5):N1}, {Percentile(values, 0.99):N1}, {values.Max():N1} {unit}";

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)Math.Min(values.Count - 1, share * values.Count));
}
