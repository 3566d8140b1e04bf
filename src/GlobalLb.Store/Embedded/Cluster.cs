using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Store.Embedded;

/// <summary>One cluster: made, started, stopped. Whoever calls holds the turn.</summary>
/// <param name="folder">Where it is.</param>
/// <param name="account">Whom it runs as.</param>
/// <param name="programs">What runs it.</param>
/// <param name="log">Says what happens.</param>
internal sealed class Cluster(ClusterFolder folder, ClusterAccount account, PostgresPrograms programs, ILogger log)
{
    /// <summary>The one role and the one database of the cluster.</summary>
    public const string Name = "globallb";

    private const string LogFile = "start.log";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string PidFile => Path.Combine(folder.Cluster, "postmaster.pid");

    /// <summary>The process of the server; null: it does not run.</summary>
    public int? FindServer() => ReadPid(PidFile) is { } pid && FindProcesses().Contains(pid) ? pid : null;

    /// <summary>Makes the cluster when there is none. One that was interrupted in the making is made again.</summary>
    /// <exception cref="StartFailure">It cannot be made, or one of another version is there.</exception>
    public async Task MakeAsync(CancellationToken cancellation)
    {
        if (folder.Version is { } version)
        {
            if (version == programs.Version) return;
            throw new StartFailure(
                $"The cluster in {folder.Cluster} was made by PostgreSQL {version}, but the programs in {programs.Folder} are version {programs.Version}; "
                + $"install PostgreSQL {version} ('apt-get install postgresql-{version}'), upgrade the cluster with pg_upgrade, or move the folder away to begin anew.");
        }

        if (Directory.Exists(folder.Cluster) && Directory.EnumerateFileSystemEntries(folder.Cluster).Any())
            throw new StartFailure($"The folder {folder.Cluster} holds files but no PostgreSQL cluster; move it away or choose another data folder.");
        log.ClusterMade(programs.Version, folder.Cluster);
        if (Directory.Exists(folder.Unfinished)) Directory.Delete(folder.Unfinished, recursive: true);
        await account.MakeFolderAsync(folder.Unfinished, cancellation);
        var (exitCode, output) = await Subprocess.RunAsync(
            account.Words(
                programs.PathOf("initdb"), "-D", ".", "-U", Name, "-E", "UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject"),
            folder.Unfinished,
            cancellation);
        if (exitCode != 0)
            throw new StartFailure($"The private PostgreSQL cluster in {folder.Cluster} could not be made: {LastLine(output)}");
        if (Directory.Exists(folder.Cluster)) Directory.Delete(folder.Cluster);
        Directory.Move(folder.Unfinished, folder.Cluster);
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    /// <param name="socketFolder">Where its socket is to be.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="StartFailure">It does not start.</exception>
    public async Task StartAsync(string socketFolder, CancellationToken cancellation)
    {
        await ClearTraceAsync(socketFolder, cancellation);
        string[] settings =
        [
            "listen_addresses=", $"unix_socket_directories={socketFolder}", "unix_socket_permissions=0700", "port=5432",
            "max_connections=50", "shared_buffers=64MB", "fsync=on", "synchronous_commit=on", "full_page_writes=on",
            "logging_collector=on", "log_directory=log", "log_filename=postgres-%a.log", "log_truncate_on_rotation=on",
            "log_rotation_age=1d", "log_rotation_size=0", "log_checkpoints=off", "timezone=UTC", "log_timezone=UTC",
        ];
        // pg_ctl gives the server a session of its own, so that a Ctrl-C meant for us does not stop it first. Paths are relative:
        // it hands them to a shell. What whoever started us left open (a lock of theirs, say) must not stay open as long as the
        // server runs.
        var (exitCode, output) = await Subprocess.RunAsync(
            account.Words(
                "sh", "-c", "exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; exec \"$@\"", "sh", programs.PathOf("pg_ctl"), "start", "-D", ".", "-w", "-t", $"{Patience.TotalSeconds}", "-l", LogFile,
                "-o", string.Join(' ', settings.Select(setting => $"-c {setting}"))),
            folder.Cluster,
            cancellation);
        if (exitCode != 0)
            throw new StartFailure($"The private PostgreSQL in {folder.Cluster} does not start: {ReadComplaint(output)}");
        log.ClusterStarted(programs.Version, folder.Cluster);
    }

    /// <summary>Stops the server and waits until it is gone; says so in the log when it does not go.</summary>
    public async Task StopAsync()
    {
        if (FindServer() is null) return;
        var (exitCode, output) = await Subprocess.RunAsync(
            account.Words(programs.PathOf("pg_ctl"), "stop", "-D", ".", "-m", "fast", "-w", "-t", $"{Patience.TotalSeconds}"),
            folder.Cluster,
            CancellationToken.None);
        if (exitCode == 0) log.ClusterStopped(folder.Cluster);
        else log.ClusterNotStopped(folder.Cluster, LastLine(output));
    }

    /// <summary>The folder of the socket of the server that runs (line 5 of its pid file); null: it does not say.</summary>
    public string? FindSocketOfServer() => ReadLines(PidFile) is { Length: > 4 } lines && lines[4].Length > 0 ? lines[4] : null;

    // After everything was killed at once, the files that name the server's process stay. PostgreSQL sees through that, except
    // when the number has gone to another process meanwhile, or to a dead one that nobody buried. Server processes that outlive their parent end by themselves, and must before a new start.
    private async Task ClearTraceAsync(string socketFolder, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (FindProcesses() is { Count: > 0 } orphans)
        {
            if (patience.IsCancellationRequested)
                throw new StartFailure($"Server processes of an earlier run still use {folder.Cluster}; end them with 'kill {string.Join(' ', orphans)}' and start again.");
            await Task.Delay(50, cancellation);
        }

        foreach (var file in (string[])[PidFile, Path.Combine(socketFolder, ".s.PGSQL.5432.lock")])
            if (ReadPid(file) is { } pid && Directory.Exists($"/proc/{pid}")) File.Delete(file);
    }

    // Every process of a server works in its cluster's folder. Processes of other accounts do not let us look, and are not ours.
    private HashSet<int> FindProcesses()
    {
        var found = new HashSet<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            try
            {
                if (new FileInfo($"{process}/cwd").LinkTarget == folder.Cluster
                    && File.ReadAllText($"{process}/comm").TrimEnd() is "postgres" or "postmaster") found.Add(pid);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return found;
    }

    private static int? ReadPid(string file) =>
        ReadLines(file) is { Length: > 0 } lines && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;

    private static string[]? ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string ReadComplaint(string output)
    {
        var logs = new DirectoryInfo(Path.Combine(folder.Cluster, "log"));
        var newest = logs.Exists ? logs.EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc)?.FullName : null;
        foreach (var path in (string?[])[Path.Combine(folder.Cluster, LogFile), newest])
        {
            var line = File.Exists(path) ? File.ReadLines(path, Encoding.UTF8).LastOrDefault(text => text.Contains("FATAL:", StringComparison.Ordinal)) : null;
            if (line is not null) return $"{line[(line.IndexOf("FATAL:", StringComparison.Ordinal) + 6)..].Trim()} (see {path})";
        }

        return LastLine(output);
    }

    private static string LastLine(string output) => output.Split('\n')[^1].Trim();
}
