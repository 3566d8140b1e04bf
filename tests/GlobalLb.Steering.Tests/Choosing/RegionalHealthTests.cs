using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Tests.Answering;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Choosing;

/// <summary>What vantages near a client find down counts for that client first.</summary>
public sealed class RegionalHealthTests
{
    // Frankfurt, Ashburn, Mumbai; 10.1/16 is in Germany, 10.2/16 in the United States.
    private static readonly (string Region, double Latitude, double Longitude)[] Points = [("eu-west", 50.1, 8.7), ("us-east", 39.0, -77.5), ("ap-south", 19.1, 72.9)];

    private const string German = "10.1.2.3", American = "10.2.3.4", Nobody = "24.0.0.1";

    [Fact]
    public void Clients_near_vantages_that_find_an_endpoint_down_go_elsewhere_and_others_do_not()
    {
        var snapshot = Compile(Document(), Example.Regional("eu-west", "eu-1", "eu-2"));
        Assert.Equal("us-1", snapshot.Answered(German));
        Assert.Equal("eu-1 eu-2", snapshot.Answered(American));
        Assert.Equal("eu-1 eu-2", snapshot.Answered(Nobody));
    }

    [Fact]
    public void Within_a_pool_only_what_is_up_nearby_is_answered() =>
        Assert.Equal("eu-2", Compile(Document(), Example.Regional("eu-west", "eu-1")).Answered(German));

    [Fact]
    public void When_nothing_is_left_nearby_all_vantages_together_decide_before_anything_drained()
    {
        var everything = Example.Regional("eu-west", "eu-1", "eu-2", "us-1", "ap-1");
        Assert.Equal("eu-1 eu-2", Compile(Document(), everything).Answered(German));
        var drained = Compile(Document().WithState("ap-south", RegionState.Drained), Example.Regional("eu-west", "eu-1", "eu-2", "us-1"));
        Assert.Equal("eu-1 eu-2", drained.Answered(German));
        Assert.False(drained.Choose(German).IsFallback);
    }

    [Fact]
    public void What_is_down_for_all_stays_down_for_everyone()
    {
        var snapshot = Compile(Document(), [Example.Regional("eu-west", "us-1")], "eu-1", "eu-2");
        Assert.Equal("ap-1", snapshot.Answered(German));
        Assert.Equal("us-1", snapshot.Answered(American));
    }

    [Fact]
    public void A_pool_that_does_not_ask_for_it_is_as_before()
    {
        var snapshot = Compile(Document().WithPool("eu-web", pool => pool with { RegionalHealth = false }), Example.Regional("eu-west", "eu-1", "eu-2"));
        Assert.Equal("eu-1 eu-2", snapshot.Answered(German));
        Assert.Null(snapshot.Regional);
    }

    [Fact]
    public void What_somebody_forces_up_no_vantage_takes_away()
    {
        var document = Document().WithPool("eu-web", pool => pool with { Endpoints = pool.Endpoints.Replace(0, endpoint => endpoint with { Availability = EndpointAvailability.ForcedUp }) });
        Assert.Equal("eu-1", Compile(document, Example.Regional("eu-west", "eu-1", "eu-2")).Answered(German));
    }

    [Fact]
    public void Vantages_that_say_no_region_or_look_at_nothing_that_asks_have_no_view_of_their_own()
    {
        var nowhere = Document() with { Vantages = [new KnownVantage { Code = new("v") }] };
        Assert.Equal("eu-1 eu-2", Compile(nowhere, Example.Regional("eu-west", "eu-1", "eu-2")).Answered(German));
        var elsewhere = Document();
        elsewhere = elsewhere with { Pools = [.. elsewhere.Pools.Select(pool => pool with { Vantages = [new("us")] })] };
        Assert.Equal("eu-1 eu-2", Compile(elsewhere, Example.Regional("eu-west", "eu-1", "eu-2")).Answered(German));
    }

