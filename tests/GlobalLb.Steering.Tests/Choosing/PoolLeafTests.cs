using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class PoolLeafTests
{
    private static readonly ConfigurationDocument Document = Example.Document.WithPool("eu-web", pool => pool with
    {
        Endpoints = [.. Enumerable.Range(1, 20).Select(i => Example.Endpoint($"e{i}", $"192.0.2.{i}", weight: i % 4))],
    });

    [Theory]
    [InlineData(null, 15)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(16, 15)]
    public void No_more_endpoints_than_asked_for_are_answered(int? most, int expected)
    {
        var snapshot = Compile(Example.Leaf("eu-web") with { Most = most });
        Assert.All(Example.Stratified(40), draw => Assert.Equal(expected, Codes(snapshot, draw).Distinct().Count()));
    }

    [Fact]
    public void One_of_a_pool_is_drawn_by_weight()
    {
        var snapshot = Compile(Example.Leaf("eu-web") with { Most = 1 });
        var counts = Enumerable.Range(0, 30_000).Select(i => Codes(snapshot, Chance.Next((ulong)i)).Single()).CountBy(code => code).ToDictionary();
        Assert.Equal(15, counts.Count);
        Assert.All(counts, pair => Assert.InRange(pair.Value, 700 * Weight(pair.Key), 1300 * Weight(pair.Key)));
        static int Weight(string code) => int.Parse(code[1..], System.Globalization.CultureInfo.InvariantCulture) % 4;
    }

    [Fact]
    public void Which_comes_first_does_not_hang_on_the_draws_that_chose_the_pool()
    {
        // The first ten weigh as much as the last ten.
        var snapshot = Compile(Example.Weighted((1, Example.Leaf("us-web")), (1, Example.Weighted((1, Example.Leaf("us-web")), (1, Example.Leaf("eu-web"))))));
        var first = Example.Stratified(8000).Select(draw => Codes(snapshot, draw)[0]).Where(code => code != "us-1").Select(code => int.Parse(code[1..], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(first.Count, 1800, 2200);
        Assert.InRange(first.Count(number => number <= 10), first.Count * 0.45, first.Count * 0.55);
    }

    [Fact]
    public void Those_of_weight_0_come_first_alike_when_no_other_is_available()
    {
        var document = Document.WithPool("eu-web", pool => pool with { Endpoints = [Example.Endpoint("a", "192.0.2.1"), Example.Endpoint("b", "192.0.2.2", 0), Example.Endpoint("c", "192.0.2.3", 0)] });
        var snapshot = (document with { Zones = Example.WithPolicy(Example.Leaf("eu-web")).Zones }).Compile("a");
        Assert.InRange(Example.Stratified(1000).Count(draw => Codes(snapshot, draw) is ["b", "c"]), 430, 570);
        Assert.InRange(Example.Stratified(1000).Count(draw => Codes(snapshot, draw) is ["c", "b"]), 430, 570);
    }

    [Fact]
    public void The_number_holds_through_the_nodes_above()
    {
        var leaf = Example.Leaf("eu-web") with { Most = 2 };
        Assert.Equal(2, Codes(Compile(Example.Weighted((1, Example.Failover(Example.Leaf("us-web") with { Minimum = new() { Count = 9 } }, leaf)))), 5).Length);
    }

    private static Snapshot Compile(PolicyNode policy) => (Document with { Zones = Example.WithPolicy(policy).Zones }).Compile();

    // In the order that one answer has them.
    private static string[] Codes(Snapshot snapshot, ulong draw)
    {
        var choice = Chooser.Choose(snapshot.SteeredNames[0], snapshot, new Client(default(ClientAddress)), isIPv4: true, draw);
        var codes = new List<string>();
        for (var lineup = new Lineup(choice, draw); lineup.TryNext(out var index, out _);) codes.Add(snapshot.Endpoints[index].Code.Value);
        return [.. codes];
    }
}
