using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using GlobalLb.Benchmarks.Load;
using GlobalLb.Benchmarks.Workloads;

namespace GlobalLb.Benchmarks.Hosting;

/// <summary>A server that runs on one processor of this machine and answers on a port of 127.0.0.1.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly IReadOnlyList<int> _family;
    private readonly PosixSignalRegistration _endsWithUs;

    private ServerProcess(Process process, IPEndPoint address, TimeSpan startTime)
    {
        _process = process;
        Address = address;
        StartTime = startTime;
        _family = ProcessFigures.Family(process.Id);

        // Also when this program is asked to end meanwhile.
        _endsWithUs = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => End(process));
    }

    /// <summary>Where it answers.</summary>
    public IPEndPoint Address { get; }

    /// <summary>How long it took from its start to its first answer.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>The processor time it has used.</summary>
    public CpuTime Cpu => ProcessFigures.CpuOf(_family);

    /// <summary>The memory resident for it, in octets.</summary>
    public long Resident => _family.Sum(ProcessFigures.ResidentOf);

    /// <summary>Starts a server and waits for its first answer.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="port">The port it will answer on.</param>
    /// <param name="processors">The processors it may use, as taskset(1) lists them.</param>
    /// <param name="log">The file its output is added to.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in time.</exception>
    public static ServerProcess Start(IReadOnlyList<string> command, int port, string processors, string log)
    {
        // The shell is gone once it has become the program: its output needs no reader of ours.
        string[] words = ["-c", "exec taskset -c \"$0\" \"$@\" >>\"$BENCH_LOG\" 2>&1 </dev/null", processors, .. command];
        var start = new ProcessStartInfo("sh", words) { Environment = { ["BENCH_LOG"] = log } };
        var address = new IPEndPoint(IPAddress.Loopback, port);
        var begin = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new InvalidOperationException("there is no shell to start programs with");
        var query = QuerySet.Write("s0");
        while (!IsAnswered(address, query))
        {
            if (!process.HasExited && Stopwatch.GetElapsedTime(begin) < LongestStart) continue;
            var how = process.HasExited ? $"ended with exit code {process.ExitCode}" : $"did not answer within {LongestStart.TotalSeconds} s";
            End(process);
            throw new InvalidOperationException($"{command[0]} {how}; what it said is in {log}");
        }

        return new ServerProcess(process, address, Stopwatch.GetElapsedTime(begin));
    }

    /// <summary>Asks one query and waits up to a second for the answer; empty when there is none.</summary>
    public byte[] Ask(byte[] query)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 1000 };
        socket.Connect(Address);
        socket.Send(query);
        var response = new byte[4096];
        try
        {
            return response[..socket.Receive(response)];
        }
        catch (SocketException)
        {
            return [];
        }
    }

    /// <summary>Asks the program to end and waits until it has.</summary>
    public void Stop() => End(_process);

    /// <inheritdoc/>
    public void Dispose()
    {
        _endsWithUs.Dispose();
        End(_process);
        _process.Dispose();
    }

    // A port nobody listens on refuses at once: the short wait is for a server that is bound and not ready.
    private static bool IsAnswered(IPEndPoint address, byte[] query)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 20 };
        try
        {
            socket.Connect(address);
            socket.Send(query);
            var response = new byte[512];
            var length = socket.Receive(response);
            return length > 12 && (response[2] & 0x80) != 0 && (response[3] & 0x0F) == 0;
        }
        catch (SocketException)
        {
            Thread.Sleep(1);
            return false;
        }
    }

    private static void End(Process process)
    {
        if (process.HasExited) return;
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) kill.WaitForExit();
        if (!process.WaitForExit(LongestStop)) process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }
}
