using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
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
    }

    [Fact]
    public void What_was_available_last_is_answered_last()
    {
        // eu goes first, then one of us; when the rest is gone, the last ones standing are what is left.
        var document = Document(Fallback.LastGood, Example.Failover("eu-web", "us-web", "ap-web"));
        var snapshot = document.Compile();
        foreach (var down in (string[][])[["eu-1", "eu-2"], ["eu-1", "eu-2", "ap-1"], All, All]) snapshot = snapshot.With(Example.Down(document, down), Example.Noon);
        Assert.Equal("us-1", snapshot.Answered());
        Assert.Equal("eu-6 us-6", snapshot.Answered(isIPv4: false));
    }

    [Fact]
    public void What_was_available_last_is_kept_within_one_region()
    {
        var document = Document(Fallback.LastGood, Example.Failover("eu-web", "us-web", "ap-web"));
        var snapshot = document.Compile().With(Example.Down(document, All), Example.Noon);
        foreach (var draw in Example.Stratified(50))
        {
            var regions = snapshot.Response(RecordType.A, draw: draw).Answers.Select(record => record.Text.Split('.')[0]).Distinct();
            Assert.Single(regions);
        }

        Assert.Equal(3, Example.Stratified(200).Select(draw => snapshot.Response(RecordType.A, draw: draw).Answers[0].Text.Split('.')[0]).Distinct().Count());
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
        Assert.Equal("ap-1", edited.Compile([.. All, "new-1"]).After(before).Answered());
        Assert.Equal("ap-1", edited.Compile([.. All, "new-1"]).After(before).With(Example.Down(edited, [.. All, "new-1"]), Example.Noon).Answered());
    }

    [Fact]
    public void A_snapshot_whose_policies_did_not_ask_still_knows_what_was_available_in_it()
    {
        var before = Document(Fallback.NoData, Example.Failover("eu-web", "us-web", "ap-web")).Compile("eu-1", "eu-2", "us-1");
        Assert.Equal("ap-1", Document(Fallback.LastGood, Example.Failover("eu-web", "us-web", "ap-web")).Compile(All).After(before).Answered());
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
        Assert.Equal("us-1", document.WithState("eu-west", RegionState.Evacuated).Compile(All).After(before).Answered());
    }

    private static ConfigurationDocument Document(Fallback fallback, PolicyNode policy, params string[] records) =>
        Steer.Document(policy, name => name with { Fallback = fallback, FallbackRecords = [.. Example.Records(records).Records] });
}
