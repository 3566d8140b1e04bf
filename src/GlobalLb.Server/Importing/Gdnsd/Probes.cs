using System.Globalization;
using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing.Gdnsd;

/// <summary>What gdnsd calls service types, as probes.</summary>
/// <param name="types">The hash <c>service_types</c>.</param>
/// <param name="draft">Hears what cannot be carried over.</param>
internal sealed class Probes(WrittenMap? types, ImportDraft draft)
{
    /// <summary>How the addresses of a resource are checked.</summary>
    /// <param name="resource">The resource, with what it inherits.</param>
    /// <returns>Null when they are not.</returns>
    public Probe? Of(WrittenMap resource)
    {
        var names = resource.Find("service_types").Items().OfType<WrittenText>().Where(name => name.Text != "up").ToList();
        foreach (var more in names.Skip(1)) draft.Note(more.At, $"the service type '{more.Text}' is not carried over: a pool has one probe, made of '{names[0].Text}'");
        return names.Count == 0 ? null : Of(names[0]);
    }

    private Probe? Of(WrittenText name)
    {
        if (types?.Find(name.Text) is not WrittenMap type)
        {
            draft.Note(name.At, name.Text == "down"
                ? "the service type 'down' is not carried over: force the endpoints down by hand"
                : $"there is no service type '{name.Text}', so the addresses are not probed");
            return null;
        }

        var kind = type.Text("plugin");
        if (kind is not ("http_status" or "tcp_connect"))
        {
            draft.Note(type.At, $"the service type '{name.Text}' is checked by '{kind}', which has no equal here; its addresses are not probed until you give their pools a probe");
            return null;
        }

        var interval = type.Number("interval", 10);
        var probe = new Probe
        {
            Kind = kind == "http_status" ? ProbeKind.Http : ProbeKind.Tcp,
            Port = (int)type.Number("port", 80),
            IntervalSeconds = interval,
            TimeoutSeconds = Math.Min(interval, type.Number("timeout", Math.Max(1, interval / 2))),
            Rise = (int)Math.Clamp(type.Number("up_thresh", 20), 1, 100),
            Fall = (int)Math.Clamp(type.Number("down_thresh", 10), 1, 100),
        };
        return kind == "tcp_connect" ? probe : WithRequest(probe, type, name.Text);
    }

    private Probe WithRequest(Probe probe, WrittenMap type, string name)
    {
        var codes = type.Find("ok_codes").Texts().Select(code => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 200).DefaultIfEmpty(200).Order().ToList();
        if (codes[^1] - codes[0] >= codes.Count)
            draft.Note(type.Find("ok_codes")!.At, $"the service type '{name}' takes {string.Join(", ", codes)} for well; here it is every status from {codes[0]} to {codes[^1]}");
        return probe with { Host = type.Text("vhost"), Path = type.Text("url_path") ?? "/", LowestStatus = codes[0], HighestStatus = codes[^1] };
    }
}
