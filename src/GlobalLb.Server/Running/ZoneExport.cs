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
        ReferenceNode reference => $"policy {reference.Policy}",
        FailoverNode failover => $"failover({string.Join(", ", failover.Order.Select(Describe))})",
        WeightedNode weighted => $"weighted({string.Join(", ", weighted.Branches.Select(branch => $"{branch.Weight} {Describe(branch.Node)}"))})",
        GeographicNode geographic => $"geographic({string.Join(", ", geographic.Branches.Select(branch => $"{string.Join(' ', branch.Places)} {Describe(branch.Node)}").Append($"otherwise {Describe(geographic.Otherwise)}"))})",
        RoundRobinNode roundRobin => $"roundRobin({string.Join(", ", roundRobin.Members.Select(Describe))})",
        StickyNode sticky => $"sticky({string.Join(", ", sticky.Branches.Select(branch => $"{branch.Weight} {Describe(branch.Node)}"))})",
        ShedNode shed => $"shed({Describe(shed.From)}, {shed.Share} % {Describe(shed.To)})",
        _ => "of another kind",
    };
}
