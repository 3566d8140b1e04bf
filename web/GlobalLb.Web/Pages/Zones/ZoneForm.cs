using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>A zone while it is edited.</summary>
public sealed class ZoneForm
{
    /// <summary>The apex; it never changes.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The first name server.</summary>
    public string PrimaryNameServer { get; set; } = "";

    /// <summary>The mailbox.</summary>
    public string Mailbox { get; set; } = "";

    /// <summary>The times of the SOA record; replaced whole.</summary>
    public required ZoneAuthority Authority { get; set; }

    /// <summary>What the probes of the pools that its names lead to have.</summary>
    public ProbeDefaults Probes { get; set; } = new();

    /// <summary>The records.</summary>
    public List<RecordForm> Records { get; } = [];

    /// <summary>The steered names.</summary>
    public List<SteeredNameForm> SteeredNames { get; } = [];

    /// <summary>Fills a form.</summary>
    public static ZoneForm Of(Zone zone)
    {
        var form = new ZoneForm
        {
            Name = zone.Name,
            Authority = zone.Authority,
            Probes = zone.ProbeDefaults ?? new(),
            PrimaryNameServer = zone.Authority.PrimaryNameServer.ToString(),
            Mailbox = zone.Authority.Mailbox.ToString(),
        };
        form.Records.AddRange(zone.Records.Select(record => RecordForm.Of(record, zone.Name)));
        form.SteeredNames.AddRange(zone.SteeredNames.Select(name => SteeredNameForm.Of(name, zone.Name)));
        return form;
    }

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public Zone Read(List<Problem> problems) => new()
    {
        Name = Name,
        Authority = Authority with
        {
            PrimaryNameServer = Names.Read(PrimaryNameServer, Name, "authority.primaryNameServer", problems),
            Mailbox = Names.Read(Mailbox.Replace('@', '.'), Name, "authority.mailbox", problems),
        },
        Records = [.. Records.Select(record => record.Read(Name, problems))],
        SteeredNames = [.. SteeredNames.Select(name => name.Read(Name, problems))],
        ProbeDefaults = Probes == new ProbeDefaults() ? null : Probes,
    };
}
