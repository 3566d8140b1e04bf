using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class StickyTests
{
    private const int Networks = 20_000;

    // The pools of some networks, as they were found when this was written.
    private const string Recorded = "05220465565056011647446410554544", RecordedIPv6 = "35166725362123747105344062337342";

    // Pools p0 … p7 of one endpoint each, e0 … e7.
    private static readonly ConfigurationDocument Document = Example.Document with
    {
        Pools = [.. Enumerable.Range(0, 8).Select(i => Example.Pool($"p{i}", "eu-west", ($"e{i}", $"192.0.2.{i + 1}"), ($"s{i}", $"2001:db8::{i + 1}")))],
    };

    [Fact]
    public void When_a_child_is_gone_only_its_networks_move_whatever_the_weights() => Prop.ForAll(
        (from weights in Gen.ArrayOf(Gen.Frequency((4, Gen.Choose(1, 100)), (1, Gen.Constant(0))), 6)
         from down in Gen.Choose(0, 5)
         from network in Gen.Choose(0, int.MaxValue)
         from isPartial in Gen.Elements(false, true)
         select (Weights: weights, Down: down, Network: network, IsPartial: isPartial)).ToArbitrary(),
        sample =>
        {
            if (sample.Weights.All(weight => weight == 0)) return true;
            var node = Sticky([.. sample.Weights.Select((weight, i) => (weight, Leaf(i, sample.IsPartial)))]);
            var (all, rest) = (Compile(node), Compile(node, $"e{sample.Down}"));
            return Enumerable.Range(0, 20).All(i =>
            {
                var (before, after) = (Pool(all, sample.Network + (uint)i), Pool(rest, sample.Network + (uint)i));
                return before == $"p{sample.Down}" ? after != before : after == before;
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void When_a_child_is_taken_out_added_or_moved_in_the_configuration_only_its_networks_move()
    {
        var five = Compile(Even(0, 1, 2, 3, 4));
        foreach (var other in new[] { Even(0, 1, 3, 4), Even(4, 2, 0, 1, 3), Even(5, 0, 1, 2, 3, 4) }.Select(node => Compile(node)))
        {
            for (uint network = 0; network < 2000; network++)
            {
                var (before, after) = (Pool(five, network), Pool(other, network));
                Assert.True(before == after || before == "p2" || after == "p5", $"network {network} went from {before} to {after}");
            }
        }
    }

    [Fact]
    public void A_child_that_changes_inside_keeps_its_networks()
    {
        var before = Compile(Sticky((1, Example.Failover("p0", "p1")), (1, Example.Leaf("p2"))));
        var after = Compile(Sticky((1, Example.Failover("p0", "p3", "p4")), (1, Example.Leaf("p2") with { Most = 1 })));
        for (uint network = 0; network < 500; network++) Assert.Equal(Pool(before, network), Pool(after, network));
    }

    [Theory]
    [InlineData("", 0.1, 0.2, 0.7)]
    [InlineData("e2", 0.333, 0.667, 0)]
    [InlineData("e0", 0, 0.222, 0.778)]
    public void Networks_are_shared_in_proportion_to_the_weights(string down, double first, double second, double third)
    {
        var counts = Count(Compile(Sticky((10, Example.Leaf("p0")), (20, Example.Leaf("p1")), (70, Example.Leaf("p2"))), down));
        foreach (var (i, share) in new[] { first, second, third }.Index()) Assert.InRange(counts.GetValueOrDefault($"p{i}") / (double)Networks, share - 0.015, share + 0.015);
    }

    [Fact]
    public void A_weight_of_0_wins_only_when_no_other_is_available()
    {
        var node = Sticky((0, Example.Leaf("p0")), (3, Example.Leaf("p1")), (0, Example.Leaf("p2")));
        Assert.Equal(Networks, Count(Compile(node))["p1"]);
        Assert.InRange(Count(Compile(node, "e1"))["p0"], Networks * 0.47, Networks * 0.53);
    }

    [Fact]
    public void A_draw_below_another_is_a_draw_of_its_own()
    {
        // The same pools above and below: were the draws one, a network that drew p0 above would draw it below.
        var inner = Even(0, 1);
        var counts = Count(Compile(Sticky((1, Example.Failover(inner)), (1, Example.Failover(Example.Leaf("p2"))))));
        Assert.InRange(counts["p0"] / (double)(counts["p0"] + counts["p1"]), 0.47, 0.53);
        var weighted = Example.Weighted((1, Example.Leaf("p0")), (1, Example.Leaf("p1"))) with { IsSticky = true };
        counts = Count(Compile(new ShedNode { From = weighted, To = Example.Leaf("p2"), Share = 50, IsSticky = true }));
        Assert.InRange(counts["p0"] / (double)(counts["p0"] + counts["p1"]), 0.47, 0.53);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.200", 24)]
    [InlineData("2001:db8:1:2:3::", "2001:db8:1:2f:4::", 56)]
    public void A_network_is_as_wide_as_written_and_so_is_the_scope(string client, string neighbour, int bits)
    {
        var snapshot = Compile(Even(0, 1, 2, 3, 4, 5, 6, 7));
        Assert.Equal(bits, snapshot.Choose(client).Scope);
        Assert.Equal(snapshot.Choose(client).Pool, snapshot.Choose(neighbour).Pool);
        var narrow = Compile(Even(0, 1, 2, 3, 4, 5, 6, 7) with { IPv4Prefix = 9, IPv6Prefix = 33 });
        Assert.Equal(bits == 24 ? 9 : 33, narrow.Choose(client).Scope);
    }

    [Fact]
    public void Networks_narrower_than_half_an_address_draw_each_for_itself()
    {
        var snapshot = Compile(Even(0, 1) with { IPv6Prefix = 128 });
        var counts = Enumerable.Range(0, 400).CountBy(i => snapshot.Choose($"2001:db8::{i:x}").Pool!.Code.Value).ToDictionary();
        Assert.InRange(counts["p0"], 150, 250);
        Assert.Equal(400, counts["p0"] + counts["p1"]);
    }

    [Fact]
    public void Chance_does_not_count()
    {
        var snapshot = Compile(Even(0, 1, 2, 3));
        Assert.Single(Example.Stratified(100).Select(draw => snapshot.Choose("10.1.2.3", draw: draw).Pool!.Code).Distinct());
    }

    [Fact]
    public void A_client_who_is_only_imagined_stands_for_all_networks()
    {
        var snapshot = Compile(Sticky((1, Example.Leaf("p0")), (3, Example.Leaf("p1"))));
        var client = Client.Imagine(Place.OfCountry("DE"));
        var choices = Enumerable.Range(0, 4000).Select(i => Chooser.Choose(snapshot.SteeredNames[0], snapshot, client, true, Chance.Next((ulong)i))).ToList();
        Assert.InRange(choices.Count(choice => choice.Pool!.Code.Value == "p0"), 900, 1100);
        Assert.All(choices, choice => Assert.Equal(0, choice.Scope));
    }

    [Fact]
    public void Where_networks_go_never_changes_from_one_release_to_the_next()
    {
        var snapshot = Compile(Even(0, 1, 2, 3, 4, 5, 6, 7));
        Assert.Equal(Recorded, string.Concat(Enumerable.Range(0, 32).Select(i => Pool(snapshot, (uint)i)[1..])));
        Assert.Equal(RecordedIPv6, string.Concat(Enumerable.Range(0, 32).Select(i => snapshot.Choose($"2001:db8:{i:x}::1").Pool!.Code.Value[1..])));
    }

    [Fact]
    public void A_trace_says_which_network_and_which_child()
    {
        var snapshot = Compile(Even(0, 1));
        var steps = Explainer.Explain(snapshot, snapshot.SteeredNames[0].Name, new Client(Example.Address("10.1.2.3")), true, 0)!.Steps.Select(step => step.Sentence).ToList();
        Assert.Equal("sticky over 2 by the network 10.1.2.0/24", steps[0]);
        Assert.Matches("^number [12] with weight 1 is the network's first of those available$", steps[1]);
    }

    private static StickyNode Sticky(params (int Weight, PolicyNode Node)[] branches) =>
        new() { Branches = [.. branches.Select(branch => new WeightedBranch(branch.Weight, branch.Node))] };

    private static StickyNode Even(params int[] pools) => Sticky([.. pools.Select(i => (1, (PolicyNode)Example.Leaf($"p{i}")))]);

    // The same for everyone, or by place: then it is asked while it is drawn.
    private static PolicyNode Leaf(int pool, bool isPartial) =>
        isPartial ? Example.Geographic(Example.Leaf($"p{pool}"), ("continent:AN", Example.Leaf("p7"))) : Example.Leaf($"p{pool}");

    private static Snapshot Compile(PolicyNode policy, params string[] down)
    {
        var document = Document with { Zones = [Document.Zones[0] with { SteeredNames = [Example.Steered("www.example.test", policy)] }] };
        Assert.Empty(ConfigurationValidation.Check(document));
        return document.Compile(down);
    }

    // Networks are numbers of 24 bits, spread over all addresses.
    private static string Pool(Snapshot snapshot, long network)
    {
        var bits = (uint)network * 2654435761U & 0xFFFF_FF00;
        var client = new Client(new ClientAddress((UInt128)bits << 96, true));
        return Chooser.Choose(snapshot.SteeredNames[0], snapshot, client, true, 0).Pool!.Code.Value;
    }

    private static Dictionary<string, int> Count(Snapshot snapshot) =>
        Enumerable.Range(0, Networks).CountBy(i => Pool(snapshot, i)).ToDictionary();
}
