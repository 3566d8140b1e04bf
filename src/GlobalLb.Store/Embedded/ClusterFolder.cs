using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Store.Embedded;

/// <summary>Where everything of the cluster is.</summary>
/// <param name="Parent">The folder that is ours, without symbolic links.</param>
internal sealed record ClusterFolder(string Parent)
{
    // sockaddr_un has room for 108 octets, the last of which ends the text.
    private const int LongestSocketPath = 107;
    private const string SocketFile = "/.s.PGSQL.5432";

    /// <summary>Where the cluster lives when its account cannot reach the folder that was asked for.</summary>
    private const string Elsewhere = "/var/lib/globallb";

    /// <summary>The cluster itself.</summary>
    public string Cluster => Path.Combine(Parent, "postgres");

    /// <summary>A cluster in the making; it moves to its place when it is whole.</summary>
    public string Unfinished => Path.Combine(Parent, "postgres.new");

    /// <summary>Held by the one who starts or stops the cluster.</summary>
    public string TurnFile => Path.Combine(Parent, "postgres.turn");

    /// <summary>Held by all who use it.</summary>
    public string UsersFile => Path.Combine(Parent, "postgres.users");

    /// <summary>The major version of the cluster that is there; null: none is.</summary>
    public int? Version
    {
        get
        {
            var path = Path.Combine(Cluster, "PG_VERSION");
            return File.Exists(path) && int.TryParse(File.ReadAllText(path), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var version)
                ? version
                : null;
        }
    }

    /// <summary>Makes the folder, or takes another when the cluster's account cannot reach it.</summary>
    /// <exception cref="StartFailure">It cannot be written.</exception>
    public static async Task<ClusterFolder> ChooseAsync(string wanted, ClusterAccount account, ILogger log, CancellationToken cancellation)
    {
        var parent = Path.GetFullPath(wanted);
        MakeWritable(parent);
        if (account.IsAnother && !await account.CanEnterAsync(parent, cancellation))
        {
            log.ClusterElsewhere(account.Name, parent, Elsewhere);
            parent = Elsewhere;
            MakeWritable(parent);
        }

        // The kernel tells us where the server runs without symbolic links: compare like with like.
        var (exitCode, output) = await Subprocess.RunAsync(["readlink", "-f", parent], "/", cancellation);
        var folder = new ClusterFolder(exitCode == 0 ? output : parent);
        await CheckOwnerAsync(folder.Cluster, account, cancellation);
        return folder;
    }

    /// <summary>Where the socket is: within the cluster, which is its account's alone, unless that path is too long.</summary>
    /// <exception cref="StartFailure">Somebody else has taken the other place.</exception>
    public async Task<string> FindSocketFolderAsync(ClusterAccount account, CancellationToken cancellation)
    {
        if (Encoding.UTF8.GetByteCount(Cluster + SocketFile) <= LongestSocketPath && Cluster.All(IsPlain)) return Cluster;
        var name = $"globallb-{account.Uid}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Cluster)))[..12]}";
        var folder = Path.Combine(account.IsAnother ? "/run" : "/tmp", name);
        // Anybody may write to /tmp: whoever was there first must have been us.
        if (new DirectoryInfo(folder).LinkTarget is not null)
            throw new StartFailure($"{folder} is a symbolic link that we did not make; remove it.");
        await CheckOwnerAsync(folder, account, cancellation);
        await account.MakeFolderAsync(folder, cancellation);
        return folder;
    }

    /// <summary>Removes the folder of the socket when it is one outside of the cluster and the server has left it empty.</summary>
    public void Leave(string socketFolder)
    {
        if (socketFolder == Cluster || !Directory.Exists(socketFolder)) return;
        if (!Directory.EnumerateFileSystemEntries(socketFolder).Any()) Directory.Delete(socketFolder);
    }

    // Both PostgreSQL's settings and connection strings give commas, quotes and blanks a meaning.
    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or '+';

    private static void MakeWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var trial = Path.Combine(folder, $".trial-{Guid.NewGuid():N}");
            File.WriteAllText(trial, "");
            File.Delete(trial);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(
                $"The data folder {folder} cannot be written by the account {Environment.UserName} ({exception.Message}); make it writable or choose another.",
                exception);
        }
    }

    private static async Task CheckOwnerAsync(string folder, ClusterAccount account, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) return;
        var (_, output) = await Subprocess.RunAsync(["stat", "-c", "%u %U", folder], "/", cancellation);
        var words = output.Split(' ');
        if (words[0] != account.Uid)
        {
            throw new StartFailure(
                $"{folder} belongs to the account {words[^1]}, but the database would run as {account.Name}; start as {words[^1]}, or choose another data folder.");
        }
    }
}
