using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Edge;

/// <summary>What of a command line is about single responses.</summary>
public static class ResponderArguments
{
    // Larger responses are never sent over UDP.
    private const int LargestWithoutCookie = 1232;

    /// <summary>Reads those arguments that are given.</summary>
    /// <param name="given">All arguments by name, such as <c>--nsid</c>; of several the last one counts, but for lists.</param>
    /// <param name="defaults">What stands for those that are not given.</param>
    /// <param name="options">The options, when all is right.</param>
    /// <param name="problem">One sentence, when not.</param>
    public static bool TryRead(
        Dictionary<string, List<string>> given,
        ResponderOptions defaults,
        [NotNullWhen(true)] out ResponderOptions? options,
        [NotNullWhen(false)] out string? problem)
    {
        options = null;
        if (!TryReadText(given, "--nsid", out var nsid, out problem)) return false;
        if (!TryReadText(given, "--chaos-version", out var version, out problem)) return false;
        if (!TryReadText(given, "--chaos-hostname", out var hostName, out problem)) return false;
        if (!TryReadOctets(given, out var octets, out problem)) return false;
        if (!TryReadSwitch(given, "--amplification-cap", defaults.CapsAmplification, out var caps, out problem)) return false;
        if (!TryReadRates(given, defaults.RateLimits ?? RateLimitOptions.Default, out var rates, out problem)) return false;
        options = defaults with
        {
            Nsid = nsid,
            Version = version,
            HostName = hostName,
            MaxResponseWithoutCookie = octets,
            CapsAmplification = caps,
            RateLimits = rates,
        };
        return true;
    }

    private static bool TryReadRates(
        Dictionary<string, List<string>> given,
        RateLimitOptions defaults,
        [NotNullWhen(true)] out RateLimitOptions? rates,
        [NotNullWhen(false)] out string? problem)
    {
        string? Last(string name) => given.TryGetValue(name, out var values) ? values[^1] : null;
        var allowed = given.TryGetValue("--rate-limit-allow", out var lists) ? string.Join(',', lists) : null;
        return RateLimitText.TryParse(Last("--rate-limit"), Last("--rate-limit-rates"), allowed, defaults, out rates, out problem);
    }

    private static bool TryReadText(Dictionary<string, List<string>> given, string name, out string? text, [NotNullWhen(false)] out string? problem)
    {
        text = given.TryGetValue(name, out var values) ? values[^1] : null;
        problem = text is null || Encoding.UTF8.GetByteCount(text) is > 0 and <= ResponderOptions.LongestText
            ? null
            : $"what {name} says is empty or too long; write 1 to {ResponderOptions.LongestText} octets";
        return problem is null;
    }

    private static bool TryReadOctets(Dictionary<string, List<string>> given, out int? octets, [NotNullWhen(false)] out string? problem)
    {
        octets = null;
        problem = null;
        if (!given.TryGetValue("--max-response-without-cookie", out var values)) return true;
        if (int.TryParse(values[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= ResponderOptions.SmallestWithoutCookie and <= LargestWithoutCookie)
        {
            octets = number;
            return true;
        }

        problem = $"'{values[^1]}' is no size of a response; write {ResponderOptions.SmallestWithoutCookie} to {LargestWithoutCookie} octets";
        return false;
    }

    private static bool TryReadSwitch(
        Dictionary<string, List<string>> given, string name, bool otherwise, out bool isOn, [NotNullWhen(false)] out string? problem)
    {
        isOn = otherwise;
        problem = null;
        if (!given.TryGetValue(name, out var values)) return true;
        isOn = values[^1] == "on";
        if (!isOn && values[^1] != "off") problem = $"'{values[^1]}' does not say whether {name} is on; write on or off";
        return problem is null;
    }
}
