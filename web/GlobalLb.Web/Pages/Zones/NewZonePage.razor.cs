using System.Collections.Immutable;
using System.Net.Sockets;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>Adds a zone with what every zone needs: a SOA, a name server, and its address when that is ours to give.</summary>
public sealed partial class NewZonePage : FormPage
{
    private string _name = "", _server = "", _address = "", _mailbox = "";

    /// <inheritdoc/>
    protected override string Key => "new";

    /// <inheritdoc/>
    protected override bool Fill()
    {
        (_name, _server, _address, _mailbox) = ("", "", "", "");
        return true;
    }

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var name = Names.Read(_name, "name", problems);
        var server = Names.Read(_server, "name server", problems);
        var mailbox = Names.Read(_mailbox.Replace('@', '.'), "mailbox", problems);
        if (Now.Document.Zones.Any(zone => zone.Name == name)) problems.Add(new Problem("name", $"there is a zone {name} already"));
        var records = ImmutableArray.Create(new Record { Name = name, Type = RecordType.NS, Value = server.ToString() });
        if (server.IsAtOrBelow(name) && problems.Count == 0)
        {
            if (AddressText.TryParse(_address.Trim(), out var address, out _))
                records = records.Add(new Record { Name = server, Type = address.AddressFamily == AddressFamily.InterNetwork ? RecordType.A : RecordType.AAAA, Value = address.ToString() });
            else
                problems.Add(new Problem("address", $"{server} lies in the zone, so the zone must hold its address; write one such as 203.0.113.53"));
        }

        var zone = new Zone { Name = name, Authority = new ZoneAuthority { PrimaryNameServer = server, Mailbox = mailbox }, Records = records };
        if (await SaveAsync(problems, $"add zone {name}", Change.Put(zone))) Navigation.NavigateTo($"/zones/{name.ToHostName()}");
    }
}
