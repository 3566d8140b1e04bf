using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>What ALIAS records must not stand beside, and where they must not lead.</summary>
internal static class AliasChecks
{
    public static void Check(ConfigurationDocument document, Problems problems)
    {
        var holding = document.Zones.Where(zone => zone.Records.Any(record => record.Type == RecordType.ALIAS)).ToList();
        if (holding.Count == 0) return;
        var leads = Leads(document);
        foreach (var zone in holding)
        {
            var steered = zone.SteeredNames.Select(name => name.Name).ToHashSet();
            foreach (var name in zone.Records.GroupBy(record => record.Name).Where(name => name.Any(record => record.Type == RecordType.ALIAS)))
            {
                var path = $"zones[{zone.Name}].records[{name.Key} ALIAS]";
                problems.AddUnless(
                    !steered.Contains(name.Key), path, "the addresses of a steered name come from its policy; remove the ALIAS or the policy");
                problems.AddUnless(
                    name.Count(record => record.Type == RecordType.ALIAS) == 1, path, "a name has one ALIAS at most; keep one of them");
                problems.AddUnless(
                    !name.Any(record => record.Type is RecordType.A or RecordType.AAAA), path,
                    "the addresses of this name come from the target of its ALIAS; remove its A and AAAA records or the ALIAS");
                if (FindLoop(name.Key, leads) is { } loop)
                    problems.Add($"{path}.value", $"it leads back to itself ({loop}); lead it to a name whose addresses are written elsewhere");
            }
        }
    }

    // Resolvers would ask us for the target, and we would answer what they told us before: nothing would ever change again.
    private static string? FindLoop(DomainName owner, Dictionary<DomainName, DomainName> leads)
    {
        var way = new List<DomainName> { owner };
        var seen = new HashSet<DomainName>();
        for (var at = owner; leads.TryGetValue(at, out var target) && seen.Add(target); at = target)
        {
            way.Add(target);
            if (target == owner) return string.Join(" → ", way);
        }

        return null;
    }

    private static Dictionary<DomainName, DomainName> Leads(ConfigurationDocument document)
    {
        var leads = new Dictionary<DomainName, DomainName>();
        foreach (var zone in document.Zones)
            foreach (var record in zone.Records)
                if (AliasRecords.FindTarget(record, zone.Name) is { } target) leads.TryAdd(record.Name, target);
        return leads;
    }
}
