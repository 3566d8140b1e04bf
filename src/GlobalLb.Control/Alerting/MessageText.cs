using System.Globalization;
using System.Text;

namespace GlobalLb.Control.Alerting;

/// <summary>A message as people read it, without marks of any kind.</summary>
internal static class MessageText
{
    public static string Of(AlertMessage message)
    {
        var text = new StringBuilder();
        if (message.Type == "test") text.Append("Somebody wanted to know whether alerts arrive here. They do.\n");
        foreach (var alert in message.Alerts)
        {
            text.Append(alert.Text).Append('\n');
            Add(text, "why", alert.Reason);
            Add(text, "where", string.Join(", ", alert.Pools.Select(pool => $"pool {pool}").Concat(alert.Regions.Select(region => $"region {region}"))));
            Add(text, "names", string.Join(", ", alert.SteeredNames));
            Add(text, "since", alert.Until is { } until ? $"{alert.Since.ToUniversalTime():u} until {until.ToUniversalTime():u}" : $"{alert.Since.ToUniversalTime():u}");
            foreach (var vote in alert.Votes)
                Add(text, $"vantage {vote.Vantage}", $"{vote.Health.ToString().ToLowerInvariant()}{(vote.Probe.Length > 0 ? $" by '{vote.Probe}'" : "")}: {vote.Reason}{(vote.Ignored is { } ignored ? $" (does not count: {ignored})" : "")}");
            Add(text, "page", alert.Console);
            text.Append('\n');
        }

        if (message.Omitted > 0) text.Append(CultureInfo.InvariantCulture, $"and {message.Omitted} more\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Configuration version {message.ConfigurationVersion}");
        if (message.Console is { } console) text.Append(CultureInfo.InvariantCulture, $", {console}");
        return text.Append('\n').ToString();
    }

    private static void Add(StringBuilder text, string what, string? said)
    {
        if (!string.IsNullOrEmpty(said)) text.Append(CultureInfo.InvariantCulture, $"  {what}: {said}\n");
    }
}
