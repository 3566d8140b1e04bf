using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="StickyNode"/>.</summary>
internal static class StickyJson
{
    private static readonly StickyNode Usual = new();

    public static StickyNode Read(ref PlainJson json)
    {
        var (branches, ipv4, ipv6) = (Usual.Branches, Usual.IPv4Prefix, Usual.IPv6Prefix);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("branches"u8, 1, ref seen)) branches = json.List(WeightedJson.Branch);
            else if (json.Is("ipv4Prefix"u8, 2, ref seen)) ipv4 = json.Int32();
            else if (json.Is("ipv6Prefix"u8, 4, ref seen)) ipv6 = json.Int32();
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        return new StickyNode { Branches = branches, IPv4Prefix = ipv4, IPv6Prefix = ipv6, Minimum = minimum };
    }

    public static void Write(Utf8JsonWriter json, StickyNode node)
    {
        WeightedJson.WriteBranches(json, node.Branches);
        json.WriteNumber("ipv4Prefix"u8, node.IPv4Prefix);
        json.WriteNumber("ipv6Prefix"u8, node.IPv6Prefix);
    }
}
