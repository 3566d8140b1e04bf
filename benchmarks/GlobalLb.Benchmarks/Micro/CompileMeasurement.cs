using System.Diagnostics;
using GlobalLb.Benchmarks.Peers;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Benchmarks.Micro;

/// <summary>
/// How long a configuration takes to be read, checked and compiled, and what the snapshot weighs beside the configuration it was
/// made of. A
/// measurement of its own: one run takes seconds, and what stays in memory is asked for, not what was allocated.
/// </summary>
internal static class CompileMeasurement
{
    private const int Rounds = 5;

    /// <summary>Measures and prints.</summary>
    public static void Print(bool isQuick)
    {
        (int Steered, int Records)[] sizes = isQuick ? [(10_000, 0)] : [(10_000, 0), (100_000, 0), (0, 1_000_000), (100_000, 1_000_000)];
        Console.WriteLine("Compile");
        Console.WriteLine();
        Figures.PrintTable(
        [
            ["steered names", "records", "read in s", "checked in s", "compiled in s", "new health in ms", "snapshot MB", "octets/name", "octets allocated/name"],
            .. sizes.Select(size => Measure(size.Steered, size.Records)),
        ]);
    }

    private static string[] Measure(int steered, int records)
    {
        var document = Document(steered, records);
        var text = ConfigurationJson.Write(document);
        var begin = Stopwatch.GetTimestamp();
        var read = ConfigurationJson.Read(text);
        var readSeconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        begin = Stopwatch.GetTimestamp();
        var problems = ConfigurationValidation.Check(read);
        var checkSeconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (!problems.IsEmpty) throw new InvalidOperationException($"the configuration to be compiled is wrong: {problems[0]}");

        List<double> seconds = [], milliseconds = [];
        long resident = 0, allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            begin = Stopwatch.GetTimestamp();
            var snapshot = Snapshot.Compile(document, round, HealthTable.Empty, DateTimeOffset.UnixEpoch);
            seconds.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
            resident = GC.GetTotalMemory(forceFullCollection: true) - before;

            begin = Stopwatch.GetTimestamp();
            var other = snapshot.With(HealthTable.Empty, DateTimeOffset.UnixEpoch);
            milliseconds.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            GC.KeepAlive((snapshot, other));
        }

        double names = steered + records;
        return
        [
            $"{steered}",
            $"{records}",
            readSeconds.ToString("F2"),
            checkSeconds.ToString("F2"),
            Figures.Spread(seconds, "F2"),
            Figures.Spread(milliseconds, "F2"),
            (resident / 1e6).ToString("F1"),
            (resident / names).ToString("F0"),
            (allocated / names).ToString("F0"),
        ];
    }

    private static ConfigurationDocument Document(int steered, int records)
    {
        var document = EdgeFiles.Document(new Workload(steered));
        var more = Enumerable.Range(0, records).Select(i => new Record
        {
            Name = DomainName.Parse($"r{i}.{Workload.Zone}."),
            Type = RecordType.A,
            Ttl = Workload.StaticTtl,
            Value = $"192.0.{(i >> 8) & 255}.{i & 255}",
        });
        return document with { Zones = [document.Zones[0] with { Records = [.. document.Zones[0].Records, .. more] }] };
    }
}