    [Theory]
    [InlineData(German, 16)]
    [InlineData(American, 16)]
    [InlineData(Nobody, 4)]
    public void RFC7871_7_2_1_The_scope_covers_the_place_of_whoever_the_nearest_vantages_decide_for(string client, int scope)
    {
        Assert.Equal(0, Compile(Document()).Choose(client).Scope);
        Assert.Equal(scope, Compile(Document(), Example.Regional("eu-west", "eu-1")).Choose(client).Scope);
        var message = new Exchange(Compile(Document(), Example.Regional("eu-west", "eu-1"))).Ask("www.example.test", RecordType.A, subnet: $"{client}/32");
        Assert.Equal(scope, message.Edns!.SubnetScope);
    }

    [Fact]
    public void RFC7871_7_2_1_What_nobody_sees_otherwise_keeps_scope_0()
    {
        var document = Document() with { Zones = [Document().Zones[0] with { SteeredNames = [Example.Steered("www.example.test", Example.Leaf("us-web")), Example.Steered("eu.example.test", Example.Leaf("eu-web"))] }] };
        var exchange = new Exchange(Compile(document, Example.Regional("eu-west", "eu-1")));
        Assert.Equal(0, exchange.Ask("www.example.test", RecordType.A, subnet: $"{German}/32").Edns!.SubnetScope);
        Assert.NotEqual(0, exchange.Ask("eu.example.test", RecordType.A, subnet: $"{German}/32").Edns!.SubnetScope);
    }

    [Fact]
    public void Without_a_subnet_the_place_of_the_resolver_counts()
    {
        var exchange = new Exchange(Compile(Document(), Example.Regional("eu-west", "eu-1", "eu-2")));
        Assert.Equal("198.51.100.1", Assert.Single(exchange.Ask("www.example.test", RecordType.A, resolver: German).Answers).Text);
        Assert.Equal(2, exchange.Ask("www.example.test", RecordType.A, resolver: American).Answers.Length);
    }

    [Fact]
    public void A_minimum_counts_what_is_up_nearby()
    {
        var document = Document(Example.Failover(Example.Leaf("eu-web") with { Minimum = new() { Count = 2 } }, Example.Leaf("us-web")));
        var snapshot = Compile(document, Example.Regional("eu-west", "eu-1"));
        Assert.Equal("us-1", snapshot.Answered(German));
        Assert.Equal("eu-1 eu-2", snapshot.Answered(American));
    }

    [Fact]
    public void Other_places_and_aliases_leave_what_is_seen_nearby_where_it_is()
    {
        var snapshot = Compile(Document(), Example.Regional("eu-west", "eu-1", "eu-2")).With(PlaceTable.Compile([(IPNetwork.Parse("20.0.0.0/8"), Place.OfCountry("FR"))]));
        Assert.Equal("us-1", snapshot.Answered("20.1.1.1"));
        Assert.Equal("us-1", snapshot.With(AliasTable.Empty).Answered("20.1.1.1"));
        Assert.Equal("eu-1 eu-2", snapshot.With(snapshot.Health with { Regional = [] }, Example.Noon).Answered("20.1.1.1"));
    }

    [Fact]
    public void A_fault_is_played_on_what_is_seen_nearby_too()
    {
        var snapshot = Compile(Document(), Example.Regional("eu-west", "eu-1", "eu-2")).WithFault(endpoint => endpoint.Region.Code.Value == "us-east");
        Assert.Equal("ap-1", snapshot.Answered(German));
        Assert.Equal("eu-1 eu-2", snapshot.Answered(American));
    }

    [Fact]
    public void Vantages_that_are_lost_see_nothing_more()
    {
        var document = Document();
        var snapshot = Compile(document, Example.Regional("eu-west", "eu-1", "eu-2"));
        Assert.Equal("eu-1 eu-2", Fault.Of(["eu"], document, out _).Play(snapshot, document).Answered(German));
        Assert.Equal("us-1", Fault.Of(["us"], document, out _).Play(snapshot, document).Answered(German));
    }

