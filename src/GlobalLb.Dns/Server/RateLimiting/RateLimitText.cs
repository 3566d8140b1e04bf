using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>How rate limits are written on a command line or in the environment.</summary>
public static class RateLimitText
{
    /// <summary>Parses what was written; null stands for what was not.</summary>
    /// <param name="mode"><c>off</c>, <c>dry-run</c> or <c>on</c>.</param>
    /// <param name="rates">Four rates with commas: answers, denials, errors, all together.</param>
    /// <param name="allowed">Prefixes with commas, such as <c>192.0.2.0/24,2001:db8::/32</c>.</param>
    /// <param name="defaults">What counts where nothing was written.</param>
    /// <param name="options">The options, when all is right.</param>
    /// <param name="problem">One sentence, when not.</param>
    public static bool TryParse(
        string? mode,
        string? rates,
        string? allowed,
        RateLimitOptions defaults,
        [NotNullWhen(true)] out RateLimitOptions? options,
        [NotNullWhen(false)] out string? problem)
    {
        options = defaults;
        problem = null;
        if (mode is not null)
        {
            if (FindMode(mode) is { } found) options = options with { Mode = found };
            else problem = $"'{mode}' is no way to limit rates; write off, dry-run or on";
        }

        if (rates is not null)
        {
            if (FindRates(rates) is [var positive, var negative, var errors, var total])
                options = options with { Positive = positive, Negative = negative, Errors = errors, Total = total };
            else problem ??= $"'{rates}' are no rates; write four numbers for answers, denials, errors and all together, such as 200,50,10,1000";
        }

        if (allowed is not null)
        {
            var prefixes = ImmutableArray.CreateBuilder<ClientSubnet>();
            foreach (var text in Split(allowed))
            {
                if (ClientSubnet.TryParse(text, out var prefix)) prefixes.Add(prefix);
                else problem ??= $"'{text}' is no prefix; write one such as 192.0.2.0/24 or 2001:db8::/32";
            }

            options = options with { Allowed = prefixes.ToImmutable() };
        }

        problem ??= options.FindProblem();
        if (problem is not null) options = null;
        return problem is null;
    }

    private static RateLimitMode? FindMode(string text) => text switch
    {
        "off" => RateLimitMode.Off,
        "dry-run" => RateLimitMode.DryRun,
        "on" => RateLimitMode.On,
        _ => null,
    };

    private static int[] FindRates(string text)
    {
        var numbers = Split(text).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return numbers.Contains(-1) ? [] : numbers;
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
