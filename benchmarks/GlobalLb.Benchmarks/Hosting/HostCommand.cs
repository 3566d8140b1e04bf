using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Answering;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Benchmarks.Hosting;

/// <summary>
/// <c>host PORT</c>: answers a workload as the edge does, and swaps the snapshot meanwhile when asked to; the other commands
/// start it. At its end it prints one line with what it did to its memory.
/// </summary>
internal sealed class HostCommand(int port, Arguments arguments)
{
    private readonly SnapshotSwaps _swaps = new(arguments.Number("--names", 0, 0, 1_000_000));

    /// <summary>Answers until it is asked to end; the exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var stopping = new ManualResetEventSlim();
        using var asked = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.Set();
        });
        var responder = new Responder(new Authority(() => _swaps.Current));
        await using var server = new UdpServer(new IPEndPoint(IPAddress.Loopback, port), responder, arguments.Number("--loops", 1, 1, 256), NullLogger.Instance);
        var swap = Enum.Parse<SwapKind>(arguments.Text("--swap", nameof(SwapKind.None)), ignoreCase: true);
        var pause = TimeSpan.FromMilliseconds(arguments.Number("--every", 100, 1, 100_000));

        // What making the configuration left behind is nobody's affair later.
        GC.Collect();
        server.Start();
        var (collections, allocated) = (GC.CollectionCount(0), GC.GetTotalAllocatedBytes());
        var swaps = 0;
        var longest = TimeSpan.Zero;
        while (!stopping.Wait(pause))
        {
            if (swap == SwapKind.None) continue;
            var begin = Stopwatch.GetTimestamp();
            _swaps.Swap(swap);
            var taken = Stopwatch.GetElapsedTime(begin);
            if (taken > longest) longest = taken;
            swaps++;
        }

        Console.WriteLine(new HostReport(GC.CollectionCount(0) - collections, GC.GetTotalAllocatedBytes() - allocated, swaps, longest));
        return 0;
    }
}
