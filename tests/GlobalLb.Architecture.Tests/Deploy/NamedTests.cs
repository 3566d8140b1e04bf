using System.Text.RegularExpressions;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>Tests as pages name them.</summary>
internal static partial class NamedTests
{
    private static readonly HashSet<string> Existing =
        [.. Checkout.Files("Tests.cs", "tests").SelectMany(path => Method().Matches(Repository.Read(path)).Select(match => match.Groups[1].Value))];

    /// <summary>The rows of all tables of a page, without those that head them.</summary>
    /// <param name="page">The page, as a path.</param>
    /// <param name="head">What the first column is called.</param>
    public static string[][] Rows(string page, string head) =>
    [
        .. Page.Find(page).Prose.Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith($"| {head} ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    /// <summary>Holds that a cell names tests that exist.</summary>
    /// <returns>How many.</returns>
    public static int Check(string cell)
    {
        var named = Span().Matches(cell).Select(match => match.Groups[1].Value).ToList();
        Assert.All(named, name => Assert.Contains(name, Existing));
        return named.Count;
    }

    [GeneratedRegex(@"public (?:async Task|Task|void) (\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();
}
