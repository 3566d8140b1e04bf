using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>What strikes about a tree: branches that nobody can ever come to.</summary>
internal static class PolicyLints
{
    private const string Unreachable = "unreachable branch";

    public static IEnumerable<Lint> Find(SteeredName name, string path) => Find(name.Policy, path, within: []);

    // Within: the places that the branches above let through; empty: everybody.
    private static IEnumerable<Lint> Find(PolicyNode node, string path, ImmutableArray<PlaceMatch> within) => node switch
    {
        FailoverNode failover => OfFailover(failover, path, within),
        WeightedNode weighted => weighted.Branches.SelectMany((branch, i) => Find(branch.Node, $"{path}.branches[{i}].node", within)),
        GeographicNode geographic => OfGeographic(geographic, path, within),
        _ => node.Children.SelectMany(child => Find(child, path, within)),
    };

    private static IEnumerable<Lint> OfFailover(FailoverNode node, string path, ImmutableArray<PlaceMatch> within)
    {
        for (var i = 0; i < node.Order.Length; i++)
        {
            // What is available when any of its pools is, leaves nothing for a later child of the same pools.
            var pools = PolicyChecks.Pools(node.Order[i]).ToHashSet();
            var earlier = Enumerable.Range(0, i).FirstOrDefault(j => TakesAny(node.Order[j]) && pools.IsSubsetOf(PolicyChecks.Pools(node.Order[j])), -1);
            if (earlier >= 0)
                yield return new Lint(Unreachable, $"{path}.order[{i}]", $"it is never come to: whenever one of its pools ({string.Join(", ", pools)}) is available, so is number {earlier + 1} before it; remove it, or put it first");
            foreach (var lint in Find(node.Order[i], $"{path}.order[{i}]", within)) yield return lint;
        }
    }

    private static IEnumerable<Lint> OfGeographic(GeographicNode node, string path, ImmutableArray<PlaceMatch> within)
    {
        for (var i = 0; i < node.Branches.Length; i++)
        {
            var branch = node.Branches[i];
            if (!within.IsEmpty && !branch.Places.Any(place => within.Any(around => MayOverlap(place, around))))
                yield return new Lint(Unreachable, $"{path}.branches[{i}]", $"it is never come to: it is for {string.Join(", ", branch.Places)}, and only clients from {string.Join(", ", within)} come this far; move it up, or remove it");
            foreach (var lint in Find(branch.Node, $"{path}.branches[{i}].node", branch.Places)) yield return lint;
        }

        foreach (var lint in Find(node.Otherwise, $"{path}.otherwise", within)) yield return lint;
    }

    private static bool TakesAny(PolicyNode node) => node switch
    {
        PoolNode => true,
        FailoverNode or WeightedNode => node.Children.All(TakesAny),
        _ => false,
    };

    // Only what certainly excludes each other does not: who knows where a prefix is.
    private static bool MayOverlap(PlaceMatch one, PlaceMatch other)
    {
        if (one.Prefix is { } prefix && other.Prefix is { } around) return prefix.Contains(around.BaseAddress) || around.Contains(prefix.BaseAddress);
        if (one.Prefix is not null || other.Prefix is not null) return true;
        if (one.Country is not null && other.Country is not null) return one.Country == other.Country;
        return ContinentOf(one) is not { } here || ContinentOf(other) is not { } there || here == there;
    }

    private static string? ContinentOf(PlaceMatch place) => place.Continent ?? (place.Country is { } country ? Continents.OfCountry(country) : null);
}
