using GlobalLb.Web.Api;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Tests.Api;

public sealed class ExplainQuestionTests
{
    private static readonly LiveState Live = Sample.Live(Sample.Document);

    [Theory]
    [InlineData("www.example.com", null, "192.0.2.77")]
    [InlineData("WWW.Example.com.", "a", " 192.0.2.77 ")]
    [InlineData("www.example.com.", "A", "2001:db8::77")]
    public void A_steered_name_is_explained(string name, string? type, string client)
    {
        var (explanation, problem) = ExplainQuestion.Answer(Live, name, type, client);
        Assert.Null(problem);
        Assert.Contains("192.0.2.1", explanation!.Addresses);
    }

    [Fact]
    public void A_name_without_IPv6_endpoints_is_explained_as_an_empty_answer()
    {
        var (explanation, problem) = ExplainQuestion.Answer(Live, "www.example.com", "aaaa", "192.0.2.77");
        Assert.Null(problem);
        Assert.Empty(explanation!.Addresses);
    }

    [Theory]
    [InlineData("mail.example.com", "A", "192.0.2.77", "there are www.example.com.")]
    [InlineData("www..example.com", "A", "192.0.2.77", "www..example.com")]
    [InlineData("www.example.com", "MX", "192.0.2.77", "'MX'")]
    [InlineData("www.example.com", "A", "192.0.2.777", "192.0.2.777")]
    public void A_wrong_question_is_answered_by_what_is_wrong(string name, string type, string client, string said)
    {
        var (explanation, problem) = ExplainQuestion.Answer(Live, name, type, client);
        Assert.Null(explanation);
        Assert.Contains(said, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "192.0.2.77")]
    [InlineData("", "192.0.2.77")]
    [InlineData("www.example.com", null)]
    [InlineData("www.example.com", "")]
    public void Half_a_question_is_answered_by_a_sentence(string? name, string? client)
    {
        var (explanation, problem) = ExplainQuestion.Answer(Live, name, null, client);
        Assert.Null(explanation);
        Assert.False(string.IsNullOrWhiteSpace(problem));
    }

    [Fact]
    public void Where_nothing_is_steered_the_sentence_says_so() =>
        Assert.Equal("www.example.com. is no steered name; there are none yet.", ExplainQuestion.Answer(Sample.Live(Sample.Steering()), "www.example.com", "A", "192.0.2.77").Problem);

    [Fact]
    public void Before_anything_is_written_the_sentence_says_so() =>
        Assert.Equal("There is no configuration yet.", ExplainQuestion.Answer(LiveState.Nothing, "www.example.com", "A", "192.0.2.77").Problem);
}
