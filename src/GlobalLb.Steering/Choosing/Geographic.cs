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
    public static Choice Choose(CompiledGeographic node, in Situation now, in Client client)
    {
        var fit = node.Prefixes.Find(client.Address, out var scope);
        scope = node.Countries.IsEmpty ? scope : Math.Max(scope, client.PlaceLength);
        now.Trace?.Note($"geographic: the client {client.Address} is in {client.Place}");
        now.Trace?.Enter();
        var choice = Best(node, fit, now, client, ref scope);
        now.Trace?.Leave();
        return choice with { Scope = scope };
    }

    private static Choice Best(CompiledGeographic node, int fit, in Situation now, in Client client, ref int scope)
    {
        for (; fit > 0; fit = node.PrefixFits[fit - 1].Wider)
        {
            var branch = node.PrefixFits[fit - 1].Branch;
            now.Trace?.Note($"its prefix asks for branch {branch + 1}");
            if (Try(node.Branches[branch], now, client, ref scope, out var choice)) return choice;
        }

        foreach (var (place, branch) in node.Countries)
        {
            if (!client.Place.IsKnown || !client.Place.IsIn(place)) continue;
            now.Trace?.Note($"{place} asks for branch {branch + 1}");
            if (Try(node.Branches[branch], now, client, ref scope, out var choice)) return choice;
        }

        now.Trace?.Note("everyone else");
        Try(node.Otherwise, now, client, ref scope, out var otherwise);
        return otherwise;
    }

    private static bool Try(CompiledNode child, in Situation now, in Client client, ref int scope, out Choice choice)
    {
        choice = Chooser.Choose(child, now, client);
        scope = Math.Max(scope, choice.Scope);
        return !choice.IsNothing;
    }
}
