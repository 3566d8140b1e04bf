using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;

namespace GlobalLb.Steering.Tests.Simulating;

public sealed class MovedClientsTests
{
    [Theory]
    [InlineData("nothing", 0)]
    [InlineData("eu-1", 0.25)] // half of its pool, of IPv4
    [InlineData("eu-1 eu-2", 0.5)] // all of IPv4
    [InlineData("eu-1 eu-2 eu-6", 1)]
    [InlineData("us-1 us-6", 0)] // nobody was there
    public void A_failover_moves_those_whose_endpoint_is_lost_within_the_pool_too(string down, double moved) =>
        Assert.Equal(moved, Moved(Example.Failover("eu-web", "us-web"), down), 3);

    [Theory]
    [InlineData("eu-1 eu-2 eu-6", 0.25)]
    [InlineData("us-1 us-6", 0.75)]
    [InlineData("us-6", 0.375)]
    public void Weights_say_which_part_was_where(string down, double moved) => Assert.Equal(
        moved,
        Moved(new WeightedNode { Branches = [new(1, Example.Leaf("eu-web")), new(3, Example.Leaf("us-web"))] }, down),
        3);

    [Fact]
    public void Places_that_policies_tell_apart_count_alike()
    {
        var policy = Example.Geographic(Example.Leaf("us-web"), ("continent:EU", Example.Failover("eu-web", "us-web")));
        var document = Example.WithPolicy(policy);
        var places = ClientPlace.AllOf(document, document.Compile());
        var inEurope = places.Count(place => place.Name.Contains("EU", StringComparison.Ordinal));
        Assert.Equal((double)inEurope / places.Length, Moved(policy, "eu-1 eu-2 eu-6"), 3);
    }

    [Fact]
    public void Whoever_gets_the_fallback_has_moved() => Assert.Equal(1, Moved(Example.Leaf("eu-web"), "eu-1 eu-2 eu-6"), 3);

    private static double Moved(PolicyNode policy, string down)
    {
        var document = Example.WithPolicy(policy);
        var before = document.Compile();
        var lost = down.Split(' ').ToHashSet();
        var names = before.SteeredNames.Select(name => name.Name).ToHashSet();
        return Assert.Single(MovedClients.Of(before, before.WithFault(endpoint => lost.Contains(endpoint.Code.Value)), ClientPlace.AllOf(document, before), names)).Part;
    }
}
