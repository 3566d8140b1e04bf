namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>docs/rfc-conformance.md claims nothing that no test shows.</summary>
public sealed class ConformanceTests
{
    private static readonly string[] Statuses = ["yes", "partly", "no"];

    private static readonly string[][] Rows = NamedTests.Rows("docs/rfc-conformance.md", "RFC");

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
    public void Every_test_that_is_named_exists() => Assert.True(Rows.Sum(row => NamedTests.Check(row[4])) >= 40);
}
