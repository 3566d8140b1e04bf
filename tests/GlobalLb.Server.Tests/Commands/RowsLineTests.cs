using GlobalLb.Server.Commands;

namespace GlobalLb.Server.Tests.Commands;

public sealed class RowsLineTests
{
    [Theory]
    [InlineData(25_000, 100_000, "25,000 of about 100,000 rows (25 %)")]
    [InlineData(25_000, 0, "25,000 rows")]
    [InlineData(25_000, 20_000, "25,000 rows")] // the guess was too low
    public void It_says_how_many_of_about_how_many(long rows, long about, string line) => Assert.Equal(line, RowsLine.Format(rows, about));

    [Fact]
    public void What_is_done_at_once_is_not_worth_a_line()
    {
        using var error = new StringWriter();
        var line = new RowsLine(error, 10);
        line.Report(10);
        line.End(10);
        Assert.Empty(error.ToString());
    }
}
