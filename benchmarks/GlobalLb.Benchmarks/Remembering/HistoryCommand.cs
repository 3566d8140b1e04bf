using System.Diagnostics;
using System.Globalization;
using GlobalLb.Control;
using GlobalLb.Control.Judging;
using GlobalLb.Migrations;
using GlobalLb.Steering.Health;
using GlobalLb.Store;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GlobalLb.Benchmarks.Remembering;

/// <summary>
/// Whether history keeps up: outcomes at a steady rate through the writer of Control to a private PostgreSQL, with roll-ups and
/// transitions; or how fast, and in how much memory, very many of them are exported.
/// </summary>
internal static class HistoryCommand
{
    private const int MostBehindSeconds = 5;

    /// <summary>Measures and prints; 1 when the rate was not kept, or something is missing.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        // One that every account can reach: PostgreSQL does not run as root.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"globallb-bench-{Guid.NewGuid().ToString("N")[..8]}"));
        try
        {
            await using var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder.FullName), NullLogger.Instance);
            await Migrator.MigrateAsync(postgres.ConnectionString);
            await using var store = new ServiceCollection().AddGlobalLbStore(postgres.ConnectionString).BuildServiceProvider();
            var rows = arguments.Number("--export", 0, 0, 100_000_000);
            return rows > 0
                ? await ExportAsync(store, rows)
                : await StoreAsync(store, folder.FullName, arguments.Seconds("--seconds", 60), arguments.Number("--rate", 5000, 1, 1_000_000), arguments.Number("--endpoints", 10_000, 1, 1_000_000));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> StoreAsync(ServiceProvider store, string folder, TimeSpan length, int rate, int endpoints)
    {
        using var metrics = new ControlMetrics();
        var options = new ControlOptions { HistoryFolder = Path.Combine(folder, "history") };
        using var writer = new HistoryWriter(store.GetRequiredService<HealthHistory>(), options, metrics, TimeProvider.System, NullLogger<HistoryWriter>.Instance);
        await store.GetRequiredService<HistoryUpkeep>().RunAsync(new HistoryRetention());
        await writer.StartAsync(CancellationToken.None);
        var process = Process.GetCurrentProcess();
        var (own, others, begin) = (process.TotalProcessorTime, PostgresTime(), Stopwatch.GetTimestamp());
        var sent = 0L;
        while (Stopwatch.GetElapsedTime(begin) < length)
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(begin).TotalSeconds * rate); sent < due; sent++) Send(writer, sent, endpoints);
            await Task.Delay(10);
        }

        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        process.Refresh();
        var (ownUsed, othersUsed) = ((process.TotalProcessorTime - own).TotalSeconds, PostgresTime() - others);
        var stored = await CountAsync(store, "SELECT count(*) FROM globallb.probe_outcomes");
        await writer.StopAsync(CancellationToken.None);
        var (all, rollUps, probes, transitions) = (
            await CountAsync(store, "SELECT count(*) FROM globallb.probe_outcomes"), await CountAsync(store, "SELECT count(*) FROM globallb.probe_rollups"),
            await CountAsync(store, "SELECT coalesce(sum(probes), 0)::bigint FROM globallb.probe_rollups"), await CountAsync(store, "SELECT count(*) FROM globallb.transitions"));
        Figures.PrintTable(
        [
            ["history", ""],
            ["outcomes offered a second", $"{sent / seconds:N0}"],
            ["outcomes stored a second, while they came", $"{stored / seconds:N0}"],
            ["seconds behind at the end", $"{(sent - stored) / (double)rate:N1}"],
            ["rows of outcomes, all stored", $"{all:N0} of {sent:N0}"],
            ["rows of roll-ups, and the outcomes in them", $"{rollUps:N0}, {probes:N0}"],
            ["rows of transitions", $"{transitions:N0}"],
            ["processor of this program", $"{100 * ownUsed / seconds:N1} %"],
            ["processor of PostgreSQL", $"{100 * othersUsed / seconds:N1} %"],
            ["resident memory of this program, at most", $"{Peak()} MB"],
        ]);
        var isKept = all == sent && probes == sent && sent - stored <= (long)rate * MostBehindSeconds;
        Console.WriteLine(isKept ? $"The rate was kept for {seconds:N0} s." : "The rate was not kept, or something is missing.");
        return isKept ? 0 : 1;
    }

    private static void Send(HistoryWriter writer, long number, int endpoints)
    {
        var (index, passed) = (number % endpoints, number % 50 != 0);
        var code = new GlobalLb.Steering.Configuration.EndpointCode($"endpoint-{index}");
        var now = DateTimeOffset.UtcNow;
        writer.Count(new Outcome(code, "control", now, passed, passed ? "HTTP 200" : "HTTP 503", TimeSpan.FromMilliseconds(number % 97)), 1);
        if (number % 5000 == 0) writer.Add(new Transition(0, now, code, new("pool"), new("region"), HealthState.Up, HealthState.Down, "HTTP 503", "control", 1), []);
    }

    private static async Task<int> ExportAsync(ServiceProvider store, int rows)
    {
        await store.GetRequiredService<HistoryUpkeep>().RunAsync(new HistoryRetention());
        var now = DateTimeOffset.UtcNow;
        await using (var fill = store.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            $"""
            INSERT INTO globallb.probe_outcomes
            SELECT date_trunc('day', now()) + nr * interval '1 day' / {rows + 1}, 'endpoint-' || nr % 10000, '', 'control', nr % 50 <> 0, CASE WHEN nr % 50 = 0 THEN 'HTTP 503' ELSE 'HTTP 200' END, nr % 97, NULL, 1
            FROM generate_series(1, {rows}) AS nr
            """))
        {
            fill.CommandTimeout = 0;
            await fill.ExecuteNonQueryAsync();
        }

        List<string[]> table = [["format", "rows", "seconds", "rows/s", "MB written", "resident MB, at most"]];
        foreach (var format in Enum.GetValues<HistoryFormat>())
        {
            await using var nowhere = new Counted();
            var begin = Stopwatch.GetTimestamp();
            var told = new Told();
            await store.GetRequiredService<HealthExport>().WriteAsync(HistoryKind.Outcomes, format, new HistoryRange(now.AddDays(-2), now.AddDays(2)), nowhere, told);
            var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            table.Add([$"{format}", $"{told.Rows:N0}", $"{seconds:N1}", $"{told.Rows / seconds:N0}", $"{nowhere.Octets >> 20:N0}", $"{Peak()}"]);
            if (told.Rows != rows) throw new InvalidOperationException($"{told.Rows} of {rows} rows were exported");
        }

        Figures.PrintTable(table);
        return 0;
    }

    private static async Task<long> CountAsync(ServiceProvider store, string sql)
    {
        await using var command = store.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // All of them on this machine: leave it alone while this runs.
    private static double PostgresTime()
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(name => char.IsAsciiDigit(Path.GetFileName(name)[0])))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (!stat.Contains("(postgres", StringComparison.Ordinal)) continue;
                // Its own time and that of children that ended.
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                ticks += fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return ticks / 100.0;
    }

    private static string Peak() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] is var kilobytes
        ? $"{long.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024}" : "";

    private sealed class Told : IProgress<long>
    {
        public long Rows { get; private set; }

        public void Report(long value) => Rows = value;
    }

    private sealed class Counted : Stream
    {
        public long Octets { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Octets;

        public override long Position
        {
            get => Octets;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Octets += count;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Octets += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
