using System.Diagnostics;
using GlobalLb.Benchmarks.Workloads;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>The servers that are compared.</summary>
internal static class PeerList
{
    /// <summary>What they are called, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = ["globallb", Peer.Gdnsd, "knot", "nsd", Peer.CFloor, "c#-floor"];

    /// <summary>All of them for a workload.</summary>
    /// <param name="workload">What they serve.</param>
    /// <param name="places">The address database.</param>
    /// <param name="edge">The program of our edge; empty: the one that was built with this program.</param>
    public static IReadOnlyList<Peer> All(Workload workload, string places, string edge) =>
    [
        new(Names[0], PeerKind.Steering, (folder, port) => EdgeFiles.Write(folder, workload, places, port, EdgeCommand(edge))),
        new(Names[1], PeerKind.Steering, (folder, port) => GdnsdFiles.Write(folder, workload, places, port)),
        new(Names[2], PeerKind.Steering, (folder, port) => KnotFiles.Write(folder, workload, places, port)),
        new(Names[3], PeerKind.Static, (folder, port) => NsdFiles.Write(folder, workload, port)),
        new(Names[4], PeerKind.Echo, (folder, port) => [CompileFloor(folder), $"{port}"]),
        new(Names[5], PeerKind.Echo, (_, port) => [.. OwnProgram("globallb-bench"), "floor", $"{port}"]),
    ];

    /// <summary>The command that starts a program of ours lying beside this one.</summary>
    public static string[] OwnProgram(string name) => ["dotnet", Path.Combine(AppContext.BaseDirectory, $"{name}.dll")];

    private static string[] EdgeCommand(string edge) =>
        edge.Length == 0 ? OwnProgram("globallb-edge") : edge.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", edge] : [edge];

    private static string CompileFloor(string folder)
    {
        var program = Path.Combine(folder, "floor");
        try
        {
            using var compiler = Process.Start("cc", ["-O2", "-o", program, Path.Combine(AppContext.BaseDirectory, "Floors", "floor.c")]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? program : throw new InvalidOperationException("the C compiler refuses Floors/floor.c; what it said is above");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("there is no C compiler: install gcc");
        }
    }
}
