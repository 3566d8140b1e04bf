using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class TracedNodeTests
{
    [Fact]
    public void A_node_tells_whom_it_had_to_choose_among_and_why_the_others_were_not_chosen()
    {
        var document = Example.WithPolicy(Example.Geographic(
            Example.Leaf("ap-web"), ("country:DE", Example.Failover("eu-web", "us-web", "ap-web")), ("country:US", Example.Leaf("us-web"))));
        var steps = Explain(document.Compile("eu-1", "eu-2"), 0);
        var geographic = steps[0].Node!;
        Assert.Equal(("geographic", "place", 0, true), (geographic.Kind, geographic.By, geographic.Chosen!.Value, geographic.IsAvailable));
        Assert.Equal(
            ["failover True ", "pool us-web False it is for other places than the client's", "pool ap-web True another fits the client's place better"],
            geographic.Candidates.Select(Told));

        var failover = Assert.Single(steps, step => step.Node?.Kind == "failover").Node!;
        Assert.Equal(("order", 1), (failover.By, failover.Chosen));
        Assert.Equal(
            ["pool eu-web False eu-1 down since 2030-01-02 12:00:00Z: test; eu-2 down since 2030-01-02 12:00:00Z: test", "pool us-web True ", "pool ap-web True an earlier one is available"],
            failover.Candidates.Select(Told));

        var leaf = steps.First(step => step.Node?.Kind == "pool");
        Assert.False(leaf.Node!.IsAvailable);
        Assert.Equal("eu-1 False down since 2030-01-02 12:00:00Z: test", Told(leaf.Node.Candidates[0]));
    }

    [Fact]
    public void A_draw_names_the_one_it_drew()
    {
        var document = Example.WithPolicy(Example.Weighted((1, Example.Leaf("eu-web")), (1, Example.Failover("us-web")), (1, Example.Leaf("ap-web"))));
        foreach (var draw in Example.Stratified(30))
        {
            var explanation = Explainer.Explain(document.Compile("ap-1"), DomainName.Parse("www.example.test"), new Client(Example.Address("10.1.2.3")), true, draw)!;
            var node = explanation.Steps[0].Node!;
            Assert.Equal(explanation.Region?.Value == "eu-west" ? 0 : 1, node.Chosen);
            Assert.Equal([false, false, true], node.Candidates.Select(candidate => !candidate.IsLeft));
            Assert.Equal("the draw chose another", node.Candidates[1 - node.Chosen!.Value].Why);
        }
    }

    [Theory]
    [InlineData(RegionState.Drained, EndpointAvailability.Automatic, "drained with its region eu-west")]
    [InlineData(RegionState.Evacuated, EndpointAvailability.Automatic, "evacuated with its region eu-west")]
    [InlineData(RegionState.Open, EndpointAvailability.ForcedDown, "forced down by the operator")]
    public void What_the_operator_removed_says_so(RegionState state, EndpointAvailability availability, string why)
    {
        var document = Example.Document.WithState("eu-west", state)
            .WithPool("eu-web", pool => pool with { Endpoints = [.. pool.Endpoints.Select(endpoint => endpoint with { Availability = availability })] });
        Assert.Equal(why, Leaf(document.Compile()).Why);
    }

    [Fact]
    public void A_drill_an_imagined_fault_and_unknown_health_say_so()
    {
        var drill = Example.Document.WithRegion("eu-west", region => region with { Drill = new Drill(Example.Noon.AddHours(1), "ann") });
        Assert.Equal("evacuated: region eu-west is in a drill until 2030-01-02 13:00:00Z, started by ann", Leaf(drill.Compile()).Why);
        Assert.Equal("imagined to be down", Leaf(Example.Document.Compile().WithFault(endpoint => endpoint.Region.Code.Value == "eu-west")).Why);
        var unknown = Example.Document.WithPool("eu-web", pool => pool with { UnknownMeans = UnknownMeaning.Down });
        Assert.Equal("of unknown health, which counts as down here", Leaf(Snapshot.Compile(unknown, 1, Example.Table([]), Example.Noon)).Why);
    }

    [Fact]
    public void Being_watched_changes_nothing() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(World.Any, world =>
        {
            var (plain, watched) = (world.ChooseFor(world.Address), world.ChooseFor(world.Address, new Trace()));
            return plain with { Why = null } == watched with { Why = null };
        }));

    private static TracedCandidate Leaf(Snapshot snapshot) => Explain(snapshot, 0).First(step => step.Node?.Kind == "pool").Node!.Candidates[0];

    private static ImmutableArray<TraceStep> Explain(Snapshot snapshot, ulong draw) =>
        Explainer.Explain(snapshot, DomainName.Parse("www.example.test"), new Client(Example.Address("10.1.2.3")), true, draw)!.Steps;

    private static string Told(TracedCandidate candidate) => $"{candidate.What} {candidate.IsLeft} {candidate.Why}";
}
