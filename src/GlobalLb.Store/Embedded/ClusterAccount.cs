namespace GlobalLb.Store.Embedded;

/// <summary>The account the cluster runs as: PostgreSQL refuses to run as root.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its number.</param>
/// <param name="Gid">The number of its group.</param>
/// <param name="IsAnother">Whether we are root and it is not.</param>
internal sealed record ClusterAccount(string Name, string Uid, string Gid, bool IsAnother)
{
    private static readonly string[] Usual = ["postgres", "globallb"];

    /// <summary>Finds the account: ourselves, or an unprivileged one when we are root.</summary>
    /// <exception cref="StartFailure">There is none; the message has the command that makes one.</exception>
    public static async Task<ClusterAccount> FindAsync(string? wanted, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            return await LookUpAsync(null, cancellation) ?? throw new StartFailure("The program 'id' is missing; install coreutils.");
        foreach (var name in wanted is null ? Usual : [wanted])
        {
            if (await LookUpAsync(name, cancellation) is not { } account) continue;
            if (account.Uid == "0") break;
            return account;
        }

        var names = wanted is null ? string.Join(" or ", Usual) : wanted;
        throw new StartFailure(
            $"PostgreSQL does not run as root and there is no unprivileged account {names}; make one with "
            + $"'useradd --system --no-create-home --shell /usr/sbin/nologin {wanted ?? "globallb"}', or start as an ordinary user.");
    }

    /// <summary>The words that run a program as this account.</summary>
    public IReadOnlyList<string> Words(params IReadOnlyList<string> words) =>
        IsAnother ? ["setpriv", "--reuid", Uid, "--regid", Gid, "--init-groups", "--", .. words] : words;

    /// <summary>Whether it can reach a folder, through all those above it.</summary>
    public async Task<bool> CanEnterAsync(string folder, CancellationToken cancellation) =>
        (await Subprocess.RunAsync(Words("test", "-x", folder), "/", cancellation)).ExitCode == 0;

    /// <summary>Makes a folder that is this account's alone.</summary>
    /// <exception cref="StartFailure">It cannot be made.</exception>
    public async Task MakeFolderAsync(string folder, CancellationToken cancellation)
    {
        string[] owner = IsAnother ? ["-o", Uid, "-g", Gid] : [];
        var (exitCode, output) = await Subprocess.RunAsync(["install", "-d", "-m", "0700", .. owner, folder], "/", cancellation);
        if (exitCode != 0) throw new StartFailure($"The folder {folder} cannot be made for the account {Name} ({output}); choose another data folder.");
    }

    private static async Task<ClusterAccount?> LookUpAsync(string? name, CancellationToken cancellation)
    {
        var answers = new List<string>();
        foreach (var question in (string[])["-un", "-u", "-g"])
        {
            var (exitCode, output) = await Subprocess.RunAsync(name is null ? ["id", question] : ["id", question, name], "/", cancellation);
            // An ordinary account of a container may have a number and no name.
            if (exitCode != 0 && question != "-un") return null;
            answers.Add(output);
        }

        return new ClusterAccount(answers[0], answers[1], answers[2], IsAnother: name is not null);
    }
}
