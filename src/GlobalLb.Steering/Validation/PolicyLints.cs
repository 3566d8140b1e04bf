using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>What strikes about a tree: branches that nobody can ever come to, and fences that nobody gets out of.</summary>
internal sealed class PolicyLints(ConfigurationDocument document)
{
    private const string Unreachable = "unreachable branch";

    /// <summary>What strikes about one policy; what it refers to is looked at by itself.</summary>
    /// <param name="policy">Its tree.</param>
    /// <param name="path">Where it is written.</param>
    public IEnumerable<Lint> Find(PolicyNode policy, string path) => Find(policy, path, within: [], hasOther: false);

    // Within: the places that the branches above let through; empty: everybody. HasOther: whether somebody above asks another node
    // when this one has nothing.
    private IEnumerable<Lint> Find(PolicyNode node, string path, ImmutableArray<PlaceMatch> within, bool hasOther) => node switch
    {
        FailoverNode failover => OfFailover(failover, path, within, hasOther),
        GeographicNode geographic => OfGeographic(geographic, path, within, hasOther),
        _ => node.Children.SelectMany((child, i) => Find(child, $"{path}.{MemberOf(node, i)}", within, hasOther || node.Children.Count() > 1)),
    };

    private static string MemberOf(PolicyNode node, int child) => node switch
    {
        WeightedNode or StickyNode => $"branches[{child}].node",
        ShedNode or RampNode => child == 0 ? "from" : "to",
        _ => $"children[{child}]",
    };

    private IEnumerable<Lint> OfFailover(FailoverNode node, string path, ImmutableArray<PlaceMatch> within, bool hasOther)
    {
        for (var i = 0; i < node.Order.Length; i++)
        {
            // What is available when any of its pools is, leaves nothing for a later child of the same pools; but for a trickle.
            var pools = PoolsOf(node.Order[i]).ToHashSet();
            var earlier = node.Trickle > 0 ? -1 : Enumerable.Range(0, i).FirstOrDefault(j => TakesAny(node.Order[j]) && pools.IsSubsetOf(PoolsOf(node.Order[j])), -1);
            if (earlier >= 0)
                yield return new Lint(Unreachable, $"{path}.order[{i}]", $"it is never come to: whenever one of its pools ({string.Join(", ", pools)}) is available, so is number {earlier + 1} before it; remove it, or put it first");
            foreach (var lint in Find(node.Order[i], $"{path}.order[{i}]", within, hasOther || node.Order.Length > 1)) yield return lint;
        }
    }

    private IEnumerable<Lint> OfGeographic(GeographicNode node, string path, ImmutableArray<PlaceMatch> within, bool hasOther)
    {
        for (var i = 0; i < node.Branches.Length; i++)
        {
            var branch = node.Branches[i];
            if (!within.IsEmpty && !branch.Places.Any(place => within.Any(around => MayOverlap(place, around))))
                yield return new Lint(Unreachable, $"{path}.branches[{i}]", $"it is never come to: it is for {string.Join(", ", branch.Places)}, and only clients from {string.Join(", ", within)} come this far; move it up, or remove it");
            if (branch.Fence && !hasOther && PoolsOf(branch.Node).Distinct().Count() == 1)
                yield return new Lint("fence without fallback", $"{path}.branches[{i}]", $"when pool {PoolsOf(branch.Node).First()} has nothing available, clients from {string.Join(", ", branch.Places)} are left to the fallback of the name: the fence keeps them from all else; fail over to another pool inside it, or to something behind it");
            foreach (var lint in Find(branch.Node, $"{path}.branches[{i}].node", branch.Places, hasOther || (!branch.Fence && node is { Otherwise: not null, IsClosed: false }))) yield return lint;
        }

        if (node.Otherwise is not { } otherwise) yield break;
        foreach (var lint in Find(otherwise, $"{path}.otherwise", within, hasOther)) yield return lint;
    }

    private IEnumerable<PoolCode> PoolsOf(PolicyNode node) => document.NodesOf(node).OfType<PoolNode>().Select(pool => pool.Pool);

    // Whether it has something as soon as any of its pools has: no place and no minimum keeps it from that.
    private bool TakesAny(PolicyNode node) => node.Minimum is null && node switch
    {
        ReferenceNode reference => document.FindPolicy(reference.Policy) is { } found && TakesAny(found),
        PoolNode or FailoverNode or WeightedNode or RoundRobinNode or StickyNode or ShedNode or RampNode or CapacityNode or FastestNode => node.Children.All(TakesAny),
        _ => false,
    };

    // Only what certainly excludes each other does not: who knows where a prefix is.
    private static bool MayOverlap(PlaceMatch one, PlaceMatch other)
    {
        if (one.Prefix is { } prefix && other.Prefix is { } around) return prefix.Contains(around.BaseAddress) || around.Contains(prefix.BaseAddress);
        if (one.Prefix is not null || other.Prefix is not null || one.Asn is not null || other.Asn is not null) return true;
        if (one.Subdivision is not null && other.Subdivision is not null) return one.Subdivision == other.Subdivision;
        if (CountryOf(one) is { } country && CountryOf(other) is { } another) return country == another;
        return ContinentOf(one) is not { } here || ContinentOf(other) is not { } there || here == there;
    }

    private static string? CountryOf(PlaceMatch place) => place.Country ?? place.Subdivision?[..2];

    private static string? ContinentOf(PlaceMatch place) => place.Continent ?? (CountryOf(place) is { } country ? Continents.OfCountry(country) : null);
}
