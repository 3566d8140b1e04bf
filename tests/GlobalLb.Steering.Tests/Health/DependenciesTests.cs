using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class DependenciesTests
{
    private static readonly Gen<(int From, int To)[]> Edges =
        from count in Gen.Choose(0, 20) from edges in Gen.ArrayOf(from one in Gen.Choose(0, 7) from other in Gen.Choose(0, 7) select (one, other), count) select edges;

    [Theory]
    [InlineData("a>b b>c", "a", "c", "c")]
    [InlineData("a>b b>c", "a", "b c", "b")]
    [InlineData("a>b b>c", "b", "a", null)]
    [InlineData("a>b b>c", "c", "a b", null)]
    [InlineData("a>b a>c", "a", "c", "c")]
    public void What_an_endpoint_needs_is_found_however_far(string edges, string endpoint, string down, string? expected) =>
        Assert.Equal(expected, Of(edges).FindDown(new(endpoint), code => down.Split(' ').Contains(code.Value))?.Value);

    [Theory]
    [InlineData("a>b b>c", "")]
    [InlineData("a>b b>a", "a b a")]
    [InlineData("a>a", "a a")]
    [InlineData("x>a a>b b>c c>a", "a b c a")]
    [InlineData("a>b a>c b>d c>d", "")]
    public void A_circle_is_found(string edges, string expected) => Assert.Equal(expected, string.Join(' ', Of(edges).FindCircle()));

    [Fact]
    public void A_circle_is_found_exactly_when_there_is_one() =>
        Prop.ForAll(Edges.ToArbitrary(), edges =>
        {
            // Warshall's closure.
            var reaches = new bool[8, 8];
            foreach (var (from, to) in edges) reaches[from, to] = true;
            for (var k = 0; k < 8; k++)
                for (var i = 0; i < 8; i++)
                    for (var j = 0; j < 8; j++) reaches[i, j] |= reaches[i, k] && reaches[k, j];
            var circle = Of(string.Join(' ', edges.Select(edge => $"{edge.From}>{edge.To}"))).FindCircle();
            return circle.Count > 0 == Enumerable.Range(0, 8).Any(i => reaches[i, i])
                && (circle.Count == 0 || (circle[0] == circle[^1] && circle.Zip(circle.Skip(1)).All(step => edges.Select(edge => ($"{edge.From}", $"{edge.To}")).Contains((step.First.Value, step.Second.Value)))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_chain_costs_no_stack()
    {
        var chain = new Dependencies(Enumerable.Range(0, 100_000).Select(i => (new EndpointCode($"e{i}"), (IReadOnlyList<EndpointCode>)[new EndpointCode($"e{i + 1}")])));
        Assert.Empty(chain.FindCircle());
        Assert.Equal("e100000", chain.FindDown(new("e0"), code => code.Value == "e100000")?.Value);
    }

    private static Dependencies Of(string edges) => new(edges.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(edge => edge.Split('>'))
        .GroupBy(edge => edge[0])
        .Select(group => (new EndpointCode(group.Key), (IReadOnlyList<EndpointCode>)[.. group.Select(edge => new EndpointCode(edge[1])).Distinct()])));
}