    [Fact]
    public void Simulated_clients_are_told_apart_by_the_vantages_near_them()
    {
        var document = Document();
        var snapshot = Compile(document, Example.Regional("eu-west", "eu-1", "eu-2"));
        var moves = Simulation.Play(snapshot, document, new Fault { Regions = [new("us-east")] }).Moves;
        Assert.Equal("us-web", moves.Single(move => move.Place == "continent EU").Before.Single().Pool!.Value.Value);
        Assert.Equal("ap-web", moves.Single(move => move.Place == "continent EU").After.Single().Pool!.Value.Value);
        Assert.Equal("eu-web", moves.Single(move => move.Place == "continent NA").After.Single().Pool!.Value.Value);
    }

    [Fact]
    public void A_fault_may_be_seen_from_near_some_clients_only()
    {
        var document = Document();
        var fault = Fault.Of(["eu-web@eu-west", "us-1@eu-west", "us-web@us-east"], document, out var problems);
        Assert.Empty(problems);
        var snapshot = Compile(document);
        Assert.Equal("ap-1", fault.Play(snapshot, document).Answered(German));
        Assert.Equal("eu-1 eu-2", fault.Play(snapshot, document).Answered(American));
        var moves = Simulation.Play(snapshot, document, fault).Moves;
        Assert.Equal("ap-web", moves.Single(move => move.Place == "continent EU").After.Single().Pool!.Value.Value);
        Assert.Equal("eu-web", moves.Single(move => move.Place == "continent NA").After.Single().Pool!.Value.Value);
    }

    [Theory]
    [InlineData("eu-web@ap-south", "no vantage near 'ap-south' looks at a pool with regionalHealth; there are some near eu-west, us-east")]
    [InlineData("nothing@eu-west", "there is no region 'nothing'; there are eu-west, us-east, ap-south")]
    public void A_fault_that_is_seen_from_nowhere_or_hits_nothing_is_said(string code, string problem)
    {
        Fault.Of([code], Document(), out var problems);
        Assert.Equal([problem], problems);
    }

    [Fact]
    public void An_explanation_says_who_finds_what_down()
    {
        var steps = Explain(Compile(Document(), Example.Regional("eu-west", "eu-1", "eu-2")), German);
        Assert.Contains("0 the vantages near eu-west are nearest to the client 10.1.2.3 in DE (EU), and what they find down counts first:", steps);
        Assert.Contains("1 eu-1: down for clients near eu-west since 2030-01-02 12:00:00Z: seen from here; not down for all vantages together", steps);
        Assert.Contains("1 pool eu-web in eu-west: 0 of 2 IPv4 endpoints available; the others: 2 down", steps);
        Assert.Contains("0 the vantages near us-east are nearest to the client 10.2.3.4 in US (NA), and find nothing down that others do not", Explain(Compile(Document(), Example.Regional("eu-west", "eu-1")), American));
        Assert.Contains("0 with that nothing is available: what all vantages together find decides", Explain(Compile(Document(), Example.Regional("eu-west", "eu-1", "eu-2", "us-1", "ap-1")), German));
    }

    [Fact]
    public void The_tiers_of_made_records_are_those_of_the_client()
    {
        var document = Document() with { Zones = [Document().Zones[0] with { SteeredNames = [Example.Steered("www.example.test", Example.Failover("eu-web", "us-web", "ap-web")) with { Https = new Binding() }] }] };
        var snapshot = Compile(document, Example.Regional("eu-west", "eu-1", "eu-2", "us-1"));
        Assert.Equal(["203.0.113.1"], Hints(German));
        Assert.Equal(["192.0.2.2,192.0.2.1", "198.51.100.1", "203.0.113.1"], Hints(American));

        IEnumerable<string> Hints(string client) => new Exchange(snapshot).Ask("www.example.test", RecordType.HTTPS, subnet: $"{client}/32").Answers
            .Select(record => record.Text).Order(StringComparer.Ordinal).SelectMany(text => text.Split(' ')).Where(word => word.StartsWith("ipv4hint=", StringComparison.Ordinal)).Select(word => word["ipv4hint=".Length..]);
    }

