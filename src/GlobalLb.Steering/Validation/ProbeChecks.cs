using System.Buffers;
using System.Text.RegularExpressions;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks the probes of a pool.</summary>
internal static class ProbeChecks
{
    private const int LongestText = 4096;
    private const int MostProbes = 16;
    private const int MostHeaders = 32;

    private static readonly SearchValues<char> TokenLetters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // What only we may say, and what opens doors of metadata servers.
    private static readonly HashSet<string> OurHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Content-Length", "Transfer-Encoding", "Upgrade", "TE", "Expect", "Proxy-Authorization", "Metadata", "Metadata-Flavor",
    };

    public static void Check(Pool pool, string path, Problems problems)
    {
        if (pool.Probe is { } main)
        {
            problems.AddUnless(main.Name.Length == 0 || IsName(main.Name), $"{path}.probe.name", NoName(main.Name));
            Check(main, pool, $"{path}.probe", problems);
        }

        problems.AddUnless(pool.MoreProbes.IsEmpty || pool.Probe is not null, $"{path}.moreProbes", "there are more probes, and no first one; write it as probe");
        problems.AddUnless(pool.MoreProbes.Length < MostProbes, $"{path}.moreProbes", $"{pool.MoreProbes.Length + 1} probes are too many; write at most {MostProbes}");
        foreach (var probe in pool.MoreProbes)
        {
            problems.AddUnless(IsName(probe.Name), $"{path}.moreProbes[{probe.Name}].name", NoName(probe.Name));
            Check(probe, pool, $"{path}.moreProbes[{probe.Name}]", problems);
        }

        problems.AddDuplicates(pool.AllProbes.Select(probe => probe.Name), $"{path}.moreProbes", "name");
        var counting = pool.AllProbes.Count(probe => probe.Role == ProbeRole.Counts);
        if (counting == 0) problems.AddUnless(pool.QuorumOfProbes is null, $"{path}.quorumOfProbes", "no probe has the role counts; give it to some, or leave this out");
        else if (pool.QuorumOfProbes is not { } quorum) problems.Add($"{path}.quorumOfProbes", $"{counting} probes have the role counts; say how many of them must pass, 1 to {counting}");
        else problems.AddOutside(quorum, 1, counting, $"{path}.quorumOfProbes");
    }

    public static void Check(ProbeOverride own, string path, Problems problems)
    {
        if (own.Port is { } port) problems.AddOutside(port, 1, 65_535, $"{path}.port");
        if (own.Path is { } asked) CheckPath(asked, $"{path}.path", problems);
        CheckHost(own.Host, $"{path}.host", problems);
        TimingChecks.CheckRanges(own, path, problems);
    }

    private static void Check(Probe probe, Pool pool, string path, Problems problems)
    {
        if (probe.Port is { } port) problems.AddOutside(port, 1, 65_535, $"{path}.port");
        TimingChecks.CheckRanges(probe, path, problems);
        CheckHost(probe.Host, $"{path}.host", problems);
        CheckHost(probe.ServerName, $"{path}.serverName", problems);
        problems.AddUnless(
            !probe.Tls || probe.Kind is ProbeKind.Tcp or ProbeKind.Grpc or ProbeKind.Smtp or ProbeKind.Redis, $"{path}.tls", "only tcp, grpc, smtp and redis can be told to speak TLS; leave this out");
        CheckParts(probe, path, problems);
        if (probe.Kind is not (ProbeKind.Http or ProbeKind.Https)) return;

        problems.AddUnless(pool.Kind == PoolKind.L7, $"{path}.kind", "a pool of kind L4 takes connections, not requests; probe it with tcp or make it L7");
        CheckPath(probe.Path, $"{path}.path", problems);
        CheckHttp(probe, path, problems);
    }

    private static void CheckHttp(Probe probe, string path, Problems problems)
    {
        problems.AddUnless(probe.Method is null or "GET" or "HEAD" or "OPTIONS", $"{path}.method", $"'{probe.Method}' is no method that only asks; write GET, HEAD or OPTIONS");
        problems.AddUnless(probe.Method is not "HEAD" || (probe.BodyContains ?? probe.BodyMatches) is null, $"{path}.method", "HEAD is answered without a body; ask with GET, or leave bodyContains and bodyMatches out");
        if (probe.Statuses is { } statuses)
        {
            problems.AddUnless(StatusRanges.TryParse(statuses, out _, out var problem), $"{path}.statuses", problem ?? "");
        }
        else
        {
            problems.AddOutside(probe.LowestStatus, 100, 599, $"{path}.lowestStatus");
            problems.AddOutside(probe.HighestStatus, 100, 599, $"{path}.highestStatus");
            problems.AddUnless(probe.LowestStatus <= probe.HighestStatus, $"{path}.highestStatus", $"{probe.HighestStatus} is below the lowest status {probe.LowestStatus}");
        }

        CheckText(probe.BodyContains, $"{path}.bodyContains", problems);
        CheckText(probe.BodyMatches, $"{path}.bodyMatches", problems);
        if (probe.BodyMatches is { } pattern && ProblemOf(pattern) is { } wrong) problems.Add($"{path}.bodyMatches", wrong);
        problems.AddUnless(probe.Headers.Length <= MostHeaders, $"{path}.headers", $"{probe.Headers.Length} headers are too many; write at most {MostHeaders}");
        foreach (var header in probe.Headers) CheckHeader(header, $"{path}.headers[{header.Name}]", problems);
    }

    private static void CheckHeader(ProbeHeader header, string path, Problems problems)
    {
        var isToken = header.Name.Length is > 0 and <= 100 && !header.Name.AsSpan().ContainsAnyExcept(TokenLetters);
        problems.AddUnless(isToken, path, $"'{header.Name}' is no name of a header; write one such as X-Probe");
        var isOurs = OurHeaders.Contains(header.Name) || header.Name.StartsWith("X-aws-ec2-metadata", StringComparison.OrdinalIgnoreCase);
        problems.AddUnless(!isOurs, path, $"the header {header.Name} is not for a probe to choose; leave it out{(header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase) ? " and write host" : "")}");
        problems.AddUnless(header.Value.Length <= LongestText && !header.Value.Any(char.IsControl), path, $"the value of a header is one line of at most {LongestText} characters");
    }

    private static void CheckParts(Probe probe, string path, Problems problems)
    {
        CheckText(probe.Send, $"{path}.send", problems);
        CheckText(probe.Expect, $"{path}.expect", problems);
        problems.AddUnless((probe.Kind == ProbeKind.Dns) == (probe.Question is not null), $"{path}.question", probe.Kind == ProbeKind.Dns
            ? "a DNS probe asks something; write a name, and a type unless it is A"
            : "only a probe of kind dns asks a question; leave this out");
        if (probe.Question?.Answer is { } answer) CheckText(answer, $"{path}.question.answer", problems);
        problems.AddUnless(probe.Service is null || probe.Service.Length <= 200, $"{path}.service", "the name of a service has at most 200 characters");
        problems.AddUnless((probe.Kind == ProbeKind.Script) == (probe.Script is not null), $"{path}.script", probe.Kind == ProbeKind.Script
            ? "a script probe runs something; write the path of a file in the folder of scripts"
            : "only a probe of kind script runs one; leave this out");
        if (probe.Script is { } script)
        {
            var isFile = script.Path.Length is > 0 and <= 100 && script.Path[0] != '.' && !script.Path.Any(c => c == '/' || char.IsControl(c));
            problems.AddUnless(isFile, $"{path}.script.path", $"'{script.Path}' is no name of a file in the folder of scripts; write one without a slash, such as check-queue");
            problems.AddUnless(script.Arguments.Length <= 32 && script.Arguments.All(argument => argument.Length <= LongestText && !argument.Contains('\0', StringComparison.Ordinal)), $"{path}.script.arguments", $"write at most 32 arguments of at most {LongestText} characters");
        }

        problems.AddUnless(probe.Kind == ProbeKind.Push || probe.Push is null, $"{path}.push", "only a probe of kind push waits for reports; leave this out");
        if (probe.Push is { } push) problems.AddOutside(push.ExpiresSeconds, 1, 86_400, $"{path}.push.expiresSeconds", " seconds");
    }

    private static void CheckPath(string asked, string path, Problems problems) =>
        problems.AddUnless(asked.StartsWith('/') && asked.Length <= LongestText && !asked.Any(c => char.IsControl(c) || c is ' ' or '#'), path, $"'{asked}' is no path; write one such as /health");

    private static void CheckHost(string? host, string path, Problems problems) =>
        problems.AddUnless(host is null || Uri.CheckHostName(host) != UriHostNameType.Unknown, path, $"'{host}' is no host name; write one such as www.example.com");

    private static void CheckText(string? text, string path, Problems problems) =>
        problems.AddUnless(text is null || text.Length is > 0 and <= LongestText, path, $"write 1 to {LongestText} characters, or leave it out");

    private static bool IsName(string name) => name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && name[0] != '-';

    private static string NoName(string name) => $"'{name}' is no name of a probe; write 1 to 63 lower-case letters, digits and hyphens, beginning with a letter or digit";

    private static string? ProblemOf(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            return $"'{pattern}' cannot be used: {refused.Message.TrimEnd('.')}; write a regular expression without look-around and back-references";
        }
    }
}
