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
        var (explanation, problem) = Ask(Live, name, type, client);
        Assert.Null(problem);
        Assert.Contains("192.0.2.1", explanation!.Choice!.Addresses);
    }

    [Fact]
    public void A_name_without_IPv6_endpoints_is_explained_as_an_empty_answer()
    {
        var (explanation, problem) = Ask(Live, "www.example.com", "aaaa", "192.0.2.77");
        Assert.Null(problem);
        Assert.Empty(explanation!.Choice!.Addresses);
        Assert.Empty(explanation.Answer);
    }

    [Theory]
    [InlineData("mail.example.com", "A", "192.0.2.77", "steered are www.example.com.")]
    [InlineData("www..example.com", "A", "192.0.2.77", "www..example.com")]
    [InlineData("www.example.com", "ANY", "192.0.2.77", "'ANY'")]
    [InlineData("www.example.com", "nonsense", "192.0.2.77", "'NONSENSE'")]
    [InlineData("www.example.com", "A", "192.0.2.777", "192.0.2.777")]
    public void A_wrong_question_is_answered_by_what_is_wrong(string name, string type, string client, string said)
    {
        var (explanation, problem) = Ask(Live, name, type, client);
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
        var (explanation, problem) = Ask(Live, name, null, client);
        Assert.Null(explanation);
        Assert.False(string.IsNullOrWhiteSpace(problem));
    }

    [Fact]
    public void Where_nothing_is_steered_the_sentence_says_so() =>
        Assert.Equal("www.example.com. it does not exist, and example.com. has no wildcard below it; none is steered yet.", Ask(Sample.Live(Sample.Steering()), "www.example.com", "A", "192.0.2.77").Problem);

    [Fact]
    public void The_network_a_resolver_tells_counts_and_what_is_imagined_down_is()
    {
        var (explanation, problem) = Ask(Live, "www.example.com", "A", "192.0.2.77", "198.51.100.0/24", "eu, eu-web");
        Assert.Null(problem);
        Assert.StartsWith("198.51.100.0,", explanation!.Client, StringComparison.Ordinal);
        Assert.Contains(explanation.Choice!.Steps, step => step.Node?.Candidates.Any(candidate => candidate.Why == "imagined to be down") == true);
        Assert.Contains("'198.51.100.0/99'", Ask(Live, "www.example.com", "A", "192.0.2.77", "198.51.100.0/99").Problem, StringComparison.Ordinal);
        Assert.Contains("there is no region 'mars'", Ask(Live, "www.example.com", "A", "192.0.2.77", null, "mars").Problem, StringComparison.Ordinal);
    }

    private static (GlobalLb.Steering.Explaining.AnswerExplanation? Explanation, string? Problem) Ask(LiveState live, string? name, string? type, string? client, string? subnet = null, string? down = null) =>
        new ExplainQuestion(name, type, client, subnet, down).Answer(live.Snapshot, live.Document);

    [Fact]
    public void Before_anything_is_written_the_sentence_says_so() =>
        Assert.Equal("There is no configuration yet.", Ask(LiveState.Nothing, "www.example.com", "A", "192.0.2.77").Problem);
}
