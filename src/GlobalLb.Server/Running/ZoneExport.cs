using System.Text;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Zones;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Running;

/// <summary>A zone of the configuration as a master file.</summary>
internal static class ZoneExport
{
    /// <summary>Formats the ordinary records, and the steered names as comments below them.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="version">The version of the configuration, which is the serial of zones that fix none.</param>
    public static string Format(Zone zone, long version)
    {
        var text = new StringBuilder(MasterFile.Format(zone.Records.Select(record => Read(record, zone)).Prepend(Authority(zone, version)), zone.Name));
        foreach (var name in zone.SteeredNames.OrderBy(name => name.Name))
            text.Append($"; {name.Name.ToTextBelow(zone.Name)} {name.Ttl} A/AAAA: steered by policy {Describe(name.Policy)}\n");
        return text.ToString();
    }

    private static ZoneRecord Read(Record record, Zone zone) => RecordText.TryParse(record.Type, record.Value, zone.Name, out var octets, out var problem)
        ? new ZoneRecord(record.Name, record.Ttl, record.Type, octets)
        : throw new InvalidOperationException($"an unchecked record was stored: {problem}");

    private static ZoneRecord Authority(Zone zone, long version)
    {
        var authority = zone.Authority;
        var value = $"{authority.PrimaryNameServer} {authority.Mailbox} {authority.Serial ?? (uint)version} {authority.Refresh} {authority.Retry} {authority.Expire} {authority.NegativeTtl}";
        return Read(new Record { Name = zone.Name, Type = RecordType.SOA, Ttl = authority.Ttl, Value = value }, zone);
    }

    private static string Describe(PolicyNode policy) => policy switch
    {
        PoolNode pool => pool.Pool.Value,
        RecordsNode records => $"records({string.Join(", ", records.Records.Select(record => RecordTypes.Format(record.Type)))})",
        ReferenceNode reference => $"policy {reference.Policy}",
        FailoverNode failover => $"failover({string.Join(", ", failover.Order.Select(Describe))})",
        WeightedNode weighted => $"weighted({string.Join(", ", weighted.Branches.Select(branch => $"{branch.Weight} {Describe(branch.Node)}"))})",
        GeographicNode geographic => $"geographic({string.Join(", ", geographic.Branches.Select(branch => $"{string.Join(' ', branch.Places)} {Describe(branch.Node)}").Concat(geographic.Otherwise is { } otherwise ? [$"otherwise {Describe(otherwise)}"] : []))})",
        RoundRobinNode roundRobin => $"roundRobin({string.Join(", ", roundRobin.Members.Select(Describe))})",
        StickyNode sticky => $"sticky({string.Join(", ", sticky.Branches.Select(branch => $"{branch.Weight} {Describe(branch.Node)}"))})",
        ShedNode shed => $"shed({Describe(shed.From)}, {shed.Share} % {Describe(shed.To)})",
        ScheduleNode schedule => $"schedule({string.Join(", ", schedule.Windows.Select(window => $"{window.From:HH:mm}-{window.To:HH:mm} {Describe(window.Node)}").Append($"otherwise {Describe(schedule.Otherwise)}"))})",
        RampNode ramp => $"ramp({Describe(ramp.From)} to {Describe(ramp.To)})",
        CapacityNode capacity => $"capacity({string.Join(", ", capacity.Branches.Select(branch => Describe(branch.Node)))})",
        NearestNode nearest => $"nearest({string.Join(", ", nearest.Branches.Select(branch => Describe(branch.Node)))})",
        FastestNode fastest => $"fastest({string.Join(", ", fastest.Branches.Select(branch => Describe(branch.Node)))})",
        _ => "of another kind",
    };
}
