using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What policies know of where a client is: the order in which each geographic node tries its branches.</summary>
internal static class PlaceFits
{
    /// <summary>The branches that a client fits, best first.</summary>
    /// <param name="snapshot">Where clients are.</param>
    /// <param name="set">The set of places of a node.</param>
    /// <param name="client">The client's address.</param>
    /// <param name="imagined">Where the client is imagined to be; null: where the address is.</param>
    /// <param name="room">Room for <see cref="PlaceSet.MostFits"/>.</param>
    public static ReadOnlySpan<int> Of(Snapshot snapshot, int set, in ClientAddress client, Place? imagined, Span<int> room)
    {
        var places = snapshot.Geography.Set(set);
        if (imagined is { } place) return room[..places.List(0, place, room)];
        if (snapshot.Geography.Table(set) is { } table) return table.Find(client, out _);
        return room[..places.List(places.Prefixes.Table.Find(client, out _), snapshot.FindPlace(client, out _), room)];
    }

    /// <summary>The sets that a policy asks, in order: those of its nodes, and which vantages are near when that matters.</summary>
    public static SortedSet<int> SetsOf(Snapshot snapshot, CompiledPolicy policy)
    {
        var sets = new SortedSet<int>();
        Collect(snapshot, policy.Root, sets);
        if (snapshot.Regional is { } regional && regional.Touches(policy)) sets.Add(snapshot.VantageSet);
        return sets;
    }

    private static void Collect(Snapshot snapshot, int child, SortedSet<int> sets)
    {
        if (child < 0) return;
        var node = snapshot.Policies.Node(child);
        if (node.Kind == NodeKind.Geographic) sets.Add(node.Numbers[0]);
        foreach (var grandchild in node.Children) Collect(snapshot, grandchild, sets);
    }
}
