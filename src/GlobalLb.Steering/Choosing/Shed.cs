using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// A part of the clients goes elsewhere.
/// <code>
///  drawn to be shed   from       to         chosen
///  no                 available  any        from
///  no                 –          available  to
///  yes                any        available  to
///  yes                available  –          from
///  any                –          –          nothing
/// </code>
/// </summary>
internal static class Shed
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var (share, isSticky) = (node.Numbers[0], node.Numbers[1] != 0);
        var (given, depth) = (now.Draw, now.StickyDepth);
        const int IPv4 = StickyNode.UsualIPv4Prefix, IPv6 = StickyNode.UsualIPv6Prefix;
        var draw = isSticky ? ClientDraw.Take(ref now, IPv4, IPv6) : given;
        if (isSticky) now.StickyDepth++;
        else now.Draw = Chance.Next(given);
        var isShed = Chance.Happens(share, 100, ref draw);
        now.Trace?.Note($"shed of {share} % by {(isSticky ? ClientDraw.Describe(now, IPv4, IPv6) : "chance")}: {(isShed ? "drawn to go elsewhere" : "drawn to stay")}");

        now.Trace?.Enter();
        var chosen = Chooser.Choose(node.Children[isShed ? 1 : 0], ref now);
        if (chosen == Situation.Nothing)
        {
            now.Trace?.Note(isShed ? "nothing is available elsewhere: it stays" : "nothing is available here: it goes elsewhere");
            chosen = Chooser.Choose(node.Children[isShed ? 0 : 1], ref now);
        }

        now.Trace?.Leave();
        (now.Draw, now.StickyDepth) = (given, depth);
        return chosen;
    }
}
