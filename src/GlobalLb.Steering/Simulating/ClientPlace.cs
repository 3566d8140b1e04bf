using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
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
/// <param name="Traffic">How much comes from there: observed, in the unit of the regions' capacity; or assumed, and then alike everywhere.</param>
public sealed record ClientPlace(string Name, Client Client, double Traffic = 1)
{
    /// <summary>Finds the place that a person means: an address, a prefix, or a place as policies write it, such as <c>country:DE</c>.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="place">Of a prefix, its first address.</param>
    /// <param name="problem">What would be right, otherwise.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ClientPlace? place, [NotNullWhen(false)] out string? problem)
    {
        if (AddressText.TryParse(text, out var address, out problem))
        {
            place = new ClientPlace(text, new Client(ClientAddress.From(address)));
            return true;
        }

        place = null;
        if (!PlaceMatch.TryParse(text, out var match, out problem))
        {
            problem = $"'{text}' is no client; write an address such as 203.0.113.7, a prefix such as 203.0.113.0/24, or a place such as country:DE";
            return false;
        }

        place = match.Prefix is { } prefix ? new ClientPlace(text, new Client(ClientAddress.From(prefix.BaseAddress))) : Somewhere(text, Place.Of(match));
        return true;
    }

    /// <summary>
    /// The places between which a configuration's policies can make a difference: every prefix, network, subdivision and country that is written
    /// anywhere, every continent, and everywhere else.
    /// </summary>
    /// <param name="document">The configuration the snapshot was compiled from.</param>
    /// <param name="snapshot">Where clients are.</param>
    public static ImmutableArray<ClientPlace> AllOf(ConfigurationDocument document, Snapshot snapshot)
    {
        var matches = document.Zones.SelectMany(zone => zone.SteeredNames).Select(name => name.Policy).Concat(document.Policies.Select(policy => policy.Node)).SelectMany(Matches)
            .Concat(document.Latencies.Select(latency => latency.Place)).ToHashSet();
        var prefixes = matches.Where(match => match.Prefix is not null).Select(match => match.Prefix!.Value)
            .Concat(document.Places.Select(place => place.Prefix)).Distinct().Order(Comparer<IPNetwork>.Create(Compare)).ToList();
        var countries = matches.Where(match => match.Country is not null).Select(match => match.Country!).Distinct().Order(StringComparer.Ordinal);
        return
        [
            .. Continents.All.Where(continent => continent != "AN").Select(continent => Somewhere($"continent {continent}", Place.OfContinent(continent))),
            .. countries.Select(country => Somewhere($"country {country}", Place.OfCountry(country))),
            .. matches.Where(match => match.Subdivision is not null || match.Asn is not null).OrderBy(match => match.ToString(), StringComparer.Ordinal)
                .Select(match => Somewhere(match.ToString().Replace(':', ' '), Place.Of(match))),
            .. prefixes.Select((prefix, index) => At(prefix, NarrowerThan(prefix, index, prefixes), snapshot)),
            Somewhere("anywhere else", default),
        ];
    }

    // They stand right behind it: among very many, all others need not be asked.
    private static IEnumerable<IPNetwork> NarrowerThan(IPNetwork prefix, int index, List<IPNetwork> inOrder) => inOrder.Skip(index + 1)
        .Where(other => other.BaseAddress.AddressFamily == prefix.BaseAddress.AddressFamily).TakeWhile(other => prefix.Contains(other.BaseAddress));

    private static ClientPlace At(IPNetwork prefix, IEnumerable<IPNetwork> narrowerInOrder, Snapshot snapshot)
    {
        // A client that the narrower prefixes inside do not speak for; the first address, when together they cover it all.
        ClientAddress start = ClientAddress.From(prefix.BaseAddress), address = start;
        foreach (var narrower in narrowerInOrder.Where(other => other.Contains(address.ToIPAddress())))
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
