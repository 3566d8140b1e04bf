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

    [Theory]
    [InlineData("", 950, 50, 0)]
    [InlineData("us-1", 950, 0, 50)]
    [InlineData("eu-1 eu-2", 0, 950, 50)]
    [InlineData("us-1 ap-1", 1000, 0, 0)]
    [InlineData("eu-1 eu-2 us-1", 0, 0, 1000)]
    public void A_trickle_goes_to_the_next_that_is_available(string down, int eu, int us, int ap)
    {
        var snapshot = Example.WithPolicy(Example.Failover("eu-web", "us-web", "ap-web") with { Trickle = 5 }).Compile(down.Split(' '));
        var counts = Example.Stratified(1000).CountBy(draw => snapshot.Choose(draw: draw).Pool!.Code.Value).ToDictionary();
        Assert.Equal((eu, us, ap), (counts.GetValueOrDefault("eu-web"), counts.GetValueOrDefault("us-web"), counts.GetValueOrDefault("ap-web")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    public void A_trickle_is_as_many_of_a_hundred_as_written(int trickle)
    {
        var snapshot = Example.WithPolicy(Example.Failover("eu-web", "us-web") with { Trickle = trickle }).Compile();
        Assert.Equal(trickle, Example.Stratified(100).Count(draw => snapshot.Answered(draw: draw) == "us-1"));
    }

    [Fact]
    public void A_draw_below_a_trickle_is_a_draw_of_its_own()
    {
        var inner = Example.Weighted((1, Example.Leaf("us-web")), (1, Example.Leaf("ap-web")));
        var snapshot = Example.WithPolicy(Example.Failover(Example.Leaf("eu-web"), inner) with { Trickle = 50 }).Compile();
        var counts = Example.Stratified(4000).CountBy(draw => snapshot.Choose(draw: draw).Pool!.Code.Value).ToDictionary();
        Assert.Equal(2000, counts["eu-web"]);
        Assert.InRange(counts["us-web"], 850, 1150);
    }
}
