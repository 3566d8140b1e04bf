using System.Net.Mail;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks who is told of what.</summary>
internal static class AlertChecks
{
    private const int LongestText = 2000;
    private const int MostAddresses = 50;

    public static void Check(ConfigurationDocument document, WrittenPools pools, Problems problems)
    {
        if (document.Alerts.IsEmpty) return;
        problems.AddOutside(document.Alerts.Length, 0, AlertReceiver.Most, "alerts", " of them");
        foreach (var receiver in document.Alerts)
        {
            var path = $"alerts[{receiver.Name}]";
            problems.AddBadCode(receiver.Name, $"{path}.name");
            if (receiver.Kind == AlertKind.Email) CheckMail(receiver, path, problems);
            else CheckWeb(receiver, path, problems);
            if (receiver.Secret is { } secret)
            {
                var isRight = secret.Length is > 0 and <= 63 && secret.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
                problems.AddUnless(isRight, $"{path}.secret", $"'{secret}' is no name of a secret; write 1 to 63 capital letters, digits and underscores, and give the secret itself to Control where it is started");
            }

            problems.AddUnless(!receiver.On.IsEmpty, $"{path}.on", "it is told of nothing; write one of transition, incident, forced, certificate, observer, or leave it out");
            problems.AddDuplicates(receiver.On.Select(each => ConfigurationWords.AlertEvents[(int)each]), $"{path}.on", "event");
            foreach (var pool in receiver.Pools) problems.AddUnless(pools.Has(pool), $"{path}.pools", $"there is no pool '{pool}'; choose one that exists");
            foreach (var region in receiver.Regions) problems.AddUnless(pools.Has(region), $"{path}.regions", $"there is no region '{region}'; choose one that exists");
            problems.AddOutside(receiver.DelaySeconds, 0, 86_400, $"{path}.delaySeconds", " seconds");
            if (receiver.RepeatSeconds != 0) problems.AddOutside(receiver.RepeatSeconds, 60, 604_800, $"{path}.repeatSeconds", " seconds, or 0 for once");
            problems.AddOutside(receiver.GroupSeconds, 0, 3600, $"{path}.groupSeconds", " seconds");
        }

        problems.AddDuplicates(document.Alerts.Select(receiver => receiver.Name), "alerts", "name");
    }

    private static void CheckWeb(AlertReceiver receiver, string path, Problems problems)
    {
        const string OfMail = "that is said of mail; leave it out, or make the kind email";
        problems.AddUnless(receiver.Server is null, $"{path}.server", OfMail);
        problems.AddUnless(receiver.User is null, $"{path}.user", OfMail);
        problems.AddUnless(receiver.From is null, $"{path}.from", OfMail);
        problems.AddUnless(receiver.To.IsEmpty, $"{path}.to", OfMail);
        if (receiver.Kind == AlertKind.Slack && receiver.Secret is not null)
        {
            problems.AddUnless(receiver.Url is null, $"{path}.url", "the secret is the whole address already; leave the url out");
            return;
        }

        if (receiver.Url is null)
        {
            problems.Add($"{path}.url", receiver.Kind == AlertKind.Slack ? "write where to send it, or the secret that holds the whole address" : "write where to send it, such as https://alerts.example.com/globallb");
            return;
        }

        var isRight = receiver.Url.Length <= LongestText && Uri.TryCreate(receiver.Url, UriKind.Absolute, out var url)
            && url.Scheme is "https" or "http" && url.Host.Length > 0 && url.Port > 0 && url.Fragment.Length == 0;
        problems.AddUnless(isRight, $"{path}.url", $"'{receiver.Url}' is no address of a webhook; write one such as https://alerts.example.com/globallb");
        problems.AddUnless(!isRight || new Uri(receiver.Url).UserInfo.Length == 0, $"{path}.url", "it holds a name or password, which everybody who sees the configuration would know; leave them out");
    }

    private static void CheckMail(AlertReceiver receiver, string path, Problems problems)
    {
        problems.AddUnless(receiver.Url is null, $"{path}.url", "that is said of webhooks; leave it out, or make the kind webhook or slack");
        problems.AddUnless(receiver.Server is { } server && Uri.CheckHostName(server) != UriHostNameType.Unknown, $"{path}.server", $"'{receiver.Server}' is no mail server; write its name or address, such as mail.example.com");
        problems.AddOutside(receiver.Port, 1, 65_535, $"{path}.port");
        problems.AddUnless(IsAddress(receiver.From), $"{path}.from", $"'{receiver.From}' is no mail address; write one such as globallb@example.com");
        problems.AddOutside(receiver.To.Length, 1, MostAddresses, $"{path}.to", " mail addresses");
        foreach (var to in receiver.To) problems.AddUnless(IsAddress(to), $"{path}.to", $"'{to}' is no mail address; write one such as ops@example.com");
        problems.AddDuplicates(receiver.To, $"{path}.to", "address");
        problems.AddUnless(receiver.User is null == receiver.Secret is null, $"{path}.user", "write both user and secret, or neither");
        problems.AddUnless(receiver.User is not { } user || user is { Length: > 0 and <= 320 } && !user.Any(char.IsControl), $"{path}.user", "write who signs in, in at most 320 characters");
        problems.AddUnless(receiver.User is null || receiver.Security != MailSecurity.None, $"{path}.security", "a password is sent over TLS alone; write startTls or implicit");
    }

    // What a command of SMTP can hold without a word about characters (RFC 5321 §4.1.2), without comments and names.
    private static bool IsAddress(string? text) =>
        text is { Length: <= 254 } && text.All(c => c is > ' ' and < '\x7f' and not ('<' or '>' or '"' or ',')) && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
