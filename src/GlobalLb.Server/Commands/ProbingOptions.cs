using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Embedded;
using GlobalLb.Vantage;

namespace GlobalLb.Server.Commands;

/// <summary>What a machine's administrator lets probes do; nothing of it can be configured from a page.</summary>
internal sealed class ProbingOptions
{
    private readonly Option<string[]> _allow = new("--probe-allow")
    {
        Description = "Let probes go to these private addresses or those of this machine; prefixes with commas between, may be repeated (public addresses alone). Also GLOBALLB_PROBE_ALLOW",
        HelpName = "prefixes",
    };

    private readonly Option<string?> _scripts = new("--probe-scripts")
    {
        Description = "The folder of the programs that script probes may run (no script is run). Also GLOBALLB_PROBE_SCRIPTS",
        HelpName = "folder",
    };

    private readonly Option<string?> _account = new("--probe-account")
    {
        Description = "The account that scripts run as when started by root (ours). Also GLOBALLB_PROBE_ACCOUNT",
        HelpName = "account",
    };

    private readonly Option<string?> _roots = new("--probe-roots")
    {
        Description = "Trust the authorities whose certificates are in this file (PEM), besides those of the system. Also GLOBALLB_PROBE_ROOTS",
        HelpName = "file",
    };

    /// <summary>Of Control, to which endpoints report, and of <c>push token</c>.</summary>
    public static readonly Option<string?> PushKey = new("--push-key")
    {
        Description = "Take reports of endpoints, and make their tokens from this secret (no reports are taken); better given as GLOBALLB_PUSH_KEY",
        HelpName = "secret",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _allow, _scripts, _account, _roots }) command.Options.Add(option);
    }

    /// <exception cref="StartFailure">An option cannot be understood.</exception>
    public VantageOptions Read(ParseResult parsed)
    {
        var scripts = parsed.GetValue(_scripts) ?? Settings.Find("ProbeScripts");
        if (scripts is not null && !Directory.Exists(scripts)) throw new StartFailure($"there is no folder '{scripts}' of scripts; make it, or leave --probe-scripts away");
        var account = parsed.GetValue(_account) ?? Settings.Find("ProbeAccount");
        var roots = parsed.GetValue(_roots) ?? Settings.Find("ProbeRoots");
        return new VantageOptions
        {
            Allowed = [.. Settings.All("ProbeAllow", parsed.GetValue(_allow)).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Prefix)],
            ScriptFolder = scripts is null ? null : Path.GetFullPath(scripts),
            ScriptAccount = account,
            PushKey = ReadPushKey(parsed),
            Roots = roots is null ? [] : Certificates(roots),
        };
    }

    /// <exception cref="StartFailure">It is too short to be a secret.</exception>
    public static string? ReadPushKey(ParseResult parsed) => (parsed.GetValue(PushKey) ?? Settings.Find("PushKey")) switch
    {
        null => null,
        { Length: < 16 } => throw new StartFailure("the push key is shorter than 16 characters; make one with 'openssl rand -base64 32'"),
        var key => key,
    };

    private static IPNetwork Prefix(string text) => PrefixText.TryParse(text, out var prefix, out var problem)
        ? prefix
        : throw new StartFailure($"--probe-allow: {problem}");

    private static ImmutableArray<X509Certificate2> Certificates(string file)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(file);
            return found.Count > 0 ? [.. found] : throw new StartFailure($"there is no certificate in '{file}'; write those of authorities into it, as PEM");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartFailure($"'{file}' cannot be read as certificates ({failure.Message.TrimEnd('.')}); write those of authorities into it, as PEM", failure);
        }
    }
}
