using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class ChooserTests
{
    private static readonly ConfigurationDocument Drained = Example.Document.WithState("eu-west", RegionState.Drained);

    [Theory]
    [InlineData("", "us-1", false)]
    [InlineData("us-1", "ap-1", false)]
    [InlineData("us-1 ap-1", "eu-1 eu-2", false)]
    [InlineData("us-1 ap-1 eu-1", "eu-2", false)]
    [InlineData("us-1 ap-1 eu-1 eu-2", "eu-1 eu-2", true)]
    public void A_drained_region_is_asked_only_when_nothing_else_is_available(string down, string expected, bool isFallback)
    {
        var snapshot = Drained.Compile(down.Split(' '));
        Assert.Equal(expected, snapshot.Answered());
        Assert.Equal(isFallback, snapshot.Choose().IsFallback);
    }

    [Theory]
    [InlineData(Fallback.PreferredPool, "eu-1 eu-2", true)]
    [InlineData(Fallback.AllEndpoints, "eu-1 eu-2 us-1 ap-1", true)]
    [InlineData(Fallback.NoData, "", false)]
    public void When_nothing_is_available_the_fallback_decides(Fallback fallback, string expected, bool isFallback)
    {
        var snapshot = Example.WithPolicy(Example.Failover("eu-web", "us-web", "ap-web"), fallback).Compile("eu-1", "eu-2", "us-1", "ap-1");
        Assert.Equal(expected, snapshot.Answered());
        Assert.Equal(isFallback, snapshot.Choose().IsFallback);
    }

    [Theory]
    [InlineData(Fallback.PreferredPool, "us-1")]
    [InlineData(Fallback.AllEndpoints, "us-1 ap-1")]
    [InlineData(Fallback.NoData, "")]
    public void An_evacuated_region_is_not_answered_even_by_a_fallback(Fallback fallback, string expected)
    {
        var document = Example.WithPolicy(Example.Failover("eu-web", "us-web", "ap-web"), fallback).WithState("eu-west", RegionState.Evacuated);
        Assert.Equal(expected, document.Compile("us-1", "ap-1").Answered());
        Assert.Equal("us-1", document.Compile().Answered());
    }

    [Theory]
    [InlineData(Fallback.PreferredPool)]
    [InlineData(Fallback.AllEndpoints)]
    public void When_everything_is_evacuated_nothing_is_answered(Fallback fallback)
    {
        var document = Example.WithPolicy(Example.Leaf("eu-web"), fallback).WithState("eu-west", RegionState.Evacuated);
        Assert.True(document.Compile().Choose().IsNothing);
        Assert.False(document.Compile().Choose().IsFallback);
    }

    // An operator who drills the only region of "otherwise" must not cut off everyone who falls there.
    [Theory]
    [InlineData("", "eu-1 eu-2")]
    [InlineData("eu-1", "eu-2")]
    [InlineData("eu-1 eu-2", "eu-1 eu-2")]
    public void What_the_policy_would_never_pick_for_a_client_is_better_than_an_empty_answer(string down, string expected)
    {
        var document = Example.WithPolicy(Example.Geographic(Example.Leaf("us-web"), ("country:DE", Example.Leaf("eu-web"))))
            .WithState("us-east", RegionState.Evacuated);
        var snapshot = document.Compile(down.Split(' '));
        Assert.Equal(expected, snapshot.Answered("10.2.0.1"));
        Assert.True(snapshot.Choose("10.2.0.1").IsFallback);
    }

    [Fact]
    public void A_name_without_endpoints_of_a_family_has_nothing_for_anyone()
    {
        var document = Example.WithPolicy(Example.Geographic(Example.Leaf("ap-web"), ("country:DE", Example.Leaf("ap-web"))));
        var choice = document.Compile().Choose("10.1.0.1", isIPv4: false);
        Assert.True(choice.IsNothing);
        Assert.Equal(0, choice.Scope);
    }

    [Fact]
    public void A_drained_pool_asked_second_keeps_the_scope_that_passed_it_over_first()
    {
        // 10.2/16 gets us; everybody else would get ap, which is down, and so the drained eu: 10.2/16 must not share that answer.
        var document = Example.WithPolicy(Example.Failover(
            Example.Leaf("eu-web"), Example.Geographic(Example.Leaf("ap-web"), ("10.2.0.0/16", Example.Leaf("us-web")))))
            .WithState("eu-west", RegionState.Drained);
        var snapshot = document.Compile("ap-1");
        Assert.Equal("us-1", snapshot.Answered("10.2.0.1"));
        Assert.Equal("eu-1 eu-2", snapshot.Answered("10.3.0.1"));
        Assert.Equal(16, snapshot.Choose("10.3.0.1").Scope);
    }

    [Fact]
    public void An_endpoint_of_weight_0_is_answered_only_when_no_other_of_its_pool_can()
    {
        var document = Example.WithPolicy(Example.Leaf("eu-web"))
            .WithPool("eu-web", pool => pool with { Endpoints = pool.Endpoints.Replace(0, endpoint => endpoint with { Weight = 0 }) });
        Assert.Equal("eu-2", document.Compile().Answered());
        Assert.Equal("eu-1", document.Compile("eu-2").Answered());
        Assert.Equal("eu-2", document.Compile("eu-1", "eu-2").Answered());
    }
}
