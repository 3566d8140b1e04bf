using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Health;
using GlobalLb.Web.Pages.History;

namespace GlobalLb.Web.Tests.Pages.History;

public sealed class HistoryQuestionTests
{
    private readonly Dictionary<string, string[]> _problems = [];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_words_the_last_day_of_everything_is_asked_for(string? nothing) =>
        Assert.Equal(new HistoryRange(Sample.Noon.AddDays(-1), Sample.Noon, null, null), Read(nothing, nothing, nothing, nothing));

    [Fact]
    public void All_words_are_read() => Assert.Equal(
        new HistoryRange(Sample.Noon, Sample.Noon.AddHours(1), new RegionCode("eu"), new EndpointCode("eu-1")),
        Read("2026-01-31T12:00:00Z", "2026-01-31T14:00:00+01:00", "eu", "eu-1"));

    [Fact]
    public void A_moment_without_offset_is_UTC() => Assert.Equal(Sample.Noon, Read("2026-01-31T12:00", "2026-02-01", null, null)!.From);

    [Fact]
    public void The_beginning_is_a_day_before_a_given_end() => Assert.Equal(Sample.Noon.AddDays(-3), Read(null, "2026-01-29T12:00:00Z", null, null)!.From);

    [Theory]
    [InlineData("yesterday", null, "from")]
    [InlineData("2026-02-30", null, "from")]
    [InlineData(null, "31.13.2026", "to")]
    public void What_is_no_moment_is_said_by_parameter(string? from, string? to, string parameter)
    {
        Assert.Null(Read(from, to, null, null));
        Assert.Contains((from ?? to)!, Assert.Single(_problems[parameter]), StringComparison.Ordinal);
        Assert.Single(_problems);
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:01Z", "2026-01-31T12:00:00Z")]
    [InlineData("2026-02-01", null)]
    public void A_beginning_that_is_not_before_the_end_is_refused(string from, string? to)
    {
        Assert.Null(Read(from, to, null, null));
        Assert.Equal(["from"], _problems.Keys);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T12:00:00Z")]
    public void An_end_with_no_day_before_it_ends_nothing_but_the_question(string to)
    {
        Assert.Null(Read(null, to, null, null));
        Assert.Equal(["to"], _problems.Keys);
    }

    [Theory]
    [InlineData("EU")]
    [InlineData("eu west")]
    [InlineData("eu';--")]
    [InlineData("ü")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void What_is_no_code_is_said_by_parameter(string code)
    {
        Assert.Null(Read(null, null, code, code));
        Assert.Equal(["endpoint", "region"], _problems.Keys.Order());
    }

    [Fact]
    public void All_problems_are_said_at_once()
    {
        Assert.Null(Read("x", "y", "Z", "Z"));
        Assert.Equal(["endpoint", "from", "region", "to"], _problems.Keys.Order());
    }

    [Fact]
    public void The_query_holds_what_was_asked_escaped() =>
        Assert.Equal("from=2026-01-31T13%3A00%2B01%3A00&endpoint=a%26b", new HistoryQuestion("2026-01-31T13:00+01:00", "", null, "a&b").ToQuery());

    private HistoryRange? Read(string? from, string? to, string? region, string? endpoint) =>
        new HistoryQuestion(from, to, region, endpoint).Read(Sample.Noon, _problems);
}
