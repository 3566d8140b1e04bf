using System.Globalization;
using GlobalLb.Benchmarks.Load;
using GlobalLb.Benchmarks.Peers;
using GlobalLb.Benchmarks.Workloads;

namespace GlobalLb.Benchmarks.Hosting;

/// <summary>Starts a host, loads it as much as it answers, and stops it, again and again.</summary>
internal sealed class HostRuns : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("globallb-bench-").FullName;
    private readonly Arguments _arguments;
    private readonly int _names;
    private readonly TimeSpan _duration;
    private readonly QueryBlock _queries;

    /// <summary>Prepares the queries, and takes the calling thread for the generator.</summary>
    /// <param name="arguments">The options of the command.</param>
    /// <param name="names">How many steered names the host serves beside <c>www</c> and <c>w</c>.</param>
    /// <param name="duration">How long a run is.</param>
    public HostRuns(Arguments arguments, int names, TimeSpan duration)
    {
        _duration = duration;
        _arguments = arguments;
        _names = names;
        _queries = new QueryBlock(names == 0 ? QuerySet.Mix() : QuerySet.Names(new Workload(names)));
        Processor.Pin(arguments.Number("--load-cpu", 1, 0, 1023));
    }

    /// <summary>Loads a host once, after two seconds in which it compiles itself.</summary>
    /// <param name="options">Further options of the host.</param>
    public (LoadResult Load, HostReport Host) Run(params string[] options) => RunOn(_arguments.Text("--server-cpu", "0"), options);

    /// <summary>The same on other processors than the usual one.</summary>
    public (LoadResult Load, HostReport Host) RunOn(string processors, params string[] options)
    {
        var port = FreePort.Find();
        var log = Path.Combine(_folder, $"host-{port}");
        string[] command = [.. PeerList.OwnProgram("globallb-bench"), "host", port.ToString(CultureInfo.InvariantCulture), "--names", $"{_names}", .. options];
        using var server = ServerProcess.Start(command, port, processors, log);
        using var generator = new Generator(server.Address, _queries);
        generator.Run(TimeSpan.FromSeconds(2));
        var load = generator.Run(_duration, null, () => server.Cpu);
        server.Stop();
        return (load, HostReport.Read(log));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
