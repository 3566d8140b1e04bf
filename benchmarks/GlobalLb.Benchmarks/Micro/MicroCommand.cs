using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace GlobalLb.Benchmarks.Micro;

/// <summary><c>./bench micro</c>: the parts by themselves, without sockets.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Benchmarks = [typeof(ResponderBenchmarks), typeof(CodecBenchmarks), typeof(PlaceBenchmarks), typeof(ChooserBenchmarks)];

    /// <summary>Measures and prints; the exit code.</summary>
    public static int Run(Arguments arguments)
    {
        var filter = arguments.Text("--filter", "");
        var artifacts = Directory.CreateTempSubdirectory("globallb-bench-").FullName;
        try
        {
            var failed = false;
            foreach (var type in Benchmarks)
            {
                var summary = BenchmarkRunner.Run(type, Configure(arguments.Has("--quick"), filter, artifacts));
                if (summary.BenchmarksCases.Length == 0) continue;
                failed |= summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success);
                Print(type, summary);
            }

            if ("Places".Contains(filter, StringComparison.OrdinalIgnoreCase)) PlaceMeasurement.Print();
            if ("Compile".Contains(filter, StringComparison.OrdinalIgnoreCase)) CompileMeasurement.Print(arguments.Has("--quick"));
            return failed ? 1 : 0;
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static ManualConfig Configure(bool isQuick, string filter, string artifacts)
    {
        // In this process: a project made on the spot would be built by the rules of this repository, which are not for it.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
        if (isQuick) job = job.WithWarmupCount(2).WithIterationCount(3).WithIterationTime(TimeInterval.FromMilliseconds(40));
        return ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance)
            .AddFilter(new GlobFilter([$"*{filter}*"]))
            .WithArtifactsPath(artifacts);
    }

    private static void Print(Type type, Summary summary)
    {
        Console.WriteLine(type.Name.Replace("Benchmarks", "", StringComparison.Ordinal));
        Console.WriteLine();
        Figures.PrintTable(
        [
            ["", "nanoseconds", "octets allocated"],
            .. summary.Reports.Select(report => new[]
            {
                report.BenchmarkCase.Descriptor.WorkloadMethod.Name.Replace('_', ' '),
                report.ResultStatistics is { } found ? $"{found.Median:F0} [{found.Min:F0}–{found.Max:F0}]" : "failed",
                $"{report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)}",
            }),
        ]);
        Console.WriteLine();
    }
}
