using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;

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
    public void No_more_endpoints_than_asked_for_are_answered(int? most, int expected) =>
        Assert.All(Example.Stratified(40), draw => Assert.Equal(expected, Codes(Example.Leaf("eu-web") with { Most = most }, draw).Distinct().Count()));

    [Fact]
    public void One_of_a_pool_is_drawn_by_weight()
    {
        var counts = Enumerable.Range(0, 30_000).Select(i => Codes(Example.Leaf("eu-web") with { Most = 1 }, Chance.Next((ulong)i)).Single()).CountBy(code => code).ToDictionary();
        Assert.Equal(15, counts.Count);
        Assert.All(counts, pair => Assert.InRange(pair.Value, 700 * Weight(pair.Key), 1300 * Weight(pair.Key)));
        static int Weight(string code) => int.Parse(code[1..], System.Globalization.CultureInfo.InvariantCulture) % 4;
    }

    [Fact]
    public void The_number_holds_through_the_nodes_above()
    {
        var leaf = Example.Leaf("eu-web") with { Most = 2 };
        Assert.Equal(2, Codes(Example.Weighted((1, Example.Failover(Example.Leaf("us-web") with { Minimum = new() { Count = 9 } }, leaf))), 5).Length);
    }

    private static string[] Codes(PolicyNode policy, ulong draw)
    {
        var snapshot = (Document with { Zones = [Document.Zones[0] with { SteeredNames = [Example.Steered("www.example.test", policy)] }] }).Compile();
        var choice = Chooser.Choose(snapshot.SteeredNames[0], snapshot, new Client(default(ClientAddress)), isIPv4: true, draw);
        var codes = new List<string>();
        for (var lineup = new Lineup(choice, draw); lineup.TryNext(out var index, out _);) codes.Add(snapshot.Endpoints[index].Code.Value);
        return [.. codes];
    }
}
