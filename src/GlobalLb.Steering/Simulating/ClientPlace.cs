using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>A place clients may be at, standing for all clients from there.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Client">A client from there.</param>
public sealed record ClientPlace(string Name, Client Client)
{
    /// <summary>
    /// The places between which a configuration's policies can make a difference: every prefix and country that is written
    /// anywhere, every continent, and everywhere else.
    /// </summary>
    /// <param name="document">The configuration the snapshot was compiled from.</param>
    /// <param name="snapshot">Where clients are.</param>
    public static ImmutableArray<ClientPlace> AllOf(ConfigurationDocument document, Snapshot snapshot)
    {
        var matches = document.Zones.SelectMany(zone => zone.SteeredNames).Select(name => name.Policy).Concat(document.Policies.Select(policy => policy.Node)).SelectMany(Matches).ToHashSet();
        var prefixes = matches.Where(match => match.Prefix is not null).Select(match => match.Prefix!.Value)
            .Concat(document.Places.Select(place => place.Prefix)).Distinct().Order(Comparer<IPNetwork>.Create(Compare)).ToList();
        var countries = matches.Where(match => match.Country is not null).Select(match => match.Country!).Distinct().Order(StringComparer.Ordinal);
        return
        [
            .. Continents.All.Where(continent => continent != "AN").Select(continent => Somewhere($"continent {continent}", Place.OfContinent(continent))),
            .. countries.Select(country => Somewhere($"country {country}", Place.OfCountry(country))),
            .. prefixes.Select(prefix => At(prefix, prefixes, snapshot)),
            Somewhere("anywhere else", default),
        ];
    }

    private static ClientPlace At(IPNetwork prefix, List<IPNetwork> inOrder, Snapshot snapshot)
    {
        // A client that the narrower prefixes inside do not speak for; the first address, when together they cover it all.
        ClientAddress start = ClientAddress.From(prefix.BaseAddress), address = start;
        foreach (var narrower in inOrder.Where(other => other.PrefixLength > prefix.PrefixLength && other.Contains(address.ToIPAddress())))
            address = address with { Bits = address.Masked(narrower.PrefixLength).Bits + (UInt128.One << (128 - narrower.PrefixLength)) };
        var client = new Client(address.IsIn(start, prefix.PrefixLength) ? address : start);
        return new ClientPlace($"{prefix}, {client.PlaceIn(snapshot)}", client);
    }

    private static ClientPlace Somewhere(string name, Place place) => new(name, Client.Imagine(place));

    private static IEnumerable<PlaceMatch> Matches(PolicyNode node) =>
        (node is GeographicNode geographic ? geographic.Branches.SelectMany(branch => branch.Places) : [])
        .Concat(node.Children.SelectMany(Matches));

    private static int Compare(IPNetwork left, IPNetwork right)
    {
        var order = ClientAddress.From(left.BaseAddress).Bits.CompareTo(ClientAddress.From(right.BaseAddress).Bits);
        return order != 0 ? order : left.PrefixLength.CompareTo(right.PrefixLength);
    }
}
