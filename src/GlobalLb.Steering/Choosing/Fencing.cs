using System.Runtime.CompilerServices;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// Whether a fence stands on a client's way. Asked only when all that the client could be sent to is evacuated: what a policy means
/// for others may then be answered, but not beyond a fence.
/// </summary>
internal static class Fencing
{
    /// <summary>Whether a fence holds the client. Where there are any, the answer is the same only where the same ones hold.</summary>
    public static bool Holds(CompiledPolicy policy, ref Situation now) => HasFences(policy.Root, now) && Holds(policy.Root, ref now);

    private static bool HasFences(int child, in Situation now)
    {
        if (child < 0) return false;
        var node = now.Node(child);
        if (node.Kind == NodeKind.Geographic && now.Snapshot.Geography.Set(node.Numbers[0]).HasFences) return true;
        foreach (var grandchild in node.Children)
            if (HasFences(grandchild, now)) return true;
        return false;
    }

    private static bool Holds(int child, ref Situation now)
    {
        if (child < 0) return false;
        var node = now.Node(child);
        var children = node.Children;
        switch (node.Kind)
        {
            case NodeKind.Geographic:
                return HoldsByPlace(node, ref now);
            case NodeKind.Schedule:
                return Holds(children[now.Folded(node.Numbers[0], 1)[0]], ref now) || Holds(children[^1], ref now);
        }

        var isHeld = false;
        foreach (var grandchild in children) isHeld |= Holds(grandchild, ref now);
        return isHeld;
    }

    [SkipLocalsInit]
    private static bool HoldsByPlace(CompiledNode node, ref Situation now)
    {
        var set = now.Snapshot.Geography.Set(node.Numbers[0]);
        Span<int> room = stackalloc int[PlaceSet.MostFits];
        ReadOnlySpan<int> fits = room[..Geographic.List(node.Numbers[0], ref now, room)];
        var isHeld = fits.Length > 0 && set.IsFence(fits[^1]);
        foreach (var branch in fits) isHeld |= Holds(node.Children[branch], ref now);
        return isHeld;
    }
}
