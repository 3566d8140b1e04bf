using GlobalLb.Store.Health;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>The page on history says of exports what they write.</summary>
public sealed class HistoryPageTests
{
    [Theory]
    [InlineData(HistoryKind.Transitions, "transitions")]
    [InlineData(HistoryKind.RollUps, "roll-ups")]
    [InlineData(HistoryKind.Outcomes, "outcomes")]
    [InlineData(HistoryKind.Incidents, "incidents")]
    public void The_columns_of_exports_are_described_in_their_order(HistoryKind kind, string heading)
    {
        var text = Page.Find("docs/history.md").Text;
        var from = text.IndexOf($"\n### Columns of {heading}\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"there is no section on the columns of {heading}");
        var rows = text[from..].Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2);
        Assert.Equal(HistoryColumns.Of(kind).Select(column => $"| `{column.Name}` | {column.Meaning} |"), rows);
    }

    [Fact]
    public void How_long_history_is_kept_is_what_the_code_keeps()
    {
        var text = Page.Find("docs/history.md").Text;
        var kept = new HistoryRetention();
        Assert.Contains($"| {kept.OutcomesDays} days: `--keep-outcomes` |", text, StringComparison.Ordinal);
        Assert.Contains($"| {kept.RollUpsDays} days: `--keep-roll-ups` |", text, StringComparison.Ordinal);
    }
}
