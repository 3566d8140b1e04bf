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
        var steered = ImmutableArray.CreateBuilder<CompiledName>(document.Zones.Sum(zone => zone.SteeredNames.Length));
        var names = new NameTableBuilder(document.Zones);
        names.AddAll((name, zone) =>
        {
            steered.Add(policies.Compile(name, zone));
            return steered.Count - 1;
        });
        return new Snapshot(names.ToTable(version))
        {
            Version = version,
            Document = document,
            Health = health,
            Places = PrefixTable<Place>.Compile(document.Places.Select(place => (place.Prefix, Place.OfCountry(place.Country)))),
            Endpoints = endpoints,
            Standings = StandingFold.Fold(endpoints, health, now),
            SteeredNames = steered.ToImmutable(),
            ChangesAt = StandingFold.NextChange(document, now),
        };
    }
}
