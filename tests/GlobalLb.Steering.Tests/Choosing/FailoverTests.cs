using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class FailoverTests
{
    [Theory]
    [InlineData("", "eu-1 eu-2")]
    [InlineData("eu-1", "eu-2")]
    [InlineData("eu-1 eu-2", "us-1")]
    [InlineData("us-1", "eu-1 eu-2")]
    [InlineData("eu-1 eu-2 us-1", "ap-1")]
    [InlineData("eu-1 eu-2 ap-1", "us-1")]
    public void Failover_takes_the_first_available_pool(string down, string expected) =>
        Assert.Equal(expected, Example.Document.Compile(down.Split(' ')).Answered());

    [Theory]
    [InlineData("", "eu-6")]
    [InlineData("eu-1 eu-2", "eu-6")]
    [InlineData("eu-6", "us-6")]
    [InlineData("eu-6 us-1", "us-6")]
    public void Each_family_is_judged_by_itself(string down, string expected) =>
        Assert.Equal(expected, Example.Document.Compile(down.Split(' ')).Answered(isIPv4: false));

    [Fact]
    public void A_choice_that_no_place_decided_holds_for_everyone() => Assert.Equal(0, Example.Document.Compile("eu-1", "eu-2").Choose().Scope);

    [Fact]
    public void A_child_passed_over_for_where_the_client_is_narrows_the_scope()
    {
        var document = Example.WithPolicy(Example.Failover(
            Example.Geographic(Example.Leaf("us-web"), ("10.1.0.0/16", Example.Leaf("eu-web"))), Example.Leaf("ap-web")));
        var choice = document.Compile("eu-1", "eu-2", "us-1").Choose("10.1.2.3");
        Assert.Equal(16, choice.Scope);
        Assert.Equal(Standing.Available, choice.Threshold);
    }
}
