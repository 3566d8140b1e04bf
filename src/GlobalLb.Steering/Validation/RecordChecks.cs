using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks the records of a zone: each alone, then those of one name together. A million of them pass in a second.</summary>
internal static class RecordChecks
{
    private const int None = -1;

    public static void Check(Zone zone, string path, Problems problems)
    {
        var steered = zone.SteeredNames.Select(name => name.Name).ToHashSet();

        // The records of a name are a chain through their places in the zone, newest first: no list per name.
        var records = zone.Records;
        var previous = new int[records.Length];
        var last = new Dictionary<DomainName, int>(records.Length);
        for (var i = 0; i < records.Length; i++)
        {
            CheckAlone(zone, records[i], path, problems);
            previous[i] = last.TryGetValue(records[i].Name, out var before) ? before : None;
            last[records[i].Name] = i;
        }

        var together = new List<Record>();
        foreach (var (name, newest) in last)
        {
            if (previous[newest] == None && !steered.Contains(name)) continue;
            together.Clear();
            for (var at = newest; at != None; at = previous[at]) together.Add(records[at]);
            CheckName(zone, name, together, steered.Contains(name), path, problems);
        }
    }

    // Sentences and paths are made for what is wrong only: nearly every record is right.
    private static void CheckAlone(Zone zone, Record record, string path, Problems problems)
    {
        void Add(string field, string sentence) => problems.Add($"{Path(path, record)}.{field}", sentence);
        var isAtApex = record.Name == zone.Name;
        if (record.Ttl > TimeToLive.Longest) Add("ttl", $"{record.Ttl} is out of range; write 0 to {TimeToLive.Longest} seconds");
        if (!record.Name.IsAtOrBelow(zone.Name)) Add("name", $"{record.Name} is not in the zone {zone.Name}");
        if (record.Type == RecordType.SOA) Add("type", "the SOA record is made from the zone's authority fields; change those");
        else if (RecordTypes.IsMeta(record.Type)) Add("type", $"{RecordTypes.Format(record.Type)} only exists in messages; no record can have it");
        else if (!record.TryGetOctets(zone.Name, out _, out var problem)) Add("value", problem);
        if (record.Type == RecordType.CNAME && isAtApex) Add("type", "an alias cannot stand at the apex beside SOA and NS (RFC 1034 §3.6.2)");
        if (record.Type == RecordType.DS && isAtApex)
            Add("type", "a DS record belongs to the zone above, where that delegates to this one (RFC 4035 §2.4); remove it here");
    }

    private static void CheckName(Zone zone, DomainName name, List<Record> records, bool isSteered, string path, Problems problems)
    {
        var aliases = records.Count(record => record.Type == RecordType.CNAME);
        if (aliases > 0 && (aliases > 1 || isSteered || records.Any(record => !StandsBesideAlias(record.Type))))
            problems.Add($"{path}[{name} CNAME]", "an alias must be the only record of its name, and not of a steered name");
        if (isSteered && records.Any(record => record.Type is RecordType.A or RecordType.AAAA))
            problems.Add($"{path}[{name}]", "the addresses of a steered name come from its policy; remove its A and AAAA records or the policy");
        if (records.Count(record => record.Type == RecordType.DNAME) > 1)
            problems.Add($"{path}[{name} DNAME]", "a name has one DNAME record at most (RFC 6672 §2.4); keep one");

        // A set has one TTL (RFC 2181 §5.2) and no record twice (§5), however its text may differ.
        records.Sort((left, right) => left.Type.CompareTo(right.Type));
        for (int first = 0, end; first < records.Count; first = end)
        {
            for (end = first + 1; end < records.Count && records[end].Type == records[first].Type; end++)
            {
            }

            if (end - first == 1) continue;
            var at = Path(path, records[first]);
            var set = records[first..end];
            problems.AddUnless(set.TrueForAll(record => record.Ttl == set[0].Ttl), $"{at}.ttl", "records of one name and type must have one TTL (RFC 2181 §5.2)");
            problems.AddUnless(set.Select(record => Key(zone, record)).Distinct(StringComparer.Ordinal).Count() == set.Count, at, "the same record is written twice");
        }
    }

    // The records of DNSSEC are about the name, whatever it is (RFC 2181 §10.1, RFC 4034 §3, §4).
    private static bool StandsBesideAlias(RecordType type) =>
        type is RecordType.CNAME or RecordType.RRSIG or RecordType.NSEC or RecordType.SIG or RecordType.NXT or RecordType.KEY;

    // Equal records have equal octets, whatever their text; a value that cannot be read has its own problem already.
    private static string Key(Zone zone, Record record) => record.TryGetOctets(zone.Name, out var octets, out _)
        ? Convert.ToHexString(RecordWire.Canonicalise(record.Type, octets).Span)
        : record.Value;

    private static string Path(string path, Record record) => $"{path}[{record.Name} {RecordTypes.Format(record.Type)}]";
}
