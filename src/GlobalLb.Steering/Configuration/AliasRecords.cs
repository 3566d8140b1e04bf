using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>The records of type ALIAS that an operator wrote, and where they lead.</summary>
public static class AliasRecords
{
    /// <summary>The name an ALIAS or CNAME record leads to.</summary>
    /// <param name="record">The record.</param>
    /// <param name="origin">The apex of its zone: what a relative name is completed with.</param>
    /// <returns>Null when the record is of another type or its value is no name.</returns>
    public static DomainName? FindTarget(Record record, DomainName origin) =>
        record.Type is RecordType.ALIAS or RecordType.CNAME
        && record.TryGetOctets(origin, out var data, out _) && DomainName.TryRead(data, out var target)
            ? target
            : null;

    /// <summary>The targets of all ALIAS records, each once: the names Control looks up.</summary>
    public static IReadOnlySet<DomainName> Targets(ConfigurationDocument document) => document.Zones
        .SelectMany(zone => zone.Records.Where(record => record.Type == RecordType.ALIAS).Select(record => FindTarget(record, zone.Name)))
        .OfType<DomainName>()
        .ToHashSet();

    /// <summary>Takes the ALIAS records out of a zone that is served where nobody looks up their targets.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="taken">A sentence for each that was taken out.</param>
    public static Zone Without(Zone zone, out IReadOnlyList<string> taken)
    {
        taken = [.. zone.Records.Where(record => record.Type == RecordType.ALIAS).Select(record =>
            $"the ALIAS record of {record.Name} is left out: its target is looked up by a Control, and there is none here; write A and AAAA records instead")];
        return taken.Count == 0 ? zone : zone with { Records = [.. zone.Records.Where(record => record.Type != RecordType.ALIAS)] };
    }
}
