using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Makes a snapshot of a valid configuration.</summary>
internal static class SnapshotCompiler
{
    public static Snapshot Compile(ConfigurationDocument document, long version, HealthTable health, DateTimeOffset now)
    {
        var regions = document.Regions.ToDictionary(region => region.Code);
        var endpoints = document.Pools
            .SelectMany(pool => pool.Endpoints.Select(endpoint =>
                new CompiledEndpoint(endpoint, pool, regions[pool.Region], endpoint.Address.GetAddressBytes())))
            .ToImmutableArray();
        var policies = new PolicyCompiler(document, endpoints);
        var names = new NameTableBuilder(version);

        // Deepest zones first: a name at or below two apexes belongs to the deeper one (RFC 1034 §4.3.2 step 2).
        foreach (var zone in document.Zones.OrderByDescending(zone => zone.Name.LabelCount)) names.Add(zone, policies);
        return new Snapshot(names.ToTable())
        {
            Version = version,
            Document = document,
            Health = health,
            KnownPlaces = PrefixTable<Place>.Compile(document.Places.Select(place => (place.Prefix, Place.OfCountry(place.Country)))),
            Endpoints = endpoints,
            Standings = StandingFold.Fold(endpoints, health, now),
            SteeredNames = names.SteeredNames,
            ChangesAt = StandingFold.NextChange(document, now),
        };
    }
}
