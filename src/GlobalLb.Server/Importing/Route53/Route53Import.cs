using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing.Route53;

/// <summary>Makes a configuration of the record sets of a hosted zone of Route 53, as its API lists them in JSON.</summary>
internal static class Route53Import
{
    // What a policy answers beside addresses.
    private static readonly string[] Answerable = ["CNAME", "MX", "SRV", "TXT", "HTTPS", "SVCB"];

    /// <summary>Reads what <c>aws route53 list-resource-record-sets</c> printed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="healthChecks">What <c>aws route53 list-health-checks</c> printed; null: not known.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ImportDraft Read(string path, string? healthChecks)
    {
        var draft = new ImportDraft();
        var whole = Load(path, draft);
        var checks = healthChecks is null ? null : Load(healthChecks, draft);
        if (draft.IsRefused) return draft;
        var sets = (whole?.Find("ResourceRecordSets") as WrittenList)?.Items
            // What is given to change-resource-record-sets has the same sets, one in each change.
            ?? ((whole?.Find("Changes") ?? (whole?.Find("ChangeBatch") as WrittenMap)?.Find("Changes")) as WrittenList)?.Items.OfType<WrittenMap>().Select(change => change.Find("ResourceRecordSet")).OfType<WrittenNode>();
        if (sets is null)
        {
            draft.Refuse($"{path}:1:1: this is no list of record sets: it has no 'ResourceRecordSets'; make one with 'aws route53 list-resource-record-sets'");
            return draft;
        }

        Read([.. sets.OfType<WrittenMap>().Select(set => new RecordSet(set))], path, new HealthChecks(checks, draft), draft);
        return draft;
    }

    private static WrittenMap? Load(string path, ImportDraft draft)
    {
        var problems = new List<string>();
        var whole = YamlReading.Read(path, ZoneText.Read(path), problems) as WrittenMap;
        foreach (var problem in problems) draft.Refuse(problem);
        return whole;
    }

    private static void Read(List<RecordSet> sets, string path, HealthChecks checks, ImportDraft draft)
    {
        var authority = sets.Find(set => set.Type == "SOA");
        if (authority is null || !DomainName.TryParse(authority.Name, DomainName.Root, out var zone, out _)
            || authority.Values is not [var soa] || !RecordText.TryParse(RecordType.SOA, soa, zone, out var octets, out _))
        {
            draft.Refuse($"{authority?.At.ToString() ?? $"{path}:1:1"}: there is no valid SOA record set, which says what zone this is; export the hosted zone whole");
            return;
        }

        var steering = new Steering(sets, zone, checks, draft);
        var (records, steered, handled) = (new List<Record>(), new List<SteeredName>(), new HashSet<RecordSet>());
        foreach (var name in sets.Where(set => set.Type != "SOA").GroupBy(set => set.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (draft.Name(name.First().At, name.Key) is not { } owner) continue;
            var addresses = name.Where(set => set.Type is "A" or "AAAA").ToList();
            if (addresses.Exists(set => set.Routing is not null || steering.IsInside(set)))
            {
                if (steering.Policy(name.Key) is { } policy) steered.Add(new SteeredName { Name = owner, Ttl = Math.Clamp(addresses.Max(set => set.Ttl), 1, 86_400), Policy = policy });
                else draft.Note(addresses[0].At, $"{owner} is left out: nothing of its sets could be carried over");
                addresses.Clear();
            }

            else if (name.FirstOrDefault(set => set.Routing is not null && Array.IndexOf(Answerable, set.Type) >= 0) is { } first)
            {
                var chosen = name.Where(set => set.Type == first.Type && set.Routing == first.Routing).ToList();
                if (steering.OfRecords(chosen) is { } policy) steered.Add(new SteeredName { Name = owner, Ttl = Math.Clamp(chosen.Max(set => set.Ttl), 1, 86_400), Policy = policy });
                handled.UnionWith(chosen);
            }

            foreach (var set in name.Where(set => set.Type is not ("A" or "AAAA") && !handled.Contains(set)).Concat(addresses)) records.AddRange(Plain(set, owner, zone, draft));
        }

        draft.Add(new Zone
        {
            Name = zone,
            Authority = ZoneAuthority.Read(octets, authority.Ttl),
            Records = [.. records.DistinctBy(record => (record.Name, record.Type, record.Value))],
            SteeredNames = [.. steered],
        });
    }

    private static IEnumerable<Record> Plain(RecordSet set, DomainName owner, DomainName zone, ImportDraft draft)
    {
        if (set.Routing is { } routing)
        {
            draft.Note(set.At, $"{owner} {set.Type} '{set.Label}' is left out: beside the policy of the name, {set.Type} records cannot be chosen by {routing}");
            yield break;
        }

        if (set.Target is { } target)
        {
            // One ALIAS leads to the addresses of both families.
            if (set.Type is "A" or "AAAA") yield return new Record { Name = owner, Type = RecordType.ALIAS, Ttl = set.Ttl, Value = RecordTexts.Absolute("ALIAS", target) };
            else draft.Note(set.At, $"{owner} {set.Type} is left out: an ALIAS to {target} gives addresses, and no records of type {set.Type}");
            yield break;
        }

        foreach (var value in set.Values)
        {
            if (!RecordTypes.TryParse(set.Type, out var type)) draft.Note(set.At, $"{owner} {set.Type} is left out: there is no such type");
            else if (!RecordText.TryParse(type, RecordTexts.Absolute(set.Type, value), zone, out _, out var problem)) draft.Note(set.At, $"{owner} {set.Type} '{value}' is left out: {problem}");
            else yield return new Record { Name = owner, Type = type, Ttl = set.Ttl, Value = RecordTexts.Absolute(set.Type, value) };
        }
    }
}
