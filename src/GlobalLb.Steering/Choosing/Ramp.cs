using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The new child for its share of the clients, the old one for the rest (<see cref="RampNode"/>); whichever has nothing available,
/// the other.
/// <code>
///  drawn    old          new          chosen
///  new      any          available    new
///  new      available    –            old
///  old      available    any          old
///  old      –            available    new
///  any      –            –            nothing
/// </code>
/// </summary>
internal static class Ramp
{
    private const int Old = 0, New = 1;

    public static int Choose(CompiledNode node, ref Situation now)
    {
        const int IPv4 = StickyNode.UsualIPv4Prefix, IPv6 = StickyNode.UsualIPv6Prefix;
        var (share, isSticky) = (now.Folded(node.Numbers[0], 1)[0], node.Numbers[1] != 0);
        var (given, depth) = (now.Draw, now.StickyDepth);
        var draw = isSticky ? ClientDraw.Take(ref now, IPv4, IPv6) : given;
        if (isSticky) now.StickyDepth++;
        else now.Draw = Chance.Next(given); // a nested draw must not repeat its parent's
        var drawn = Chance.Happens(share, 100, ref draw) ? New : Old;
        now.Trace?.Note($"ramp: {share} % to the new one; {(drawn == New ? "the new one" : "the old one")} is drawn by {(isSticky ? ClientDraw.Describe(now, IPv4, IPv6) : "chance")}");
        now.Trace?.Enter();
        var chosen = Chooser.Choose(node.Children[drawn], ref now);
        if (chosen == Situation.Nothing)
        {
            now.Trace?.Note($"nothing there: {(drawn == New ? "the old one" : "the new one")}");
            chosen = Chooser.Choose(node.Children[New - drawn], ref now);
        }

        now.Trace?.Leave();
        (now.Draw, now.StickyDepth) = (given, depth);
        return chosen;
    }
}
