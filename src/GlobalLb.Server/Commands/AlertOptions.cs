using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Commands;

/// <summary>What a machine's administrator lets alerts do; nothing of it can be configured from a page.</summary>
internal sealed class AlertOptions
{
    private readonly Option<string[]> _allow = new("--alert-allow")
    {
        Description = "Let alerts be sent to these private addresses or those of this machine; prefixes with commas between, may be repeated (public addresses alone). Also GLOBALLB_ALERT_ALLOW",
        HelpName = "prefixes",
    };

    private readonly Option<string?> _secrets = new("--alert-secrets")
    {
        Description = "The folder of the secrets of receivers of alerts, each in a file of its name (the environment alone). Also GLOBALLB_ALERT_SECRETS",
        HelpName = "folder",
    };

    private readonly Option<string?> _console = new("--console-url")
    {
        Description = "Where people find the pages, for links in alerts (no links). Also GLOBALLB_CONSOLE_URL",
        HelpName = "URL",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _allow, _secrets, _console }) command.Options.Add(option);
    }

    /// <exception cref="StartFailure">An option cannot be understood.</exception>
    public (ImmutableArray<IPNetwork> Allowed, string? Secrets, Uri? Console) Read(ParseResult parsed)
    {
        var secrets = parsed.GetValue(_secrets) ?? Settings.Find("AlertSecrets");
        if (secrets is not null && !Directory.Exists(secrets)) throw new StartFailure($"there is no folder '{secrets}' of secrets; make it, or leave --alert-secrets away");
        var allowed = Settings.All("AlertAllow", parsed.GetValue(_allow)).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Prefix);
        return ([.. allowed], secrets is null ? null : Path.GetFullPath(secrets), ReadConsole(parsed.GetValue(_console) ?? Settings.Find("ConsoleUrl")));
    }

    private static Uri? ReadConsole(string? text)
    {
        if (text is null) return null;
        return Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0 && url.Fragment.Length == 0
            ? url
            : throw new StartFailure($"--console-url: '{text}' is no address of pages; write one such as https://globallb.example.com");
    }

    private static IPNetwork Prefix(string text) => PrefixText.TryParse(text, out var prefix, out var problem)
        ? prefix
        : throw new StartFailure($"--alert-allow: {problem}");
}