    [Fact]
    public void An_alias_is_decided_by_what_is_up_nearby()
    {
        var document = Document(Example.Failover(Example.Leaf("eu-web"), Example.Records("CNAME elsewhere.example.net.")));
        var exchange = new Exchange(Compile(document, Example.Regional("eu-west", "eu-1", "eu-2", "eu-6")));
        Assert.Equal(RecordType.CNAME, Assert.Single(exchange.Ask("www.example.test", RecordType.A, resolver: German).Answers).Type);
        Assert.Equal(RecordType.CNAME, Assert.Single(exchange.Ask("www.example.test", RecordType.TXT, resolver: German).Answers).Type);
        Assert.All(exchange.Ask("www.example.test", RecordType.A, resolver: American).Answers, record => Assert.Equal(RecordType.A, record.Type));
    }

    [Fact]
    public void Manual_fail_back_is_remembered_of_what_all_see_only()
    {
        var document = Document(Example.Failover("eu-web", "us-web", "ap-web") with { FailBack = FailBack.Manual });
        var snapshot = Compile(document, Example.Regional("eu-west", "eu-1", "eu-2"));
        Assert.Equal("us-1", snapshot.Answered(German));
        snapshot = snapshot.With(snapshot.Health with { Regional = [] }, Example.Noon);
        Assert.Equal("eu-1 eu-2", snapshot.Answered(German));
    }

    [Fact]
    public void More_regions_of_vantages_than_can_be_told_apart_are_refused()
    {
        var regions = Enumerable.Range(0, 129).Select(i => Example.Region($"r{i}")).ToImmutableArray();
        var document = Document() with { Regions = Document().Regions.AddRange(regions), Vantages = [.. regions.Select(region => new KnownVantage { Code = new(region.Code.Value), Region = region.Code })] };
        Assert.Contains(ConfigurationValidation.Check(document, Example.Noon), problem => problem.Sentence.Contains("129 regions", StringComparison.Ordinal));
        Assert.Empty(ConfigurationValidation.Check(document with { Pools = Example.Document.Pools }, Example.Noon));
    }

    [Fact]
    public void A_pool_that_asks_and_has_no_vantage_with_a_region_strikes()
    {
        Assert.DoesNotContain(Strikes(Document()), lint => lint.Rule == "regional health");
        Assert.Equal(3, Strikes(Document() with { Vantages = [new KnownVantage { Code = new("v") }] }).Count(lint => lint.Rule == "regional health"));
    }

    private static ImmutableArray<Lint> Strikes(ConfigurationDocument document) => Lints.Find(document);

    private static ConfigurationDocument Document(PolicyNode? policy = null)
    {
        var document = Example.WithPolicy(policy ?? Example.Failover("eu-web", "us-web", "ap-web"));
        document = Points.Aggregate(document, (all, point) => all.WithRegion(point.Region, region => region with { Latitude = point.Latitude, Longitude = point.Longitude }));
        return document with
        {
            Pools = [.. document.Pools.Select(pool => pool with { RegionalHealth = true })],
            Vantages = [.. new[] { "eu-west", "us-east" }.Select(region => new KnownVantage { Code = new(region[..2]), Region = new(region) })],
        };
    }

    private static Snapshot Compile(ConfigurationDocument document, params RegionalView[] views) => Compile(document, views, []);

    private static Snapshot Compile(ConfigurationDocument document, RegionalView[] views, params string[] down)
    {
        Assert.Equal([], ConfigurationValidation.Check(document, Example.Noon));
        return Snapshot.Compile(document, 7, Example.Down(document, down) with { Regional = [.. views] }, Example.Noon);
    }

    private static IEnumerable<string> Explain(Snapshot snapshot, string client) =>
        Explainer.Explain(snapshot, DomainName.Parse("www.example.test"), new Client(Example.Address(client)), true, 0)!.Steps.Select(step => $"{step.Depth} {step.Sentence}");
}
