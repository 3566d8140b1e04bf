using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Tests.Answering;

namespace GlobalLb.Steering.Tests.Snapshots;

public sealed class CalmFoldTests
{
    private const uint Min = 10, Max = 600;

    private static readonly ConfigurationDocument Document =
        Steer.Document(Example.Failover("eu-web", "us-web"), name => name with { TtlRange = new TtlRange(Min, Max) });

    private static readonly DateTimeOffset Later = Example.Noon + CalmFold.Unsettled;

    [Fact]
    public void While_all_is_well_and_has_been_for_a_while_the_TTL_is_long() => Assert.Equal(Max, Ttl(Document, Later));

    [Fact]
    public void After_a_change_of_health_the_TTL_is_short_until_that_is_a_while_ago()
    {
        var snapshot = Snapshot(Document, Example.Noon.AddMinutes(1));
        Assert.Equal(Min, Ttl(snapshot));
        Assert.Equal(Later, snapshot.ChangesAt);
        var settled = snapshot.With(snapshot.Health, Later);
        Assert.Equal(Max, Ttl(settled));
        Assert.Null(settled.ChangesAt);
    }

    [Theory]
    [InlineData("eu-2", Min)]
    [InlineData("us-6", Min)]
    [InlineData("ap-1", Max)]
    public void While_an_endpoint_that_the_policy_reaches_is_down_the_TTL_is_short(string down, uint ttl) => Assert.Equal(ttl, Ttl(Document, Later, down));

    [Theory]
    [InlineData(true, Min)]
    [InlineData(false, Max)]
    public void While_vantages_near_some_clients_find_an_endpoint_down_the_TTL_is_short(bool isRegional, uint ttl)
    {
        var document = Document.WithPool("eu-web", pool => pool with { RegionalHealth = isRegional });
        var snapshot = Snapshot(document, Later);
        Assert.Equal(ttl, Ttl(snapshot.With(snapshot.Health with { Regional = [Example.Regional("eu-west", "eu-1")] }, Later)));
    }

    [Fact]
    public void What_is_not_known_may_change() =>
        Assert.Equal(Min, Ttl(Document.Compile().With(HealthTable.Empty, Later)));

    [Fact]
    public void What_an_operator_forces_and_what_nobody_probes_does_not_change_by_itself()
    {
        var forced = Document.WithPool("eu-web", pool => pool with { Endpoints = pool.Endpoints.Replace(0, endpoint => endpoint with { Availability = EndpointAvailability.ForcedDown }) });
        Assert.Equal(Max, Ttl(forced, Later, "eu-1"));
        Assert.Equal(Max, Ttl(Document.WithPool("eu-web", pool => pool with { Probe = null }), Later, "eu-1"));
    }

    [Fact]
    public void During_a_drill_the_TTL_is_short_and_the_end_of_the_drill_is_a_change()
    {
        var drilled = Document.WithRegion("us-east", region => region with { Drill = new Drill(Later.AddHours(1), "ada") });
        Assert.Equal(Min, Ttl(drilled, Later));
        Assert.Equal(Max, Ttl(drilled, Later.AddHours(1)));
    }

    [Fact]
    public void While_a_ramp_is_under_way_the_TTL_is_short()
    {
        var ramp = new RampNode { From = Example.Leaf("eu-web"), To = Example.Leaf("us-web"), Start = Later.AddHours(1), Steps = [new RampStep(10, 600), new RampStep(100, 0)] };
        var document = Steer.Document(ramp, name => name with { TtlRange = new TtlRange(Min, Max) });
        Assert.Equal(Max, Ttl(document, Later));
        Assert.Equal(Later.AddHours(1), Snapshot(document, Later).ChangesAt);
        Assert.Equal(Min, Ttl(document, Later.AddHours(1)));
        Assert.Equal(Max, Ttl(document, Later.AddHours(1).AddMinutes(10)));
    }

    [Fact]
    public void A_region_that_is_evacuated_for_good_is_calm() =>
        Assert.Equal(Max, Ttl(Document.WithState("eu-west", RegionState.Evacuated), Later, "eu-1"));

    [Fact]
    public void Without_a_range_the_TTL_is_always_the_same()
    {
        var fixedTtl = Steer.Document(Example.Failover("eu-web"), name => name with { Https = new Binding() });
        Assert.Equal(30u, Ttl(fixedTtl, Example.Noon, "eu-1"));
        Assert.Null(Snapshot(fixedTtl, Example.Noon).ChangesAt);
    }

    [Fact]
    public void Every_answer_lies_within_the_range() => Assert.All(
        Enumerable.Range(-20, 40).Select(minutes => Ttl(Document, Example.Noon.AddMinutes(minutes), minutes % 3 == 0 ? ["eu-1"] : [])), ttl => Assert.InRange(ttl, Min, Max));

    private static uint Ttl(ConfigurationDocument document, DateTimeOffset now, params string[] down) => Ttl(Snapshot(document, now, down));

    private static uint Ttl(Snapshot snapshot) => snapshot.Response(RecordType.A).Answers.Select(record => record.Ttl).Distinct().Single();

    private static Snapshot Snapshot(ConfigurationDocument document, DateTimeOffset now, params string[] down) =>
        Steering.Snapshots.Snapshot.Compile(document, 7, Example.Down(document, down), now);
}
