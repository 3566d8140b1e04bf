using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// What another database of places does to answers: which clients it puts elsewhere, and which of them would be answered from
/// another pool. The evaluator that answers is asked, with the same configuration and health before and after.
/// </summary>
/// <param name="Shares">Of all clients: those of IPv4 and those of IPv6, or the observed ones.</param>
/// <param name="Changes">Who would be answered otherwise, largest part first.</param>
public sealed record PlacesPreview(ImmutableArray<PlacesShare> Shares, ImmutableArray<PlaceChange> Changes)
{
    // Below that it is how numbers are rounded.
    private const double Least = 1e-12;

    /// <summary>Asks.</summary>
    /// <param name="before">What is answered from now.</param>
    /// <param name="after">The same with the other database (<see cref="Snapshot.With(Places.PlaceTable?)"/>).</param>
    /// <param name="observed">Where clients are, and how many; null: every address that either database places counts alike.</param>
    public static PlacesPreview Of(Snapshot before, Snapshot after, ImmutableArray<ClientPlace>? observed = null)
    {
        var policies = before.SteeredNames.GroupBy(name => name.Policy).Select(group => (Policy: group.Key, Names: group.Select(name => name.Name).ToImmutableArray())).ToList();
        var clients = observed is { } traffic
            ? PlacedBlocks.OfTraffic(traffic, before, after)
            : PlacedBlocks.OfAddresses(before, after, policies.SelectMany(item => PlaceFits.SetsOf(before, item.Policy)).Distinct());
        var places = clients.ConvertAll(block => block.Client).ToImmutableArray();
        PlacedClients placedBefore = new(places, before), placedAfter = new(places, after);
        var found = policies.SelectMany(item =>
        {
            var sets = PlaceFits.SetsOf(before, item.Policy);
            return ChangesOf(item.Policy, item.Names, before, after, clients, PlaceGroups.Of(places,
                sets.Select(set => (placedBefore, before.Geography.Set(set))).Concat(sets.Select(set => (placedAfter, after.Geography.Set(set))))));
        }).ToList();
        var names = Math.Max(1, policies.Sum(item => item.Names.Length));
        return new PlacesPreview(
            [.. clients.GroupBy(block => block.Of).Select(all => new PlacesShare(
                all.Key,
                all.Where(block => block.Before != block.After).Sum(block => block.Part),
                found.Where(change => change.Of == all.Key).Sum(change => change.Part * change.Moved * change.Names.Length) / names))],
            [.. Joined(found).OrderByDescending(change => change.Part * change.Moved * change.Names.Length)]);
    }

    private static IEnumerable<PlaceChange> ChangesOf(
        CompiledPolicy policy, ImmutableArray<DomainName> names, Snapshot before, Snapshot after, List<PlacedBlocks> clients, PlaceGroups groups)
    {
        var moves = groups.Groups.Select(group =>
        {
            var client = clients[group.First].Client.Client;
            return new Move(DomainName.Root, "", Sharing.Of(policy, before, client, policy.HasIPv4).Shares, Sharing.Of(policy, after, client, policy.HasIPv4).Shares);
        }).ToList();
        return clients.Select((block, i) => (Block: block, Group: groups.GroupOf(i))).Where(item => moves[item.Group].IsMove)
            .GroupBy(item => (item.Block.Of, From: item.Block.Before, To: item.Block.After, item.Group))
            .Select(all => new PlaceChange(
                names, all.Key.Of, all.Key.From, all.Key.To, moves[all.Key.Group].Before, moves[all.Key.Group].After,
                all.Sum(item => item.Block.Part),
                PlacedBlocks.Largest(all.SelectMany(item => item.Block.Examples))));
    }

    // Groups that fare alike are told as one, and so are names whose policies do the same.
    private static IEnumerable<PlaceChange> Joined(IEnumerable<PlaceChange> changes) => changes
        .GroupBy(change => (change.Names[0], change.Of, change.From, change.To, Now: string.Join('+', change.Before), Then: string.Join('+', change.After)))
        .Select(alike => alike.First() with { Part = alike.Sum(change => change.Part), Examples = PlacedBlocks.Largest(alike.SelectMany(change => change.Examples)) })
        .Where(change => change.Part > Least)
        .GroupBy(change => (change.Of, change.From, change.To, Now: string.Join('+', change.Before), Then: string.Join('+', change.After), Part: Math.Round(change.Part, 9)))
        .Select(alike => alike.First() with { Names = [.. alike.SelectMany(change => change.Names).Order()] });
}
