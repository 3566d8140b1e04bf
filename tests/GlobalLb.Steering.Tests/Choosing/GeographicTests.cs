using System.Net;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

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
    [InlineData("10.2.0.1", 15)]
    [InlineData("10.3.0.1", 15)]
    [InlineData("128.0.0.1", 1)]
    public void The_scope_is_as_wide_as_the_choice_is_the_same(string client, int scope) => Assert.Equal(scope, Document.Compile().Choose(client).Scope);

    [Theory]
    [InlineData("20.0.0.1", "", "ap-1")]
    [InlineData("20.0.0.1", "ap-1", "us-1")]
    [InlineData("20.0.0.1", "ap-1 us-1", "eu-1 eu-2")]
    [InlineData("20.0.0.1", "ap-1 us-1 eu-1 eu-2", "rest-1")]
    [InlineData("21.0.0.1", "", "us-1")]
    [InlineData("22.0.0.1", "", "eu-1 eu-2")]
    public void An_operators_network_is_more_specific_than_a_subdivision_and_that_than_its_country(string client, string down, string expected)
    {
        var california = Place.Of(Example.Place("subdivision:US-CA"));
        var places = PlaceTable.Compile([(IPNetwork.Parse("20.0.0.0/8"), california.In(64_500)), (IPNetwork.Parse("21.0.0.0/8"), california.In(64_501)), (IPNetwork.Parse("22.0.0.0/8"), Place.OfCountry("US"))]);
        var policy = Example.Geographic(Example.Leaf("rest"), ("country:US", Example.Leaf("eu-web")), ("subdivision:US-CA", Example.Leaf("us-web")), ("asn:64500", Example.Leaf("ap-web")));
        var document = Example.WithPolicy(policy) with { Pools = Document.Pools };
        Assert.Equal(expected, Snapshot.Compile(document, 1, Example.Down(document, down.Split(' ')), Example.Noon, places).Answered(client));
    }

    [Theory]
    [InlineData("10.1.200.1", "", "ap-1")]
    [InlineData("10.1.200.1", "ap-1", "us-1")]
    [InlineData("10.1.200.1", "ap-1 us-1", "")]
    [InlineData("10.1.0.1", "us-1", "")]
    [InlineData("10.2.0.1", "", "rest-1")]
    public void A_fence_lets_nobody_through_and_what_is_preferred_inside_falls_through_to_it(string client, string down, string expected)
    {
        var node = Example.Geographic(Example.Leaf("rest"), ("10.1.128.0/17", Example.Leaf("ap-web")), ("country:DE", Example.Leaf("us-web")), ("continent:EU", Example.Leaf("eu-web")));
        var fenced = node with { Branches = node.Branches.Replace(1, branch => branch with { Fence = true }) };
        var document = Example.WithPolicy(fenced, Fallback.NoData) with { Pools = Document.Pools };
        Assert.Equal(expected, document.Compile(down.Split(' ')).Answered(client));
        Assert.Equal(down.Contains("us-1", StringComparison.Ordinal) ? "eu-1 eu-2" : expected, (Example.WithPolicy(node, Fallback.NoData) with { Pools = Document.Pools }).Compile(down.Split(' ')).Answered(client));
    }

    [Fact]
    public void Nothing_behind_a_fence_keeps_clients_out()
    {
        var node = Example.Geographic(Example.Leaf("rest"), ("country:DE", Example.Records()));
        var document = Example.WithPolicy(node with { Branches = node.Branches.Replace(0, branch => branch with { Fence = true }) }, Fallback.NoData) with { Pools = Document.Pools };
        Assert.Empty(ConfigurationValidation.Check(document, Example.Noon));
        Assert.Equal(["", "rest-1"], new[] { "10.1.0.1", "10.2.0.1" }.Select(client => document.Compile().Answered(client)));
    }

    [Theory]
    [InlineData("10.1.0.1", "", "us-1")]
    [InlineData("10.1.0.1", "us-1", "us-1")]
    [InlineData("10.2.0.1", "", "")]
    [InlineData("192.0.2.1", "us-1", "")]
    public void No_records_for_everyone_else_keep_them_out_and_no_one_else(string client, string down, string expected)
    {
        var document = Example.WithPolicy(Example.Geographic(Example.Records(), ("country:DE", Example.Leaf("us-web"))), Fallback.PreferredPool);
        Assert.Empty(ConfigurationValidation.Check(document, Example.Noon));
        Assert.Equal(expected, document.Compile(down).Answered(client));
        Assert.Equal(client == "10.1.0.1" ? "" : expected, document.WithState("us-east", RegionState.Evacuated).Compile().Answered(client));
    }

    [Fact]
    public void Without_a_branch_for_everyone_else_there_is_nothing_for_them()
    {
        var snapshot = Example.WithPolicy(Example.Failover(Example.Geographic(null, ("country:DE", Example.Leaf("us-web"))), Example.Leaf("ap-web"))).Compile();
        Assert.Equal(["us-1", "ap-1", "ap-1"], new[] { "10.1.0.1", "10.2.0.1", "192.0.2.1" }.Select(client => snapshot.Answered(client)));
        Assert.Equal(16, snapshot.Choose("10.1.0.1").Scope);
    }

    [Fact]
    public void A_hundred_thousand_prefixes_inside_each_other_are_compiled_at_once()
    {
        var branches = Enumerable.Range(0, 100_000).Select(i => new GeographicBranch([Example.Place($"2001:db8:{i >> 8:x}:{(i & 0xFF) << 8:x}::/{48 + 8 + (i % 9)}")], Example.Leaf(i % 2 == 0 ? "eu-web" : "us-web")));
        var document = Example.WithPolicy(new GeographicNode { Branches = [.. branches, new([Example.Place("2001:db8::/32")], Example.Leaf("ap-web"))] });
        var begun = System.Diagnostics.Stopwatch.StartNew();
        var snapshot = document.Compile();
        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(10), $"it took {begun.Elapsed}");
        Assert.Equal("us-6", snapshot.Answered("2001:db8:0:100::1", isIPv4: false));
    }

    [Fact]
    public void Continents_over_a_database_of_countries_have_scopes_as_wide_as_continents()
    {
        // 16/8 to 23/8: a country of Europe each; 24/8 to 27/8: countries of America; 28/8: Europe, but for a prefix of its own.
        string[] countries = ["DE", "FR", "GB", "IT", "ES", "PL", "SE", "NO", "US", "CA", "MX", "US", "DE"];
        var database = PlaceTable.Compile(countries.Select((country, i) => (IPNetwork.Parse($"{16 + i}.0.0.0/8"), Place.OfCountry(country))));
        var snapshot = Compile("continent:EU", "continent:NA", "28.0.0.0/16");
        Assert.Equal(["16 5", "20 5", "23 5", "24 6", "27 6", "28 16", "29 8", "15 4"], Scopes(snapshot));
        Assert.Equal("eu-1 eu-2", snapshot.Answered("22.1.2.3"));
        Assert.Equal("us-1", snapshot.Answered("25.1.2.3"));

        // The same nodes over other places, and over none.
        var moved = snapshot.With(PlaceTable.Compile([(IPNetwork.Parse("16.0.0.0/6"), Place.OfCountry("US"))]));
        Assert.Equal("us-1", moved.Answered("17.1.2.3"));
        Assert.Equal(6, moved.Choose("17.1.2.3").Scope);
        Assert.Equal("rest-1", moved.Answered("24.1.2.3"));
        Assert.Equal("rest-1", snapshot.With(database: null).Answered("17.1.2.3"));

        Snapshot Compile(params string[] places) => Snapshot.Compile(
            Document with
            {
                Zones = Example.WithPolicy(Example.Geographic(
                    Example.Leaf("rest"), (places[0], Example.Leaf("eu-web")), (places[1], Example.Leaf("us-web")), (places[2], Example.Leaf("ap-web")))).Zones,
                Places = [],
            },
            1, HealthTable.Empty, Example.Noon, database);

        static IEnumerable<string> Scopes(Snapshot snapshot) =>
            new[] { 16, 20, 23, 24, 27, 28, 29, 15 }.Select(first => $"{first} {snapshot.Choose($"{first}.0.9.9").Scope}");
    }

    [Fact]
    public void Two_reasons_for_one_branch_are_one_reason()
    {
        // 10.1/16 is in DE: its own prefix, its country and its continent all ask for the same.
        var document = Example.WithPolicy(Example.Geographic(Example.Leaf("us-web"), ("10.1.128.0/17 country:DE continent:EU", Example.Leaf("eu-web"))));
        Assert.Equal(16, document.Compile().Choose("10.1.200.1").Scope);
    }

    [Fact]
    public void Nodes_that_tell_the_same_places_apart_share_one_table()
    {
        SteeredName[] names =
        [
            .. Enumerable.Range(0, 10).Select(i => Example.Steered(
                $"n{i}.example.test", Example.Geographic(Example.Leaf("ap-web"), ("continent:EU", Example.Weighted((i + 1, Example.Leaf("eu-web")))), ("continent:NA", Example.Leaf("us-web"))))),
            Example.Steered("other.example.test", Example.Geographic(Example.Leaf("ap-web"), ("continent:NA", Example.Leaf("us-web")))),
        ];
        var snapshot = (Example.Document with { Zones = [Example.Zone("example.test", [], names)] }).Compile();
        Assert.Equal(11, snapshot.Policies.Count);
        Assert.Equal(2, snapshot.Geography.Count);
    }

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
        var snapshot = document.Compile();
        var inSteps = snapshot with { Geography = snapshot.Geography.With(snapshot.Places, mostBlocks: 0) };
        Assert.Equal([7, 7], new[] { snapshot, inSteps }.Select(each => each.Choose("10.1.2.3").Scope));
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
