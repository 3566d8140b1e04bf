using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;

namespace GlobalLb.Benchmarks.Workloads;

/// <summary>
/// Made-up networks and the regions they lie in: about 300 000, /16 to /24, as an address database of countries has them. The
/// same on every machine.
/// </summary>
internal sealed class PlaceMap
{
    private const double ChanceOfHalving = 0.51;
    private const double ChanceOfHome = 0.8;

    private readonly List<uint> _starts = [];
    private readonly List<PlacedNetwork> _networks = [];
    private readonly Random _chance = new(42);

    /// <summary>Makes the networks up: all of 1.0.0.0 to 223.255.255.255 but 10.0.0.0/8 and 127.0.0.0/8.</summary>
    public PlaceMap()
    {
        for (var first = 1u; first <= 223; first++)
        {
            if (first is 10 or 127) continue;
            var home = _chance.Next(Workload.Regions.Count);
            for (var second = 0u; second < 256; second++) Split((first << 24) | (second << 16), 16, home);
        }
    }

    /// <summary>The networks, in the order of their addresses; none overlaps another.</summary>
    public IReadOnlyList<PlacedNetwork> Networks => _networks;

    /// <summary>The region of an address; that of clients from elsewhere when it is in no network.</summary>
    public int RegionOf(uint address)
    {
        var at = _starts.BinarySearch(address);
        if (at < 0) at = ~at - 1;
        if (at < 0) return 0;
        var network = _networks[at];
        return (address ^ network.Start) >> (32 - network.Length) == 0 ? network.Region : 0;
    }

    /// <summary>The networks as a snapshot has them.</summary>
    public PlaceTable ToTable() => PlaceTable.Compile(Networks.Select(network =>
        (new IPNetwork(new ClientAddress((UInt128)network.Start << 96, true).ToIPAddress(), network.Length), Place.OfCountry(network.CountryCode))));

    private void Split(uint start, int length, int home)
    {
        if (length < 24 && _chance.NextDouble() < ChanceOfHalving)
        {
            Split(start, length + 1, home);
            Split(start | (1u << (31 - length)), length + 1, home);
            return;
        }

        var region = _chance.NextDouble() < ChanceOfHome ? home : _chance.Next(Workload.Regions.Count);
        _starts.Add(start);
        _networks.Add(new PlacedNetwork(start, length, region, _chance.Next(PlacedNetwork.CountriesPerRegion)));
    }
}
