using System.CommandLine;
using System.Globalization;
using System.Net;
using GlobalLb.Edge;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Health;

namespace GlobalLb.Server.Commands;

/// <summary>The options of everything that runs until it is stopped.</summary>
internal sealed class RoleOptions
{
    private readonly DatabaseOptions _database = new();

    private readonly ResponseOptions _responses = new();

    private readonly ProbingOptions _probing = new();

    private readonly AlertOptions _alerts = new();

    private readonly Option<string?> _web = new("--web")
    {
        Description = "Serve pages, the API and the feed here (http://127.0.0.1:8080). Also GLOBALLB_WEB",
        HelpName = "URL",
    };

    private readonly Option<string[]> _dns = new("--dns")
    {
        Description = "Answer DNS here, UDP and TCP; may be repeated (127.0.0.1:5300). Also GLOBALLB_DNS",
        HelpName = "address:port",
    };

    private readonly Option<string?> _feedKey = new("--feed-key")
    {
        Description = "The secret that edges must send to follow the feed; better given as GLOBALLB_FEED_KEY",
        HelpName = "secret",
    };

    private readonly Option<string?> _vantage = new("--vantage")
    {
        Description = "What this place is called in history (control). Also GLOBALLB_VANTAGE",
        HelpName = "name",
    };

    private readonly PlacesOption _places = new("a GeoIP2, GeoLite2 or DB-IP file of countries, cities or networks (.mmdb), for the edge, the pages and the API; watched");

    private readonly Option<string[]> _resolvers = new("--resolver")
    {
        Description = "Look up the targets of ALIAS records here; may be repeated (those of /etc/resolv.conf). Also GLOBALLB_RESOLVER",
        HelpName = "address[:port]",
    };

    private readonly Option<int?> _keepOutcomes = new("--keep-outcomes")
    {
        Description = "Keep raw outcomes of probes for so many days, 1 to 3650 (3). Also GLOBALLB_KEEP_OUTCOMES",
        HelpName = "days",
    };

    private readonly Option<int?> _keepRollUps = new("--keep-roll-ups")
    {
        Description = "Keep what probes came to minute by minute for so many days, 1 to 3650 (400). Also GLOBALLB_KEEP_ROLL_UPS",
        HelpName = "days",
    };

    private readonly Option<int?> _keepSpool = new("--keep-spool")
    {
        Description = "Keep so many MiB of history on disk at most while the database is away, 8 to 1048576 (1024). Also GLOBALLB_KEEP_SPOOL",
        HelpName = "MiB",
    };

    public void AddTo(Command command)
    {
        _database.AddTo(command);
        foreach (var option in new Option[] { _web, _dns, _feedKey, _vantage }) command.Options.Add(option);
        _places.AddTo(command);
        foreach (var option in new Option[] { _resolvers, _keepOutcomes, _keepRollUps, _keepSpool }) command.Options.Add(option);
        _probing.AddTo(command);
        command.Options.Add(ProbingOptions.PushKey);
        command.Options.Add(VantageCommand.Key);
        _alerts.AddTo(command);
        _responses.AddTo(command);
    }

    /// <exception cref="StartFailure">An option cannot be understood.</exception>
    public RunOptions Read(ParseResult parsed, Roles roles)
    {
        var web = parsed.GetValue(_web) ?? Settings.Find("Web") ?? "http://127.0.0.1:8080";
        if (!Uri.TryCreate(web, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.AbsolutePath != "/")
            throw new StartFailure($"'{web}' is no address to serve pages on; write one such as http://127.0.0.1:8080");
        var key = parsed.GetValue(_feedKey) ?? Settings.Find("FeedKey");
        if (key?.Trim().Length == 0) throw new StartFailure("the feed key is empty; write a secret, or leave --feed-key away to let every edge follow");
        return new RunOptions
        {
            Roles = roles,
            Postgres = _database.Postgres(parsed),
            Folder = _database.Folder(parsed),
            Web = uri,
            Dns = [.. Settings.All("Dns", parsed.GetValue(_dns), "127.0.0.1:5300").Select(Read)],
            Resolvers = [.. Settings.All("Resolver", parsed.GetValue(_resolvers)).Select(ReadResolver)],
            Responder = _responses.Read(parsed, EdgeOptions.DefaultResponder, Settings.Find),
            FeedKey = key,
            VantageKey = VantageCommand.ReadKey(parsed),
            Places = _places.Files(parsed),
            Vantage = parsed.GetValue(_vantage) ?? Settings.Find("Vantage") ?? "control",
            Probing = _probing.Read(parsed),
            Alerting = _alerts.Read(parsed),
            HistoryRetention = ReadRetention(parsed),
            MostHistoryOctets = ReadSpool(parsed),
        };
    }

    private HistoryRetention ReadRetention(ParseResult parsed)
    {
        var otherwise = new HistoryRetention();
        return new HistoryRetention(
            ReadDays("--keep-outcomes", parsed.GetValue(_keepOutcomes), Settings.Find("KeepOutcomes"), otherwise.OutcomesDays),
            ReadDays("--keep-roll-ups", parsed.GetValue(_keepRollUps), Settings.Find("KeepRollUps"), otherwise.RollUpsDays));
    }

    private long ReadSpool(ParseResult parsed)
    {
        const int Otherwise = 1024, Least = 8, Most = 1 << 20;
        var (given, setting) = (parsed.GetValue(_keepSpool), Settings.Find("KeepSpool"));
        var size = given ?? (setting is null ? Otherwise : int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0);
        return size is >= Least and <= Most ? (long)size << 20 : throw new StartFailure($"'{given?.ToString(CultureInfo.InvariantCulture) ?? setting}' is no number of MiB for --keep-spool; write one from {Least} to {Most}");
    }

    private static int ReadDays(string option, int? given, string? setting, int otherwise)
    {
        if (given is null && setting is null) return otherwise;
        var days = given ?? (int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0);
        return days is >= 1 and <= 3650 ? days : throw new StartFailure($"'{given?.ToString(CultureInfo.InvariantCulture) ?? setting}' is no number of days for {option}; write one from 1 to 3650");
    }

    private static IPEndPoint Read(string text) => EdgeArguments.TryReadListen(text, out var endpoint)
        ? endpoint
        : throw new StartFailure($"'{text}' is no address and port for DNS; write one such as 127.0.0.1:5300 or [::1]:5300");

    private static IPEndPoint ReadResolver(string text)
    {
        const int Port = 53;
        if (AddressText.TryParse(text, out var address, out _)) return new IPEndPoint(address, Port);
        return EdgeArguments.TryReadListen(text, out var endpoint)
            ? endpoint
            : throw new StartFailure($"'{text}' is no address of a resolver; write one such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53");
    }
}
