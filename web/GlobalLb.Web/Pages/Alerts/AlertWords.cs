using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Alerts;

namespace GlobalLb.Web.Pages.Alerts;

/// <summary>What is said of receivers and of what they were sent.</summary>
internal static class AlertWords
{
    /// <summary>How it is told, and where.</summary>
    public static string How(AlertReceiver receiver) => receiver.Kind switch
    {
        AlertKind.Email => $"mail to {string.Join(", ", receiver.To)}",
        AlertKind.Slack => receiver.Url is { } url ? $"Slack form to {new Uri(url).Host}" : $"Slack form to the address {receiver.Secret}",
        _ => $"webhook at {new Uri(receiver.Url!).Host}{(receiver.Secret is null ? ", not signed" : "")}",
    };

    public static string Events(AlertReceiver receiver) => string.Join(", ", receiver.On.Select(Word));

    public static string Word(AlertEvent each) => each switch
    {
        AlertEvent.Transition => "endpoints",
        AlertEvent.Incident => "incidents",
        AlertEvent.Forced => "forced states",
        AlertEvent.Certificate => "certificates",
        _ => "the observer",
    };

    public static string Concern(AlertReceiver receiver) => receiver.Pools.IsEmpty && receiver.Regions.IsEmpty ? "everywhere"
        : string.Join(", ", receiver.Regions.Select(region => $"region {region}").Concat(receiver.Pools.Select(pool => $"pool {pool}")));

    public static string Fate(StoredAlert sent) => sent.Fate switch
    {
        AlertFate.Asked => "asked for",
        AlertFate.Waiting when sent.Attempts > 0 => $"tried {sent.Attempts} times",
        AlertFate.Waiting => "on its way",
        AlertFate.Delivered => "arrived",
        AlertFate.Failed => "given up",
        _ => "dropped",
    };

    public static string Tone(StoredAlert sent) => sent.Fate switch
    {
        AlertFate.Delivered => "good",
        AlertFate.Failed or AlertFate.Dropped => "bad",
        _ => sent.Attempts > 0 ? "warn" : "idle",
    };
}
