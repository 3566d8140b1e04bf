using System.Text.RegularExpressions;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>The environment variables of ours that the code reads: found where it reads them, not where it speaks of them.</summary>
internal static partial class Variables
{
    public static HashSet<string> Read { get; } =
    [
        .. Sources().SelectMany(text => Setting().Matches(text)).Select(match => $"GLOBALLB_{Words().Replace(match.Groups[1].Value, "_").ToUpperInvariant()}"),
        .. Sources().SelectMany(text => Literal().Matches(text)).Select(match => match.Groups[1].Value),
    ];

    private static IEnumerable<string> Sources() => Checkout.Files(".cs", "src", "web", "migrations").Select(Repository.Read);

    [GeneratedRegex("""Settings\.(?:Find|All)\("(\w+)"[,)]""")]
    private static partial Regex Setting();

    [GeneratedRegex("""
        "(GLOBALLB_[A-Z_]+)"
        """)]
    private static partial Regex Literal();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Words();
}
