using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Tests.Answering;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class ResortTests
{
    private static readonly string[] All = ["eu-1", "eu-2", "eu-6", "us-1", "us-6", "ap-1"];

    [Fact]
    public void Server_failure_is_answered_only_for_what_the_policy_has_and_only_when_nothing_is_available()
    {
        var document = Document(Fallback.ServerFailure, Example.Failover("ap-web"));
        Assert.Equal(ResponseCode.NoError, document.Compile().Response(RecordType.A).Code);
        var failed = document.Compile("ap-1").Response(RecordType.A);
        Assert.Equal((ResponseCode.ServerFailure, false, 0), (failed.Code, failed.IsAuthoritative, failed.Answers.Length));
        Assert.Equal(ResponseCode.NoError, document.Compile("ap-1").Response(RecordType.AAAA).Code);
        Assert.Equal(ResponseCode.NoError, document.Compile("ap-1").Response(RecordType.TXT).Code);
    }

    [Fact]
    public void Static_records_are_answered_when_nothing_is_available()
    {
        var document = Document(Fallback.Static, Example.Failover("eu-web", "us-web"), "A 192.0.2.7", "A 192.0.2.8");
        Assert.Equal(["192.0.2.7", "192.0.2.8"], document.Compile("eu-1", "eu-2", "us-1").Response(RecordType.A).Answers.Select(record => record.Text));
        Assert.Single(document.Compile("eu-1", "eu-2", "us-1").Response(RecordType.AAAA).Answers);
        Assert.Empty(document.Compile(All).Response(RecordType.AAAA).Answers);
        Assert.True(document.Compile(All).Choose().IsFallback);
    }

    [Fact]
    public void A_static_alias_is_answered_when_neither_family_has_anything()
    {
        var document = Document(Fallback.Static, Example.Failover("eu-web"), "CNAME sorry.example.net.");
        Assert.Empty(document.Compile("eu-1", "eu-2").Ask(RecordType.A));
        Assert.Equal(["www.example.test. AAAA 2001:db8:1::1"], document.Compile("eu-1", "eu-2").Ask(RecordType.AAAA));
        Assert.Equal(["www.example.test. CNAME sorry.example.net."], document.Compile(All).Ask(RecordType.A));
        Assert.Equal(["www.example.test. CNAME sorry.example.net."], document.Compile(All).Ask(RecordType.MX));
        Assert.True(document.Compile(All).Choose().IsFallback);
    }

    [Fact]
    public void A_static_alias_is_not_answered_while_something_stands_in_a_drained_region()
    {
        var document = Document(Fallback.Static, Example.Failover("ap-web"), "CNAME sorry.example.net.").WithState("ap-south", RegionState.Drained);
        Assert.Equal(["www.example.test. A 203.0.113.1"], document.Compile().Ask(RecordType.A));
        Assert.Equal(["www.example.test. CNAME sorry.example.net."], document.Compile("ap-1").Ask(RecordType.A));
    }

    [Fact]
    public void A_static_alias_is_not_answered_while_a_region_that_returned_has_something()
    {
        var document = Document(Fallback.Static, Example.Failover("ap-web"), "CNAME sorry.example.net.").WithRegion("ap-south", region => (region with { SlowStart = 100 }).Open(Example.Noon));
        var snapshot = document.Compile();
        Assert.All(Example.Stratified(50), draw => Assert.Equal(["www.example.test. A 203.0.113.1"], snapshot.Ask(RecordType.A, draw: draw)));
    }

    [Fact]
    public void Records_without_the_type_are_passed_over_in_a_policy_with_an_alias_for_others()
    {
        var policy = Example.Failover(Example.Records("A 192.0.2.7"), Example.Leaf("eu-web"), Example.Geographic(null, ("country:DE", Example.Records("CNAME backup.example.net."))));
        var snapshot = Document(Fallback.NoData, policy).Compile();
        Assert.Equal(["www.example.test. A 192.0.2.7"], snapshot.Ask(RecordType.A));
        Assert.Equal(["www.example.test. AAAA 2001:db8:1::1"], snapshot.Ask(RecordType.AAAA));
    }

    [Fact]
    public void Static_addresses_are_answered_before_what_is_down_in_a_policy_with_an_alias_for_others()
    {
        var policy = Example.Failover(Example.Leaf("ap-web"), Example.Geographic(null, ("country:DE", Example.Records("CNAME backup.example.net."))));
        var snapshot = Document(Fallback.Static, policy, "A 192.0.2.7").Compile("ap-1");
        Assert.Equal(["www.example.test. A 192.0.2.7"], snapshot.Ask(RecordType.A));
        Assert.Equal(["www.example.test. CNAME backup.example.net."], snapshot.Ask(RecordType.A, client: "10.1.2.3"));
    }

    [Fact]
    public void What_was_available_last_is_answered_last()
    {
        // eu goes first, then one of us; when the rest is gone, the last ones standing are what is left.
        var document = Document(Fallback.LastGood, Example.Failover("eu-web", "us-web", "ap-web"));
        var snapshot = document.Compile();
        foreach (var down in (string[][])[["eu-1", "eu-2"], ["eu-1", "eu-2", "ap-1"], All, All]) snapshot = snapshot.With(Example.Down(document, down), Example.Noon);
        Assert.Equal("us-1", snapshot.Answered());
        Assert.Equal("eu-6", snapshot.Answered(isIPv4: false));
    }

    [Fact]
    public void Of_pools_that_were_available_last_at_one_moment_the_most_wanted_is_answered()
    {
        var document = Document(Fallback.LastGood, Example.Failover("eu-web", "us-web", "ap-web"));
        var snapshot = document.Compile().With(Example.Down(document, "eu-1"), Example.Noon).With(Example.Down(document, All), Example.Noon);
        foreach (var draw in Example.Stratified(20)) Assert.Equal(["www.example.test. A 192.0.2.2"], snapshot.Ask(RecordType.A, draw: draw));
    }

    [Fact]
    public void Records_that_are_more_wanted_are_answered_before_what_was_available_last()
    {
        // The minimum closes the whole as long as the fallback does not count what is down.
        var policy = Example.Failover(Example.Records("A 192.0.2.7"), Example.Leaf("eu-web")) with { Minimum = new() { Count = 2 } };
        var document = Document(Fallback.LastGood, policy);
        var snapshot = document.Compile().With(Example.Down(document, All), Example.Noon);
        Assert.Equal(["www.example.test. A 192.0.2.7"], snapshot.Ask(RecordType.A));
    }

    [Fact]
    public void What_was_available_last_is_looked_for_where_the_client_can_be_sent_to()
    {
        var document = Document(Fallback.LastGood, Example.Geographic(Example.Leaf("ap-web"), ("country:DE", Example.Geographic(Example.Leaf("eu-web"), ("10.1.0.0/16", Example.Leaf("us-web"))))));
        var snapshot = document.Compile().With(Example.Down(document, "eu-1", "eu-2", "us-1"), Example.Noon).With(Example.Down(document, All), Example.Noon);
        Assert.Equal("ap-1", snapshot.Answered("10.1.2.3"));
        Assert.Equal("ap-1", snapshot.Answered());
        Assert.Equal(16, snapshot.Choose("10.1.2.3").Scope);
    }

    [Fact]
    public void When_all_in_reach_is_evacuated_endpoints_of_one_region_are_answered()
    {
        var policy = Example.Geographic(Example.Failover("us-web", "ap-web"), ("country:DE", Example.Leaf("eu-web")));
        var document = Document(Fallback.PreferredPool, Example.Failover(Example.Geographic(Example.Leaf("eu-web"), ("10.9.0.0/16", policy))));
        var snapshot = document.WithState("eu-west", RegionState.Evacuated).Compile();
        var first = Example.Stratified(100).Select(draw => snapshot.Ask(RecordType.A, draw: draw).Single()).Distinct();
        Assert.Equal(["www.example.test. A 198.51.100.1", "www.example.test. A 203.0.113.1"], first.Order());
    }

    [Fact]
    public void Whom_a_fence_holds_is_answered_nothing_when_all_inside_is_evacuated()
    {
        var node = Example.Geographic(Example.Failover("us-web", "ap-web"), ("country:DE", Example.Leaf("eu-web")));
        var fenced = node with { Branches = node.Branches.Replace(0, branch => branch with { Fence = true }) };
        Snapshot Without(Fallback fallback) => Document(fallback, Example.Failover(fenced)).WithState("eu-west", RegionState.Evacuated).Compile();

        var inside = Without(Fallback.PreferredPool).Choose("10.1.2.3");
        Assert.True(inside.IsNothing);
        Assert.Equal(16, inside.Scope);
        Assert.True(Without(Fallback.LastGood).Choose("10.1.2.3").IsNothing);
        var imagined = new Client(Example.Address("192.0.2.99"), Place.OfCountry("DE"));
        Assert.Empty(Explainer.Explain(Without(Fallback.PreferredPool), DomainName.Parse(Steer.Www), imagined, true, 0)!.Addresses);
        Assert.Equal("us-1", Without(Fallback.PreferredPool).Answered());
        Assert.NotEmpty(Without(Fallback.AllEndpoints).Answered("10.1.2.3"));
        Assert.Contains(
            Explainer.Explain(Without(Fallback.PreferredPool), DomainName.Parse(Steer.Www), new Client(Example.Address("10.1.2.3")), true, 0)!.Steps,
            step => step.Sentence.Contains("a fence keeps this client", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_fence_nothing_is_answered_to_everyone_alike_when_all_is_evacuated()
    {
        var document = Example.WithPolicy(Example.Weighted((1, Example.Geographic(Example.Leaf("us-web"), ("country:DE", Example.Leaf("eu-web"))))));
        var choice = document.WithState("eu-west", RegionState.Evacuated).WithState("us-east", RegionState.Evacuated).Compile().Choose("10.1.2.3");
        Assert.True(choice.IsNothing);
        Assert.Equal(0, choice.Scope);
    }

    [Fact]
    public void All_endpoints_are_asked_for_by_name_and_then_of_all_regions()
    {
        var snapshot = Document(Fallback.AllEndpoints, Example.Failover("eu-web", "us-web", "ap-web")).Compile(All);
        Assert.Equal(4, snapshot.Response(RecordType.A).Answers.Length);
    }

    [Fact]
    public void What_was_available_last_survives_another_configuration()
    {
        var document = Document(Fallback.LastGood, Example.Failover("eu-web", "us-web", "ap-web"));
        var before = document.Compile().With(Example.Down(document, "eu-1", "eu-2", "us-1"), Example.Noon).With(Example.Down(document, All), Example.Noon);
        var edited = document with { Pools = [.. document.Pools.Reverse(), Example.Pool("new-web", "us-east", ("new-1", "198.51.100.9"))] };
        Assert.Equal("ap-1", After(before, edited, [.. All, "new-1"]).Answered());
        Assert.Equal("ap-1", After(before, edited, [.. All, "new-1"]).With(Example.Down(edited, [.. All, "new-1"]), Example.Noon).Answered());
    }

    [Fact]
    public void A_snapshot_whose_policies_did_not_ask_still_knows_what_was_available_in_it()
    {
        var before = Document(Fallback.NoData, Example.Failover("eu-web", "us-web", "ap-web")).Compile("eu-1", "eu-2", "us-1");
        Assert.Equal("ap-1", After(before, Document(Fallback.LastGood, Example.Failover("eu-web", "us-web", "ap-web")), All).Answered());
    }

    [Fact]
    public void Nobody_ever_seen_available_leaves_the_preferred_pool() =>
        Assert.Equal("eu-1 eu-2", Document(Fallback.LastGood, Example.Failover("eu-web", "us-web")).Compile(All).Answered());

    [Fact]
    public void What_is_evacuated_is_not_answered_for_having_been_good()
    {
        var document = Document(Fallback.LastGood, Example.Failover("eu-web", "us-web"));
        var before = document.Compile("us-1").With(Example.Down(document, All), Example.Noon);
        Assert.Equal("eu-1 eu-2", before.Answered());
        Assert.Equal("us-1", After(before, document.WithState("eu-west", RegionState.Evacuated), All).Answered());
    }

    private static Snapshot After(Snapshot before, ConfigurationDocument document, string[] down) =>
        Snapshot.Compile(document, 8, Example.Down(document, down), Example.Noon, null, before);

    private static ConfigurationDocument Document(Fallback fallback, PolicyNode policy, params string[] records) =>
        Steer.Document(policy, name => name with { Fallback = fallback, FallbackRecords = [.. Example.Records(records).Records] });
}
