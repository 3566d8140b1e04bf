using System.Collections.Immutable;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Makes a snapshot of a valid configuration.</summary>
internal static class SnapshotCompiler
{
    public static Snapshot Compile(ConfigurationDocument document, long version, HealthTable health, DateTimeOffset now)
    {
        var endpoints = new EndpointTable(document);
        var policies = new PolicyCompiler(endpoints);
        var steered = ImmutableArray.CreateBuilder<CompiledName>(document.Zones.Sum(zone => zone.SteeredNames.Length));
        var names = new NameTableBuilder(document.Zones);
        var flattened = ImmutableArray.CreateBuilder<FlattenedName>();
        names.AddAll(
            name =>
            {
                steered.Add(policies.Compile(name, out var policy));
                return policy;
            },
            (record, zone) =>
            {
                flattened.Add(new FlattenedName(AliasRecords.FindTarget(record, zone)!, record.Ttl));
                return flattened.Count - 1;
            });
        return new Snapshot(names.ToTable(version))
        {
            Version = version,
            ZoneCount = document.Zones.Length,
            Health = health,
            KnownPlaces = PrefixTable<Place>.Compile(document.Places.Select(place => (place.Prefix, Place.OfCountry(place.Country)))),
            Endpoints = endpoints,
            SteeredNames = steered.ToImmutable(),
            FlattenedNames = flattened.ToImmutable(),
            Policies = policies.Policies,
            Standings = [],
            ChangesAt = null,
        }.With(health, now).With(AliasTable.Empty);
    }
}
