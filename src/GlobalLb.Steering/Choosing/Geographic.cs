using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The child whose place fits the client best; a fit that is not available is passed over for the next best.
/// <code>
///  prefixes fit   country fits   continent fits    tried in this order
///  yes            yes            yes               prefixes, longest first; country, continent, otherwise
///  no             yes            yes               country, continent, otherwise
///  no             no             no                otherwise
/// </code>
/// </summary>
internal static class Geographic
{
    public static CompiledPool? Choose(CompiledGeographic node, ref Situation now)
    {
        var fit = 0;
        if (node.Prefixes is { } prefixes)
        {
            fit = prefixes.Find(now.Client.Address, out var bits);
            now.Narrow(bits);
        }

        if (node.Countries.Length > 0) now.Narrow(now.Client.PlaceLength);
        now.Trace?.Note($"geographic: the client {now.Client.Address} is in {now.Client.Place}");
        now.Trace?.Enter();
        var chosen = Best(node, fit, ref now);
        now.Trace?.Leave();
        return chosen;
    }

    private static CompiledPool? Best(CompiledGeographic node, int fit, ref Situation now)
    {
        for (; fit > 0; fit = node.PrefixFits[fit - 1].Wider)
        {
            var branch = node.PrefixFits[fit - 1].Branch;
            now.Trace?.Note($"its prefix asks for branch {branch + 1}");
            if (Chooser.Choose(node.Branches[branch], ref now) is { } chosen) return chosen;
        }

        var client = now.Client.Place;
        if (client.IsKnown)
        {
            foreach (var (place, branch) in node.Countries)
            {
                if (!client.IsIn(place)) continue;
                now.Trace?.Note($"{place} asks for branch {branch + 1}");
                if (Chooser.Choose(node.Branches[branch], ref now) is { } chosen) return chosen;
            }
        }

        now.Trace?.Note("everyone else");
        return Chooser.Choose(node.Otherwise, ref now);
    }
}
