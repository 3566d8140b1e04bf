namespace GlobalLb.Steering.Choosing;

/// <summary>Draws that the client's network makes instead of chance: the same network draws the same every time, at every edge.</summary>
internal static class ClientDraw
{
    /// <summary>What the network draws at this node; the choice is then the same only within the network.</summary>
    /// <param name="now">The situation.</param>
    /// <param name="ipv4Prefix">The bits of an IPv4 address that tell networks apart.</param>
    /// <param name="ipv6Prefix">The bits of an IPv6 address that tell networks apart.</param>
    public static ulong Take(ref Situation now, int ipv4Prefix, int ipv6Prefix)
    {
        if (now.IsMany) return Mix(now.Draw, now.StickyDepth);
        var address = now.Client;
        var length = address.IsIPv4 ? ipv4Prefix : ipv6Prefix;
        now.Narrow(length);
        var bits = address.Masked(length).Bits;
        now.Starting = Chance.Next((ulong)(bits >> 64) ^ (address.IsIPv4 ? 0 : 1UL)) ^ (ulong)bits;
        return Mix(now.Starting, now.StickyDepth);
    }

    /// <summary>The network, for people.</summary>
    public static string Describe(in Situation now, int ipv4Prefix, int ipv6Prefix)
    {
        if (now.IsMany) return "chance, for a client who is only imagined";
        var length = now.Client.IsIPv4 ? ipv4Prefix : ipv6Prefix;
        return $"the network {now.Client.Masked(length)}/{length}";
    }

    private static ulong Mix(ulong hash, int depth) => Chance.Next(unchecked(hash + ((ulong)(depth + 1) * 0xD6E8_FEB8_6659_FD93)));
}
