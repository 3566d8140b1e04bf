using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>What strikes about the records of a zone.</summary>
internal static class RecordLints
{
    public static IEnumerable<Lint> Find(Zone zone, ConfigurationDocument document) => [.. OfTargets(zone, document), .. OfWildcards(zone)];

    // RFC 2181 §10.3 for NS and MX, RFC 2782 for SRV.
    private static IEnumerable<Lint> OfTargets(Zone zone, ConfigurationDocument document)
    {
        var pointing = zone.Records.Where(record => record.Type is RecordType.NS or RecordType.MX or RecordType.SRV).ToList();
        if (pointing.Count == 0) yield break;
        var aliases = document.Zones.SelectMany(one => one.Records).Where(record => record.Type == RecordType.CNAME).Select(record => record.Name).ToHashSet();
        foreach (var record in pointing)
        {
            if (!record.TryGetOctets(zone.Name, out var data, out _)) continue;
            var head = record.Type switch { RecordType.MX => 2, RecordType.SRV => 6, _ => 0 };
            if (!DomainName.TryRead(data.AsSpan()[head..], out var target) || !aliases.Contains(target)) continue;
            yield return new Lint(
                "target is an alias",
                $"zones[{zone.Name}].records[{record.Name} {RecordTypes.Format(record.Type)}]",
                $"it points to {target}, which is an alias (CNAME), and some will not follow it (RFC 2181 §10.3); point to the name that has the addresses");
        }
    }

    // RFC 4592 §2.2.1: a wildcard does not answer for a name that exists, not even for the types the name does not have.
    private static IEnumerable<Lint> OfWildcards(Zone zone)
    {
        var types = zone.Records.Select(record => (record.Name, record.Type))
            .Concat(zone.SteeredNames.SelectMany(name => new[] { RecordType.A, RecordType.AAAA }.Select(type => (name.Name, Type: type))))
            .ToLookup(item => item.Name, item => item.Type);
        var wildcards = types.Where(group => group.Key.IsWildcard).Select(group => group.Key).ToList();
        foreach (var wildcard in wildcards)
        {
            var above = wildcard.Wire[2..];
            if (!DomainName.TryRead(above, out var parent)) continue;
            var wanted = types[wildcard].ToHashSet();
            var shadows = types.Select(group => group.Key).Where(name => !name.IsWildcard && name != parent && name.IsAtOrBelow(parent))
                .Select(name => ChildOf(parent, name)).Distinct()
                .Where(name => !types[name].Contains(RecordType.CNAME) && !wanted.All(types[name].Contains) && !types[name].Contains(RecordType.NS)).ToList();
            if (shadows.Count == 0) continue;
            var first = shadows[0];
            var missing = string.Join(", ", wanted.Except(types[first]).Order().Select(RecordTypes.Format));
            yield return new Lint(
                "shadowed wildcard",
                $"zones[{zone.Name}].records[{wildcard}]",
                $"it does not answer {missing} for {first}, because that name exists{(types[first].Any() ? " with other types" : " by what stands below it")}{(shadows.Count > 1 ? $", nor for {shadows.Count - 1} more such names" : "")} (RFC 4592 §2.2.1); write the records there as well if clients should get them");
        }
    }

    // The name right below a parent that leads to a name.
    private static DomainName ChildOf(DomainName parent, DomainName name)
    {
        var wire = name.Wire;
        while (wire[0] + 1 < wire.Length - parent.Wire.Length) wire = wire[(wire[0] + 1)..];
        return DomainName.TryRead(wire, out var child) ? child : name;
    }
}
