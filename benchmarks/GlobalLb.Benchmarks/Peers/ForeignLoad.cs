using System.Diagnostics;
using GlobalLb.Benchmarks.Hosting;
using GlobalLb.Benchmarks.Load;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>How much of a processor all programs used that have no part in a measurement, from its making on.</summary>
internal sealed class ForeignLoad(ServerProcess server)
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly TimeSpan _busy = ProcessFigures.MachineBusy();
    private readonly CpuTime _own = Own(server);

    /// <summary>1 is a whole processor.</summary>
    public double Share()
    {
        var own = Own(server) - _own;
        return (ProcessFigures.MachineBusy() - _busy - own.User - own.System) / Stopwatch.GetElapsedTime(_begin);
    }

    private static CpuTime Own(ServerProcess server) => server.Cpu + ProcessFigures.CpuOf([Environment.ProcessId]);
}
