using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>A record while it is typed.</summary>
public sealed class RecordForm
{
    /// <summary>The types offered, by name; others can be typed. The SOA record is the zone's own affair.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. RecordTypes.Known.Where(type => type != RecordType.SOA).Select(RecordTypes.Format)];

    /// <summary>The owner, relative to the zone.</summary>
    public string Name { get; set; } = "";

    /// <summary>The type's mnemonic.</summary>
    public string Type { get; set; } = "A";

    /// <summary>The TTL: seconds, or a period such as 1h.</summary>
    public string Ttl { get; set; } = "3600";

    /// <summary>The data.</summary>
    public string Value { get; set; } = "";

    /// <summary>What a value of the type looks like; empty while the type is not one.</summary>
    public string Example => RecordTypes.TryParse(Type.Trim(), out var type) ? RecordText.FindExample(type) ?? @"\# 4 C0000201" : "";

    /// <summary>Fills a form.</summary>
    public static RecordForm Of(Record record, DomainName zone) => new()
    {
        Name = record.Name.ToTextBelow(zone),
        Type = RecordTypes.Format(record.Type),
        Ttl = record.Ttl.ToString(),
        Value = record.Value,
    };

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public Record Read(DomainName zone, List<Problem> problems)
    {
        var path = $"records[{Name} {Type}]";
        if (!RecordTypes.TryParse(Type.Trim(), out var type)) problems.Add(new Problem($"{path}.type", $"'{Type}' is no record type; write one such as A, MX or TXT"));
        if (!TimeToLive.TryParse(Ttl.Trim(), out var ttl)) problems.Add(new Problem($"{path}.ttl", $"'{Ttl}' is no TTL; write seconds such as 300, or a period such as 1h30m"));
        return new Record { Name = Names.Read(Name, zone, $"{path}.name", problems), Type = type, Ttl = ttl, Value = Value.Trim() };
    }
}
