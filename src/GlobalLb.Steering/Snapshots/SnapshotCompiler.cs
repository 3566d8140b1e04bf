using System.Collections.Immutable;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Makes a snapshot of a valid configuration.</summary>
internal static class SnapshotCompiler
{
    public static Snapshot Compile(ConfigurationDocument document, long version, HealthTable health, DateTimeOffset now, Snapshot? before)
    {
        var endpoints = new EndpointTable(document);
        var compiler = new PolicyCompiler(document, endpoints);
        var names = new NameTableBuilder(document.Zones);
        var flattened = ImmutableArray.CreateBuilder<FlattenedName>();
        names.AddAll(
            compiler.Compile,
            (record, zone) =>
            {
                flattened.Add(new FlattenedName(AliasRecords.FindTarget(record, zone)!, record.Ttl));
                return flattened.Count - 1;
            });
        var table = names.ToTable(version);
        var policies = compiler.ToTable();
        var vantages = compiler.CompileVantages();
        return new Snapshot(table, policies)
        {
            Version = version,
            ZoneCount = document.Zones.Length,
            Health = health,
            KnownPlaces = PlaceTable.Compile(document.Places.Select(place => (place.Prefix, Place.OfCountry(place.Country)))),
            Endpoints = endpoints,
            SteeredNames = new SteeredNameList(table, policies, names.SteeredPlaces()),
            FlattenedNames = flattened.ToImmutable(),
            Geography = Geography.Of(compiler.Sets),
            VantageSet = vantages,
            NodeNumbers = policies.Begin(before),
            RecordLeaves = compiler.Records,
            Protocols = compiler.Bindings.ToProtocols(),
            RemembersAvailability = compiler.RemembersAvailability,
            ExplainTo = document.ExplainTo.IsEmpty ? null : PrefixTable<bool>.Compile(document.ExplainTo.Select(prefix => (prefix, true))),
            LastAvailable = before is not null && compiler.RemembersAvailability ? LastAvailable.Take(endpoints, before) : LastAvailable.Nothing,
            Standings = [],
            ChangesAt = null,
        }.With(health, now).With(AliasTable.Empty);
    }
}
