using System.Runtime.CompilerServices;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The first available child in the order that counts where the client is: what a <see cref="PlaceSet"/> says, looked up for its
/// address. What else differs between the nodes that decide by place is in the making of that order.
/// <code>
///  geographic   those asking for its prefixes, longest first; its network, subdivision, country, continent; otherwise; up to a fence
///  nearest      by the way to the regions
///  fastest      by the times measured to the regions
/// </code>
/// </summary>
internal static class Geographic
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var geography = now.Snapshot.Geography;
        var index = node.Numbers[0];
        if (now.Imagined is not null || geography.Table(index) is not { } table) return ChooseByPlace(node, geography.Set(index), ref now);

        var fits = table.Find(now.Client, out var bits);
        now.Narrow(bits);
        return Best(node, geography.Set(index), fits, ref now);
    }

    /// <summary>Writes the branches that the client fits, best first; what they depend on counts for the scope.</summary>
    /// <returns>How many.</returns>
    public static int List(int set, ref Situation now, scoped Span<int> room)
    {
        var geography = now.Snapshot.Geography;
        if (now.Imagined is not null || geography.Table(set) is not { } table) return ListByPlace(geography.Set(set), ref now, room);
        var fits = table.Find(now.Client, out var bits);
        now.Narrow(bits);
        fits.CopyTo(room);
        return fits.Length;
    }

    // In two steps: for clients that are imagined, and for sets of places that have no table of their own.
    [SkipLocalsInit]
    private static int ChooseByPlace(CompiledNode node, PlaceSet set, ref Situation now)
    {
        Span<int> room = stackalloc int[PlaceSet.MostFits];
        return Best(node, set, room[..ListByPlace(set, ref now, room)], ref now);
    }

    private static int ListByPlace(PlaceSet set, ref Situation now, scoped Span<int> room)
    {
        var fit = 0;
        if (now.Imagined is not { } place)
        {
            fit = set.Prefixes.Table.Find(now.Client, out var prefixBits);
            place = now.Snapshot.FindPlace(now.Client, out var placeBits);
            now.Narrow(prefixBits);
            if (set.AsksForPlaces) now.Narrow(placeBits);
        }

        return set.List(fit, place, room);
    }

    private static int Best(CompiledNode node, PlaceSet set, scoped ReadOnlySpan<int> fits, ref Situation now)
    {
        now.Trace?.Note($"{set.Word}: the client {now.Client} is in {now.Place}");
        now.Trace?.Enter();
        var chosen = Situation.Nothing;
        foreach (var branch in fits)
        {
            if (now.Trace is { } trace) Explain(set, branch, now, trace);
            chosen = Chooser.Choose(node.Children[branch], ref now);
            if (chosen != Situation.Nothing) break;
        }

        now.Trace?.Leave();
        return chosen;
    }

    private static void Explain(PlaceSet set, int branch, in Situation now, Trace trace)
    {
        var fit = now.Imagined is null ? set.Prefixes.Table.Find(now.Client, out _) : 0;
        trace.Note(set.Explain(branch, fit, now.Place));
    }
}
