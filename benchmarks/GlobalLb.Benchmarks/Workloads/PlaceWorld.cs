using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;

namespace GlobalLb.Benchmarks.Workloads;

/// <summary>
/// The made-up networks with the autonomous systems they belong to, as a database of countries and one of networks say together:
/// every network is of two of the 4000 operators that each of the twenty countries has; and behind 2000::/8 the same once more.
/// </summary>
internal static class PlaceWorld
{
    private const int OperatorsPerCountry = 4_000;

    /// <summary>The first bits of its addresses of IPv6: the networks of IPv4 follow.</summary>
    public static readonly UInt128 PrefixIPv6 = (UInt128)0x20 << 120;

    /// <summary>Compiles it.</summary>
    public static PlaceTable Compile()
    {
        var chance = new Random(8);
        return PlaceTable.Compile(new PlaceMap().Networks.SelectMany(network => Halves(network, chance)));
    }

    private static IEnumerable<(IPNetwork Prefix, Place Place)> Halves(PlacedNetwork network, Random chance)
    {
        for (var half = 0u; half < 2; half++)
        {
            var start = network.Start | (half << (31 - network.Length));
            var place = Place.OfCountry(network.CountryCode).In((uint)((OperatorsPerCountry * ((network.Region * PlacedNetwork.CountriesPerRegion) + network.Country)) + chance.Next(1, OperatorsPerCountry + 1)));
            yield return (Prefix((UInt128)start << 96, true, network.Length + 1), place);
            yield return (Prefix(PrefixIPv6 | ((UInt128)start << 88), false, network.Length + 9), place);
        }
    }

    private static IPNetwork Prefix(UInt128 bits, bool isIPv4, int length) => new(new ClientAddress(bits, isIPv4).ToIPAddress(), length);
}
