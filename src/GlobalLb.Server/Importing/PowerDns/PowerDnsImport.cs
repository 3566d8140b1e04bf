using GlobalLb.Dns.Names;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Running;

namespace GlobalLb.Server.Importing.PowerDns;

/// <summary>Makes a configuration of the YAML that PowerDNS's geoip backend reads.</summary>
internal static class PowerDnsImport
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImportDraft Read(string path)
    {
        var draft = new ImportDraft();
        var problems = new List<string>();
        var whole = YamlReading.Read(path, ZoneText.Read(path), problems) as WrittenMap;
        foreach (var problem in problems) draft.Refuse(problem);
        if (problems.Count > 0) return draft;
        if (whole?.Find("domains") is not WrittenList domains)
        {
            draft.Refuse($"{path}:1:1: this is no file of the geoip backend: it has no list 'domains'");
            return draft;
        }

        foreach (var (name, at, _) in whole.Members.Where(member => member.Name is not ("domains" or "mapping_lookup_formats" or "custom_mapping")))
            draft.Note(at, $"'{name}' is not carried over");
        foreach (var item in domains.Items)
        {
            if (item is WrittenMap domain && domain.Find("domain") is WrittenText name && DomainName.TryParse(name.Text, DomainName.Root, out var zone, out _)) new Domain(domain, whole, zone, draft).Read();
            else draft.Refuse($"{item.At}: a domain needs its name as 'domain'");
        }

        return draft;
    }
}
