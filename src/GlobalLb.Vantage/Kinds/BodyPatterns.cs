using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Holds bodies against what probes want in them. A pattern is made once for as long as its probe lives, and never backtracks.</summary>
internal sealed class BodyPatterns
{
    private readonly ConditionalWeakTable<string, Regex> _made = [];

    /// <summary>What is wrong with a body, as a phrase; null: nothing.</summary>
    public string? ProblemOf(Probe probe, ReadOnlySpan<byte> octets)
    {
        if (probe.BodyContains is { } contained && octets.IndexOf(Encoding.UTF8.GetBytes(contained)) < 0) return "the body lacks what it should hold";
        if (probe.BodyMatches is not { } pattern) return null;
        var regex = _made.GetValue(pattern, text => new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        return regex.IsMatch(Encoding.UTF8.GetString(octets)) ? null : "the body does not match";
    }
}
