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

    [Fact]
    public void What_is_found_is_needed_and_when_nothing_is_found_nothing_that_is_needed_is_down() =>
        Prop.ForAll(Edges.ToArbitrary(), edges =>
        {
            // Warshall's closure.
            var needs = new bool[8, 8];
            foreach (var (from, to) in edges) needs[from, to] = true;
            for (var k = 0; k < 8; k++)
                for (var i = 0; i < 8; i++)
                    for (var j = 0; j < 8; j++) needs[i, j] |= needs[i, k] && needs[k, j];
            var dependencies = Of(string.Join(' ', edges.Select(edge => $"{edge.From}>{edge.To}")));
            return Enumerable.Range(1, 7).All(down => (dependencies.FindDown(new("0"), code => code.Value == $"{down}") is not null) == needs[0, down]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_chain_costs_no_stack()
    {
        var chain = new Dependencies(Enumerable.Range(0, 100_000).Select(i => (new EndpointCode($"e{i}"), (IReadOnlyList<EndpointCode>)[new EndpointCode($"e{i + 1}")])));
        Assert.Equal("e100000", chain.FindDown(new("e0"), code => code.Value == "e100000")?.Value);
    }

    private static Dependencies Of(string edges) => new(edges.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(edge => edge.Split('>'))
        .GroupBy(edge => edge[0])
        .Select(group => (new EndpointCode(group.Key), (IReadOnlyList<EndpointCode>)[.. group.Select(edge => new EndpointCode(edge[1])).Distinct()])));
}
