using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

internal static class ZoneChecks
{
    private const uint HighestTtl = int.MaxValue; // RFC 2181 §8

    public static void Check(ConfigurationDocument document, DateTimeOffset now, Problems problems)
    {
        foreach (var zone in document.Zones)
        {
            var path = $"zones[{zone.Name}]";
            problems.AddUnless(!zone.Name.IsWildcard, $"{path}.name", "a zone cannot begin with *; write the wildcard as a record of the zone above");
            CheckAuthority(zone.Authority, $"{path}.authority", problems);
            foreach (var record in zone.Records) CheckRecord(zone, record, $"{path}.records[{record.Name} {RecordTypes.Format(record.Type)}]", problems);
            foreach (var name in zone.SteeredNames) CheckSteeredName(document, zone, name, now, $"{path}.steeredNames[{name.Name}]", problems);
            CheckTogether(zone, path, problems);
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

    private static void CheckRecord(Zone zone, Record record, string path, Problems problems)
    {
        problems.AddOutside(record.Ttl, 0, HighestTtl, $"{path}.ttl", " seconds");
        problems.AddUnless(record.Name.IsAtOrBelow(zone.Name), $"{path}.name", $"{record.Name} is not in the zone {zone.Name}");
        if (record.Type == RecordType.SOA)
            problems.Add($"{path}.type", "the SOA record is made from the zone's authority fields; change those");
        else if (record.Type is RecordType.None or RecordType.OPT or RecordType.ANY or RecordType.AXFR or RecordType.IXFR)
            problems.Add($"{path}.type", $"{RecordTypes.Format(record.Type)} only exists in messages; no record can have it");
        else if (!RecordText.TryParse(record.Type, record.Value, zone.Name, out _, out var problem))
            problems.Add($"{path}.value", problem);
        if (record.Type == RecordType.CNAME && record.Name == zone.Name)
            problems.Add($"{path}.type", "an alias cannot stand at the apex beside SOA and NS (RFC 1034 §3.6.2)");
    }

    // A CNAME stands alone at its name (RFC 1034 §3.6.2), a steered name owns its A and AAAA, an RRset has one TTL
    // (RFC 2181 §5.2) and holds no record twice (RFC 2181 §5).
    private static void CheckTogether(Zone zone, string path, Problems problems)
    {
        var steered = zone.SteeredNames.Select(name => name.Name).ToHashSet();
        foreach (var name in zone.Records.GroupBy(record => record.Name))
        {
            var aliases = name.Count(record => record.Type == RecordType.CNAME);
            if (aliases > 1 || (aliases == 1 && (name.Count() > 1 || steered.Contains(name.Key))))
                problems.Add($"{path}.records[{name.Key} CNAME]", "an alias must be the only record of its name, and not of a steered name");
            if (steered.Contains(name.Key) && name.Any(record => record.Type is RecordType.A or RecordType.AAAA))
                problems.Add($"{path}.records[{name.Key}]", "the addresses of a steered name come from its policy; remove its A and AAAA records or the policy");
            foreach (var set in name.GroupBy(record => record.Type))
            {
                var at = $"{path}.records[{name.Key} {RecordTypes.Format(set.Key)}]";
                problems.AddUnless(set.Select(record => record.Ttl).Distinct().Count() == 1, $"{at}.ttl", "records of one name and type must have one TTL (RFC 2181 §5.2)");
                problems.AddUnless(set.Select(record => record.Value).Distinct(StringComparer.Ordinal).Count() == set.Count(), at, "the same record is written twice");
            }
        }
    }

    private static void CheckSteeredName(
        ConfigurationDocument document, Zone zone, SteeredName name, DateTimeOffset now, string path, Problems problems)
    {
        problems.AddOutside(name.Ttl, 1, 86_400, $"{path}.ttl", " seconds");
        problems.AddUnless(name.Name.IsAtOrBelow(zone.Name), $"{path}.name", $"{name.Name} is not in the zone {zone.Name}");
        var before = problems.Count;
        PolicyChecks.Check(document, name.Policy, $"{path}.policy", problems);
        if (problems.Count > before) return; // a tree that is wrong says nothing about what it reaches

        var regions = PolicyChecks.Pools(name.Policy).Select(document.FindPool).Select(pool => document.FindRegion(pool!.Region)).ToList();
        problems.AddUnless(
            name.Fallback == Fallback.NoData || regions.Any(region => region is null || region.EffectiveState(now) != RegionState.Evacuated),
            path, $"every region of {name.Name} would be evacuated and nothing left to answer; open one first, or choose the fallback noData");
    }
}
