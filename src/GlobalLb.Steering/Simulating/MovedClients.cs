using System.Collections.Immutable;
using System.Net.Sockets;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// Which part of the clients of names is sent elsewhere between two snapshots of one configuration: to another pool, to what the fallback
/// says, or to another endpoint of the same pool. All places between which the policies make a difference count alike, and so do IPv4 and
/// IPv6; a client counts by the address it is given first.
/// </summary>
public static class MovedClients
{
    private static readonly bool[] Families = [true, false];

    /// <summary>Works it out by the evaluator that answers.</summary>
    /// <param name="before">What was answered from.</param>
    /// <param name="after">What was answered from then; of the same configuration.</param>
    /// <param name="places">The places between which that configuration makes a difference: <see cref="ClientPlace.AllOf"/>.</param>
    /// <param name="names">Which steered names; those that have no addresses are left out.</param>
    public static ImmutableArray<NameMoved> Of(Snapshot before, Snapshot after, ImmutableArray<ClientPlace> places, IReadOnlySet<DomainName> names)
    {
        var placed = new PlacedClients(places, before);
        var lost = Lost(before, after);
        var found = ImmutableArray.CreateBuilder<NameMoved>();

        // Names share policies, and policies share sets of places: each is asked once.
        var ofPolicies = new Dictionary<CompiledPolicy, double>();
        var ofSets = new Dictionary<string, IReadOnlyList<PlaceGroup>>();
        foreach (var name in before.SteeredNames.Where(name => names.Contains(name.Name) && (name.Policy.HasIPv4 || name.Policy.HasIPv6)))
        {
            if (!ofPolicies.TryGetValue(name.Policy, out var part)) ofPolicies[name.Policy] = part = PartOf(name.Policy);
            found.Add(new NameMoved(name.Name, part));
        }

        return found.DrainToImmutable();

        double PartOf(CompiledPolicy policy)
        {
            var sets = PlaceFits.SetsOf(before, policy);
            var key = string.Join(' ', sets);
            if (!ofSets.TryGetValue(key, out var groups)) ofSets[key] = groups = PlaceGroups.Of(places, sets.Select(set => (placed, before.Geography.Set(set)))).Groups;
            var (moved, all) = (0.0, 0.0);
            foreach (var group in groups)
            {
                foreach (var isIPv4 in Families.Where(isIPv4 => isIPv4 ? policy.HasIPv4 : policy.HasIPv6))
                {
                    moved += group.Traffic * Moved(policy, before, after, places[group.First].Client, isIPv4, lost);
                    all += group.Traffic;
                }
            }

            return all > 0 ? moved / all : 0;
        }
    }

    private static double Moved(CompiledPolicy policy, Snapshot before, Snapshot after, Client client, bool isIPv4, Dictionary<(PoolCode Pool, bool IsIPv4), double> lost)
    {
        var old = Sharing.Of(policy, before, client, isIPv4).Shares;
        var @new = Sharing.Of(policy, after, client, isIPv4).Shares;

        // Whoever keeps its pool may still lose the endpoint it was given.
        var within = old.Where(share => share.Pool is not null).Sum(share =>
            Math.Min(share.Part, @new.Where(other => other.Pool == share.Pool).Sum(other => other.Part)) * lost.GetValueOrDefault((share.Pool!.Value, isIPv4)));
        return Math.Min(1, new Move(DomainName.Root, "", old, @new).Moved + within);
    }

    // By pool and family: which part of what it answered with, by weight, it answers with no longer.
    private static Dictionary<(PoolCode Pool, bool IsIPv4), double> Lost(Snapshot before, Snapshot after)
    {
        var lost = new Dictionary<(PoolCode, bool), double>();
        var families = Enumerable.Range(0, before.Endpoints.Count).GroupBy(i => (before.Endpoints[i].Pool.Code, before.Endpoints[i].Address.AddressFamily == AddressFamily.InterNetwork));
        foreach (var family in families)
        {
            var best = family.Max(i => before.Standings[i]);
            List<int> answered = [.. family.Where(i => before.Standings[i] == best)];
            double all = answered.Sum(i => (double)before.Endpoints[i].Weight), gone = answered.Where(i => after.Standings[i] < best).Sum(i => (double)before.Endpoints[i].Weight);
            if (best > Standing.Down && gone > 0) lost[family.Key] = gone / all;
        }

        return lost;
    }
}
