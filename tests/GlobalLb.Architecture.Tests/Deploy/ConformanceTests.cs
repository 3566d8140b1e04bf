using System.Text.RegularExpressions;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>docs/rfc-conformance.md claims nothing that no test shows.</summary>
public sealed partial class ConformanceTests
{
    private static readonly string[] Statuses = ["yes", "partly", "no"];

    private static readonly string[][] Rows =
    [
        .. Page.Find("docs/rfc-conformance.md").Prose.Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| RFC ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static readonly HashSet<string> Tests =
        [.. Checkout.Files("Tests.cs", "tests").SelectMany(path => Method().Matches(Repository.Read(path)).Select(match => match.Groups[1].Value))];

    [Fact]
    public void Every_row_has_an_RFC_a_section_a_subject_a_status_and_tests() => Assert.All(Rows, row =>
    {
        Assert.Equal(5, row.Length);
        Assert.Matches("^[0-9]{4}$", row[0]);
        Assert.Contains(row[3], Statuses);
        Assert.Equal(row[3] == "no", row[4] == "–");
    });

    [Fact]
    public void Rows_are_in_the_order_of_the_RFCs_and_no_section_has_two()
    {
        Assert.Equal(Rows.Select(row => row[0]).Order(StringComparer.Ordinal), Rows.Select(row => row[0]));
        Assert.Empty(Rows.GroupBy(row => (row[0], row[1])).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Empty(Rows.GroupBy(row => row[0]).Where(same => same.Count() > 1 && same.Any(row => row[1] == "all" && row[3] == "no")).Select(same => same.Key));
    }

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var named = Rows.SelectMany(row => Span().Matches(row[4]).Select(match => match.Groups[1].Value)).ToList();
        Assert.True(named.Count >= 40);
        Assert.All(named, name => Assert.Contains(name, Tests));
    }

    [GeneratedRegex(@"public (?:async Task|void) (\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();
}
