using System.Diagnostics;
using System.Globalization;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Store.Tests.Embedded;

/// <summary>What an operator, or bad luck, does to the processes of a private PostgreSQL behind our back.</summary>
internal static class ServerProcesses
{
    /// <summary>Stops the server with PostgreSQL's own program.</summary>
    public static Task StopAsync(EmbeddedPostgres server) => ControlAsync(server, "stop", "-m", "fast");

    /// <summary>Starts a server that does not run, with the settings it had before.</summary>
    public static Task StartAsync(EmbeddedPostgres server) => ControlAsync(server, "restart", "-l", "again.log");

    /// <summary>Kills the server and all its children at once, as a lost machine does, and waits until they are gone.</summary>
    public static async Task KillAsync(string dataFolder)
    {
        var pids = Find(dataFolder);
        Assert.NotEmpty(pids);
        await Subprocess.RunAsync(["kill", "-9", .. pids.Select(pid => $"{pid}")], "/", CancellationToken.None);
        while (Find(dataFolder).Count > 0) await Task.Delay(20);
    }

    /// <summary>What is still there of a server that was stopped: it gives up its file of identity, which is waited for, a moment before it ends.</summary>
    public static async Task<List<int>> FindLeftAsync(string dataFolder)
    {
        var patience = Stopwatch.StartNew();
        while (Find(dataFolder) is { Count: > 0 } left)
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(20)) return left;
            await Task.Delay(20);
        }

        return [];
    }

    /// <summary>The processes that work in that folder.</summary>
    public static List<int> Find(string dataFolder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(process => int.TryParse(Path.GetFileName(process), out _) && WorksIn(process, dataFolder))
            .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)),
    ];

    private static bool WorksIn(string process, string folder)
    {
        try
        {
            return new FileInfo($"{process}/cwd").LinkTarget == folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task ControlAsync(EmbeddedPostgres server, params string[] words)
    {
        var account = await ClusterAccount.FindAsync(null, CancellationToken.None);
        var programs = await PostgresPrograms.FindAsync(null, null, CancellationToken.None);
        var (exitCode, output) = await Subprocess.RunAsync(
            account.Words([programs.PathOf("pg_ctl"), .. words, "-D", ".", "-w"]), server.DataFolder, CancellationToken.None);
        Assert.True(exitCode == 0, output);
    }
}
