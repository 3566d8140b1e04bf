using System.Globalization;

namespace GlobalLb.Store.Embedded;

/// <summary>The programs of one PostgreSQL.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Version">Their major version, such as 15.</param>
internal sealed record PostgresPrograms(string Folder, int Version)
{
    /// <summary>The oldest major version that will do.</summary>
    public const int OldestVersion = 14;

    private const string DebianFolder = "/usr/lib/postgresql";

    private static readonly string[] Names = ["postgres", "initdb", "pg_ctl"];

    /// <summary>Finds them: where told, else GLOBALLB_PG_BIN, else the newest of Debian's, else PATH.</summary>
    /// <param name="told">Where they are, when the operator said so.</param>
    /// <param name="clusterVersion">The version of the cluster there is; preferred, because no other can run it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartFailure">There are none, or too old ones.</exception>
    public static async Task<PostgresPrograms> FindAsync(string? told, int? clusterVersion, CancellationToken cancellation)
    {
        told ??= Environment.GetEnvironmentVariable("GLOBALLB_PG_BIN") is { Length: > 0 } variable ? variable : null;
        var folder = (told is null ? Usual(clusterVersion) : [told]).FirstOrDefault(IsComplete);
        if (folder is null)
        {
            throw new StartFailure(told is null
                ? "No PostgreSQL server program was found; install it with 'apt-get install postgresql', say where it is with GLOBALLB_PG_BIN, or use a server of yours."
                : $"There are no programs {string.Join(", ", Names)} in {told}; say where they are, such as {DebianFolder}/15/bin.");
        }

        var (_, output) = await Subprocess.RunAsync([Path.Combine(folder, "postgres"), "--version"], "/", cancellation);
        if (ParseVersion(output) is not { } version)
            throw new StartFailure($"The program {folder}/postgres does not say its version but '{output}'; install PostgreSQL {OldestVersion} or newer.");
        if (version < OldestVersion)
            throw new StartFailure($"The PostgreSQL in {folder} has version {version}, but at least {OldestVersion} is needed; install a newer one, or say where one is with GLOBALLB_PG_BIN.");
        return new PostgresPrograms(folder, version);
    }

    /// <summary>The whole path of one of them.</summary>
    public string PathOf(string program) => Path.Combine(Folder, program);

    /// <summary>Reads <c>postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)</c>.</summary>
    internal static int? ParseVersion(string output)
    {
        var words = output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "(PostgreSQL)") + 1;
        if (at == 0 || at == words.Length) return null;
        var digits = string.Concat(words[at].TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static IEnumerable<string> Usual(int? clusterVersion)
    {
        var debian = Directory.Exists(DebianFolder) ? Directory.GetDirectories(DebianFolder) : [];
        return debian
            .Select(folder => (Folder: folder, IsNumber: int.TryParse(Path.GetFileName(folder), out var version), Version: version))
            .Where(found => found.IsNumber)
            .OrderByDescending(found => found.Version == clusterVersion)
            .ThenByDescending(found => found.Version)
            .Select(found => Path.Combine(found.Folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsComplete(string folder) => Names.All(name => File.Exists(Path.Combine(folder, name)));
}
