using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

internal static class ZoneChecks
{
    private const uint HighestTtl = TimeToLive.Longest;

    public static void Check(ConfigurationDocument document, WrittenPools pools, WrittenPolicies policies, DateTimeOffset now, Problems problems)
    {
        foreach (var zone in document.Zones)
        {
            var path = $"zones[{zone.Name}]";
            problems.AddUnless(!zone.Name.IsWildcard, $"{path}.name", "a zone cannot begin with *; write the wildcard as a record of the zone above");
            CheckAuthority(zone.Authority, $"{path}.authority", problems);
            RecordChecks.Check(zone, $"{path}.records", problems);
            var written = new Lazy<ILookup<DomainName, RecordType>>(() => zone.Records.ToLookup(record => record.Name, record => record.Type));
            foreach (var name in zone.SteeredNames) CheckSteeredName(pools, policies, zone, written, name, now, $"{path}.steeredNames[{name.Name}]", problems);
            problems.AddDuplicates(zone.SteeredNames.Select(name => name.Name.ToString()), $"{path}.steeredNames", "name");
            problems.AddUnless(
                zone.Records.Any(record => record.Type == RecordType.NS && record.Name == zone.Name),
                $"{path}.records", $"a zone needs an NS record at its apex; add one such as '@ NS ns1.{zone.Name.ToHostName()}.'");
        }

        problems.AddDuplicates(document.Zones.Select(zone => zone.Name.ToString()), "zones", "name");
        AliasChecks.Check(document, problems);
    }

    private static void CheckAuthority(ZoneAuthority authority, string path, Problems problems)
    {
        problems.AddOutside(authority.Refresh, 1, HighestTtl, $"{path}.refresh", " seconds");
        problems.AddOutside(authority.Retry, 1, HighestTtl, $"{path}.retry", " seconds");
        problems.AddOutside(authority.Expire, 1, HighestTtl, $"{path}.expire", " seconds");
        problems.AddOutside(authority.NegativeTtl, 0, HighestTtl, $"{path}.negativeTtl", " seconds");
        problems.AddOutside(authority.Ttl, 0, HighestTtl, $"{path}.ttl", " seconds");
    }

    private static void CheckSteeredName(
        WrittenPools pools, WrittenPolicies policies, Zone zone, Lazy<ILookup<DomainName, RecordType>> written, SteeredName name, DateTimeOffset now, string path, Problems problems)
    {
        problems.AddOutside(name.Ttl, 1, 86_400, $"{path}.ttl", " seconds");
        problems.AddUnless(name.Name.IsAtOrBelow(zone.Name), $"{path}.name", $"{name.Name} is not in the zone {zone.Name}");
        var before = problems.Count;
        StaticChecks.Check(name, path, problems);
        new PolicyChecks(pools, policies, problems).CheckWhole(name.Policy, $"{path}.policy");
        if (problems.Count > before || !policies.AreWithoutLoop) return; // a tree that is wrong says nothing about what it reaches

        var held = policies.TypesOf(name.Policy);
        if (held != SteeredTypes.None || name.Https is not null || name.Svcb is not null || !name.FallbackRecords.IsEmpty)
            StaticChecks.Check(name, zone, held, written.Value[name.Name], path, problems);
        problems.AddUnless(
            held != SteeredTypes.None || name.Fallback is Fallback.NoData or Fallback.ServerFailure or Fallback.Static || policies.PoolsOf(name.Policy).Select(pools.RegionOf).Any(region => region is null || region.EffectiveState(now) != RegionState.Evacuated),
            path, $"every region of {name.Name} would be evacuated and nothing left to answer; open one first, or choose the fallback noData");
    }
}
