using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.Alerts;

/// <summary>A receiver while it is typed. What belongs to another kind is left out when it is read.</summary>
public sealed class ReceiverForm
{
    private static readonly AlertReceiver Usual = new() { Name = "", Kind = default };

    /// <summary>The receiver's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>How it is told.</summary>
    public AlertKind Kind { get; set; }

    /// <summary>Where a webhook is.</summary>
    public string Url { get; set; } = "";

    /// <summary>The name of the secret.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The mail server.</summary>
    public string Server { get; set; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; set; } = Usual.Port;

    /// <summary>How the connection to it is kept private.</summary>
    public MailSecurity Security { get; set; }

    /// <summary>Who signs in there.</summary>
    public string User { get; set; } = "";

    /// <summary>The sender.</summary>
    public string From { get; set; } = "";

    /// <summary>The addresses that are told, with commas between.</summary>
    public string To { get; set; } = "";

    /// <summary>What it is told of.</summary>
    public HashSet<AlertEvent> On { get; init; } = [.. Usual.On];

    /// <summary>The codes of pools, with commas between.</summary>
    public string Pools { get; set; } = "";

    /// <summary>The codes of regions, with commas between.</summary>
    public string Regions { get; set; } = "";

    /// <summary>As <see cref="AlertReceiver.DelaySeconds"/>.</summary>
    public int DelaySeconds { get; set; } = Usual.DelaySeconds;

    /// <summary>As <see cref="AlertReceiver.RepeatSeconds"/>.</summary>
    public int RepeatSeconds { get; set; } = Usual.RepeatSeconds;

    /// <summary>As <see cref="AlertReceiver.GroupSeconds"/>.</summary>
    public int GroupSeconds { get; set; } = Usual.GroupSeconds;

    /// <summary>As <see cref="AlertReceiver.MuteInMaintenance"/>.</summary>
    public bool MuteInMaintenance { get; set; } = Usual.MuteInMaintenance;

    /// <summary>As <see cref="AlertReceiver.Recovery"/>.</summary>
    public bool Recovery { get; set; } = Usual.Recovery;

    /// <summary>What was written when the form was filled; null: a new one.</summary>
    public AlertReceiver? Written { get; init; }

    /// <summary>Fills a form.</summary>
    public static ReceiverForm Of(AlertReceiver receiver) => new()
    {
        Written = receiver,
        Name = receiver.Name,
        Kind = receiver.Kind,
        Url = receiver.Url ?? "",
        Secret = receiver.Secret ?? "",
        Server = receiver.Server ?? "",
        Port = receiver.Port,
        Security = receiver.Security,
        User = receiver.User ?? "",
        From = receiver.From ?? "",
        To = string.Join(", ", receiver.To),
        On = [.. receiver.On],
        Pools = string.Join(", ", receiver.Pools),
        Regions = string.Join(", ", receiver.Regions),
        DelaySeconds = receiver.DelaySeconds,
        RepeatSeconds = receiver.RepeatSeconds,
        GroupSeconds = receiver.GroupSeconds,
        MuteInMaintenance = receiver.MuteInMaintenance,
        Recovery = receiver.Recovery,
    };

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public AlertReceiver Read(List<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (On.Count == 0) problems.Add(new Problem("on", "it is told of nothing; choose something"));
        var isMail = Kind == AlertKind.Email;
        return new AlertReceiver
        {
            Name = Name.Trim(),
            Kind = Kind,
            Url = isMail ? null : Text(Url),
            Secret = Text(Secret),
            Server = isMail ? Text(Server) : null,
            Port = isMail ? Port : Usual.Port,
            Security = isMail ? Security : Usual.Security,
            User = isMail ? Text(User) : null,
            From = isMail ? Text(From) : null,
            To = isMail ? [.. Words(To)] : [],
            On = [.. Enum.GetValues<AlertEvent>().Where(On.Contains)],
            Pools = [.. Words(Pools).Select(code => new PoolCode(code))],
            Regions = [.. Words(Regions).Select(code => new RegionCode(code))],
            DelaySeconds = DelaySeconds,
            RepeatSeconds = RepeatSeconds,
            GroupSeconds = GroupSeconds,
            MuteInMaintenance = MuteInMaintenance,
            Recovery = Recovery,
        };
    }

    private static string? Text(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string[] Words(string text) => text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
}
