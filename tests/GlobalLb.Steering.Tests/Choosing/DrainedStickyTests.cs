using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class DrainedStickyTests
{
    private const int Networks = 500;

    private static readonly StickyNode Sticky = new() { Branches = [new(1, Example.Leaf("eu-web")), new(1, Example.Leaf("us-web"))] };

    [Fact]
    public void Networks_stay_with_a_region_that_is_drained()
    {
        var (before, after) = (Answers(Sticky, RegionState.Open), Answers(Sticky, RegionState.Drained));
        Assert.Contains("eu-1 eu-2", before);
        Assert.Equal(before, after);
    }

    [Fact]
    public void They_leave_one_that_is_evacuated() => Assert.All(Answers(Sticky, RegionState.Evacuated), answer => Assert.Equal("us-1", answer));

    [Fact]
    public void They_leave_one_that_is_down() => Assert.All(Answers(Sticky, RegionState.Drained, "eu-1", "eu-2"), answer => Assert.Equal("us-1", answer));

    [Fact]
    public void Everything_else_passes_it_over() => Assert.All(
        (PolicyNode[])
        [
            Example.Weighted((1, Example.Leaf("eu-web")), (1, Example.Leaf("us-web"))) with { IsSticky = true },
            new ShedNode { From = Example.Leaf("us-web"), To = Example.Leaf("eu-web"), Share = 50, IsSticky = true },
            Example.Failover("eu-web", "us-web"),
            new CapacityNode { Branches = [new(Example.Leaf("eu-web")), new(Example.Leaf("us-web"))] },
        ],
        policy => Assert.All(Answers(policy, RegionState.Drained), answer => Assert.Equal("us-1", answer)));

    [Fact]
    public void Once_all_below_is_drained_the_rest_of_the_policy_comes_first()
    {
        var document = Example.WithPolicy(Example.Failover(Sticky, Example.Leaf("ap-web"))).WithState("eu-west", RegionState.Drained).WithState("us-east", RegionState.Drained);
        Assert.All(Answers(document.Compile()), answer => Assert.Equal("ap-1", answer));
        Assert.Equal(2, Answers(document.Compile("ap-1")).Distinct().Count());
    }

    [Fact]
    public void What_stays_is_no_fallback_and_the_choice_says_that_it_is_drained()
    {
        var snapshot = Example.WithPolicy(Sticky).WithState("eu-west", RegionState.Drained).Compile();
        var choices = Clients.Select(client => Chooser.Choose(snapshot.SteeredNames[0], snapshot, client, true, 0)).ToList();
        Assert.All(choices, choice => Assert.False(choice.IsFallback));
        Assert.All(choices, choice => Assert.Equal(choice.Pool!.Code.Value == "eu-web" ? Standing.Drained : Standing.Available, choice.Threshold));
    }

    private static IEnumerable<Client> Clients => Enumerable.Range(0, Networks).Select(i => new Client(new ClientAddress((UInt128)(uint)(i << 8) << 96, true)));

    private static List<string> Answers(PolicyNode policy, RegionState state, params string[] down) => Answers(Example.WithPolicy(policy).WithState("eu-west", state).Compile(down));

    private static List<string> Answers(Snapshot snapshot) => [.. Clients.Select(client => Chooser.Choose(snapshot.SteeredNames[0], snapshot, client, true, 0).Codes())];
}
