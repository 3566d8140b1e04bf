using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class GeographicTests
{
    // 10.1/16 is in DE, 10.2/16 in US; the prefix asks for ap, the country for us, the continent for eu.
    private static readonly ConfigurationDocument Document = Example.WithPolicy(
        Example.Geographic(
            Example.Leaf("rest"),
            ("continent:EU", Example.Leaf("eu-web")),
            ("country:DE", Example.Leaf("us-web")),
            ("10.1.128.0/17", Example.Leaf("ap-web"))))
        with
    { Pools = Example.Document.Pools.Add(Example.Pool("rest", "ap-south", ("rest-1", "203.0.113.99"))) };

    [Theory]
    [InlineData("10.1.128.1", "", "ap-1")]
    [InlineData("10.1.128.1", "ap-1", "us-1")]
    [InlineData("10.1.128.1", "ap-1 us-1", "eu-1 eu-2")]
    [InlineData("10.1.128.1", "ap-1 us-1 eu-1 eu-2", "rest-1")]
    [InlineData("10.1.0.1", "", "us-1")]
    [InlineData("10.1.0.1", "us-1", "eu-1 eu-2")]
    [InlineData("10.2.0.1", "", "rest-1")]
    [InlineData("10.3.0.1", "", "rest-1")]
    [InlineData("2001:db8::1", "", "rest-1")]
    public void The_best_fit_is_the_prefix_then_the_country_then_the_continent_then_otherwise_and_one_that_is_not_available_is_passed_over(
        string client, string down, string expected) => Assert.Equal(expected, Document.Compile(down.Split(' ')).Answered(client));

    [Theory]
    [InlineData("", "eu-1 eu-2")]
    [InlineData("eu-1 eu-2", "us-1")]
    [InlineData("eu-1 eu-2 us-1", "ap-1")]
    public void A_shorter_prefix_is_the_next_best_fit_of_a_longer_one(string down, string expected)
    {
        var document = Example.WithPolicy(Example.Geographic(
            Example.Leaf("ap-web"), ("10.9.0.0/16", Example.Leaf("eu-web")), ("10.0.0.0/8", Example.Leaf("us-web"))));
        Assert.Equal(expected, document.Compile(down.Split(' ')).Answered("10.9.1.1"));
    }

    [Theory]
    [InlineData("10.1.128.1", 17)]
    [InlineData("10.1.0.1", 17)]
    [InlineData("10.2.0.1", 16)]
    [InlineData("10.3.0.1", 16)]
    [InlineData("128.0.0.1", 1)]
    public void The_scope_is_as_wide_as_the_choice_is_the_same(string client, int scope) => Assert.Equal(scope, Document.Compile().Choose(client).Scope);

    [Fact]
    public void Adjacent_prefixes_of_one_branch_have_one_scope()
    {
        var document = Example.WithPolicy(Example.Geographic(Example.Leaf("us-web"), ("10.8.0.0/16 10.9.0.0/16", Example.Leaf("eu-web"))));
        Assert.Equal(15, document.Compile().Choose("10.9.0.1").Scope);
    }

    [Fact]
    public void Without_branches_by_country_the_place_of_the_client_does_not_matter()
    {
        var document = Example.WithPolicy(Example.Geographic(Example.Leaf("us-web"), ("10.0.0.0/7", Example.Leaf("eu-web"))));
        Assert.Equal(7, document.Compile().Choose("10.1.2.3").Scope);
    }

    [Theory]
    [InlineData("EU", "eu-1 eu-2")]
    [InlineData("AS", "rest-1")]
    public void A_client_known_by_its_continent_alone_fits_the_continent(string continent, string expected)
    {
        var snapshot = Document.Compile();
        var client = new Client(Example.Address("192.0.2.99"), Place.OfContinent(continent));
        Assert.Equal(expected, Chooser.Choose(snapshot.SteeredNames[0], snapshot, client, true, 0).Codes());
    }
}
