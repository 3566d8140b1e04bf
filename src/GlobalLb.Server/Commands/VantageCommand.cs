using System.CommandLine;
using GlobalLb.Control.Vantages;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Embedded;
using GlobalLb.Vantage.Joining;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb vantage</c>: probes for a Control elsewhere.</summary>
internal static class VantageCommand
{
    private static readonly Option<string[]> Join = new("--join")
    {
        Description = "The Control to join, such as https://control.example.net:8443; may be repeated, the one that leads is joined. Also GLOBALLB_JOIN",
        HelpName = "URL",
    };

    private static readonly Option<string?> Code = new("--vantage")
    {
        Description = "What the configuration calls this place. Also GLOBALLB_VANTAGE",
        HelpName = "code",
    };

    private static readonly Option<string?> Token = new("--token")
    {
        Description = "What 'globallb vantage token' printed for it; better given as GLOBALLB_VANTAGE_TOKEN",
        HelpName = "token",
    };

    private static readonly Option<string?> TokenFile = new("--token-file")
    {
        Description = "The file that holds the token. Also GLOBALLB_VANTAGE_TOKEN_FILE",
        HelpName = "file",
    };

    private static readonly Option<string?> Folder = new("--data")
    {
        Description = "The folder of what is kept on this machine: what to probe after a restart without Control (./data). Also GLOBALLB_DATA",
        HelpName = "folder",
    };

    /// <summary>Of Control, which vantages join, and of <c>vantage token</c>.</summary>
    public static readonly Option<string?> Key = new("--vantage-key")
    {
        Description = "Let vantages join, and make their tokens from this secret (none joins); better given as GLOBALLB_VANTAGE_KEY",
        HelpName = "secret",
    };

    public static Command Create()
    {
        var probing = new ProbingOptions();
        var command = new DocumentedCommand(
            "vantage",
            "Run only a vantage: probe from here for a Control elsewhere, without a database",
            ["globallb vantage --vantage tokyo --join https://control.example.net:8443 --token-file /etc/globallb/tokyo.token"],
            """
            It probes the pools that look from it, and goes on while no Control is reached; what it finds waits in memory. Control must
            be given a --vantage-key, and know the vantage in its configuration. Whom to trust over HTTPS, the system says (or SSL_CERT_FILE).
            """) { CreateToken() };
        foreach (var option in new Option[] { Join, Code, Token, TokenFile, Folder }) command.Options.Add(option);
        probing.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            await VantageHost.RunAsync(Read(parsed), probing.Read(parsed) with { PushKey = null }, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="StartFailure">It is too short to be a secret.</exception>
    public static string? ReadKey(ParseResult parsed) => (parsed.GetValue(Key) ?? Settings.Find("VantageKey")) switch
    {
        null => null,
        { Length: < 16 } => throw new StartFailure("the vantage key is shorter than 16 characters; make one with 'openssl rand -base64 32'"),
        var key => key,
    };

    private static DocumentedCommand CreateToken()
    {
        var vantage = new Argument<string>("vantage") { Description = "The code of the vantage" };
        var command = new DocumentedCommand(
            "token",
            "Say by which token a vantage may join",
            ["globallb vantage token tokyo --vantage-key \"a secret of your own\""],
            "Whoever changes the key changes all tokens.") { vantage };
        command.Options.Add(Key);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var key = ReadKey(parsed) ?? throw new NotFoundException("there is no vantage key: give --vantage-key, or GLOBALLB_VANTAGE_KEY");
            await parsed.InvocationConfiguration.Output.WriteLineAsync(VantageToken.Of(key, new VantageCode(parsed.GetValue(vantage)!)).AsMemory(), cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static JoinOptions Read(ParseResult parsed)
    {
        var controls = Settings.All("Join", parsed.GetValue(Join));
        if (controls.Length == 0) throw new StartFailure("--join is missing: write the address of a Control such as https://control.example.net:8443");
        var code = parsed.GetValue(Code) ?? Settings.Find("Vantage");
        if (string.IsNullOrWhiteSpace(code) || Uri.EscapeDataString(code) != code) throw new StartFailure("--vantage is missing: write what the configuration calls this place, such as tokyo");
        var folder = Path.GetFullPath(parsed.GetValue(Folder) ?? Settings.Find("Data") ?? "data");
        DataFolder.Check(folder);
        return new JoinOptions
        {
            Controls = [.. controls.Select(ReadControl)],
            Vantage = code,
            Token = ReadToken(parsed),
            StateFolder = Path.Combine(folder, "vantage"),
        };
    }

    private static Uri ReadControl(string text)
    {
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var control)) throw new StartFailure($"'{text}' is no address of a Control; write one such as https://control.example.net:8443");
        return JoinOptions.FindProblem(control) is { } problem ? throw new StartFailure(problem) : control;
    }

    private static string ReadToken(ParseResult parsed)
    {
        if ((parsed.GetValue(Token) ?? Settings.Find("VantageToken")) is { Length: > 0 } token) return token.Trim();
        var file = parsed.GetValue(TokenFile) ?? Settings.Find("VantageTokenFile")
            ?? throw new StartFailure("the token is missing: give GLOBALLB_VANTAGE_TOKEN or --token-file; 'globallb vantage token' prints it where Control's key is known");
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } read ? read : throw new StartFailure($"there is no token in '{file}'; write what 'globallb vantage token' prints into it");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"the token cannot be read from '{file}' ({failure.Message.TrimEnd('.')}); make it readable, or give GLOBALLB_VANTAGE_TOKEN", failure);
        }
    }
}
