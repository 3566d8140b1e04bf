using System.Diagnostics.CodeAnalysis;
using System.Net;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Edge;

/// <summary>The command line of <c>globallb-edge</c>, with the environment as its second source.</summary>
public static class EdgeArguments
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        globallb-edge: answers DNS from what a Control publishes, and from the last known state when there is none;
        prints 'ready' on standard output once it answers

          --control URL        the Control to follow, such as http://10.0.0.5:8080      GLOBALLB_CONTROL
          --configuration FILE answer from this file instead: the document that
                               /api/v1/configuration gives; watched, no probes          GLOBALLB_CONFIGURATION
          --places FILE        where clients are: a GeoIP2, GeoLite2 or DB-IP file (.mmdb)
                               of countries, cities or networks; watched; may be
                               repeated, the first counts where two differ (a comma
                               between them in the environment)                         GLOBALLB_PLACES
          --dns ADDRESS:PORT   answer here, UDP and TCP; may be repeated (127.0.0.1:5300) GLOBALLB_DNS (comma between)
          --state FOLDER       keep the last known state here (./data/edge)              GLOBALLB_STATE
          --key SECRET         the feed key of the Control; better in the environment    GLOBALLB_FEED_KEY
          --name TEXT          what this edge is called on the page Edges of the console
                               (the machine and the port)                               GLOBALLB_EDGE_NAME
          --loops N            UDP loops on each address (one per core)                  GLOBALLB_LOOPS

        What responses say of this edge: nothing, unless told.
          --nsid TEXT          the name of this edge for who asks with NSID              GLOBALLB_NSID
          --chaos-version TEXT   answer version.bind and version.server in class CHAOS     GLOBALLB_CHAOS_VERSION
          --chaos-hostname TEXT  answer hostname.bind and id.server in class CHAOS         GLOBALLB_CHAOS_HOSTNAME

        How much goes over UDP to clients that may be forged: those without a valid cookie.
          --amplification-cap on|off  at most 10 times the octets of the request, and for
                               several addresses 3 times (on)                            GLOBALLB_AMPLIFICATION_CAP
          --max-response-without-cookie OCTETS  128 to 1232: larger responses are
                               truncated, and the client comes by TCP (1232)             GLOBALLB_MAX_RESPONSE_WITHOUT_COOKIE

        How often a prefix (/24, /56) without a valid cookie is answered over UDP.
          --rate-limit on|dry-run|off  above the rates: truncate or drop · only count it ·
                               no rates (on)                                             GLOBALLB_RATE_LIMIT
          --rate-limit-rates A,N,E,T   responses a second: answers for one name, denials
                               of one zone, errors, all together (200,50,10,1000)        GLOBALLB_RATE_LIMIT_RATES
          --rate-limit-allow PREFIX,…  twenty times as much for these prefixes           GLOBALLB_RATE_LIMIT_ALLOW

        Example:   globallb-edge --control http://127.0.0.1:8080 --dns 127.0.0.1:5301 --state ./edge-1
                   globallb-edge --configuration ./configuration.json --places ./GeoLite2-Country.mmdb
        Exit code: 0 stopped as asked · 1 could not answer on an address · 2 the command line is wrong
        """;

    private const string Control = "--control", Configuration = "--configuration";

    private static readonly Dictionary<string, string> Known = new()
    {
        [Control] = "GLOBALLB_CONTROL",
        [Configuration] = "GLOBALLB_CONFIGURATION",
        ["--places"] = "GLOBALLB_PLACES",
        ["--dns"] = "GLOBALLB_DNS",
        ["--state"] = "GLOBALLB_STATE",
        ["--key"] = "GLOBALLB_FEED_KEY",
        ["--loops"] = "GLOBALLB_LOOPS",
        ["--name"] = "GLOBALLB_EDGE_NAME",
        ["--nsid"] = "GLOBALLB_NSID",
        ["--chaos-version"] = "GLOBALLB_CHAOS_VERSION",
        ["--chaos-hostname"] = "GLOBALLB_CHAOS_HOSTNAME",
        ["--amplification-cap"] = "GLOBALLB_AMPLIFICATION_CAP",
        ["--rate-limit"] = "GLOBALLB_RATE_LIMIT",
        ["--rate-limit-rates"] = "GLOBALLB_RATE_LIMIT_RATES",
        ["--rate-limit-allow"] = "GLOBALLB_RATE_LIMIT_ALLOW",
        ["--max-response-without-cookie"] = "GLOBALLB_MAX_RESPONSE_WITHOUT_COOKIE",
    };

    /// <summary>Reads the arguments; what is not given comes from the environment, what is not there from defaults.</summary>
    /// <param name="arguments">As they were typed.</param>
    /// <param name="environment">Gives a variable, or null.</param>
    /// <param name="options">The options, when all is right.</param>
    /// <param name="problem">One sentence, when not.</param>
    public static bool TryRead(
        IReadOnlyList<string> arguments,
        Func<string, string?> environment,
        [NotNullWhen(true)] out EdgeOptions? options,
        [NotNullWhen(false)] out string? problem)
    {
        options = null;
        if (!TrySort(arguments, out var given, out problem)) return false;
        var source = given.Keys.FirstOrDefault(name => name is Control or Configuration);
        foreach (var (name, variable) in Known)
        {
            // The command line wins over the environment: whoever names one of the two there means it in place of the other.
            if (source is not null && name is (Control or Configuration)) continue;
            if (given.ContainsKey(name) || environment(variable) is not { Length: > 0 } value) continue;

            // Only addresses and files are a list; there may be a comma in a secret.
            given[name] = name is "--dns" or "--places" ? [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [value];
        }

        return TryMake(given, out options, out problem);
    }

    // --name value and --name=value.
    private static bool TrySort(IReadOnlyList<string> arguments, out Dictionary<string, List<string>> given, [NotNullWhen(false)] out string? problem)
    {
        given = [];
        problem = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            var equals = arguments[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arguments[i] : arguments[i][..equals];
            if (!Known.ContainsKey(name)) return Fail($"'{name}' is not known; see --help", out problem);
            var value = equals >= 0 ? arguments[i][(equals + 1)..] : ++i < arguments.Count ? arguments[i] : "";
            if (value.Length == 0 || Known.ContainsKey(value)) return Fail($"{name} needs a value; see --help", out problem);
            if (!given.TryGetValue(name, out var values)) given[name] = values = [];
            values.Add(value);
        }

        return true;
    }

    private static bool TryMake(
        Dictionary<string, List<string>> given, [NotNullWhen(true)] out EdgeOptions? options, [NotNullWhen(false)] out string? problem)
    {
        options = null;
        Uri? uri = null;
        if (given.TryGetValue(Control, out var control) && !TryReadControl(control[^1], out uri))
            return Fail($"'{control[^1]}' is no address of a Control; write one such as http://10.0.0.5:8080", out problem);
        if (given.TryGetValue(Configuration, out var configuration) == (control is not null))
        {
            return Fail(control is null
                ? $"{Control} and {Configuration} are missing: write the address of the Control to follow, or the file of a configuration"
                : $"{Control} and {Configuration} exclude each other: the configuration comes from a Control or from a file", out problem);
        }

        var made = new EdgeOptions
        {
            Control = uri,
            ConfigurationFile = configuration?[^1],
            PlaceFiles = given.TryGetValue("--places", out var places) ? [.. places] : [],
            StateFolder = given.TryGetValue("--state", out var state) ? state[^1] : Path.Combine("data", "edge"),
            Key = given.TryGetValue("--key", out var key) ? key[^1] : null,
        };
        if (given.TryGetValue("--dns", out var listen) && listen.Count > 0)
        {
            if (listen.FirstOrDefault(text => !TryReadListen(text, out _)) is { } wrong)
                return Fail($"'{wrong}' is no address and port; write one such as 127.0.0.1:5300 or [::1]:5300", out problem);
            made = made with { Listen = [.. listen.Select(text => TryReadListen(text, out var endpoint) ? endpoint : null!)] };
        }

        if (given.TryGetValue("--loops", out var loops))
        {
            if (!int.TryParse(loops[^1], out var count) || count is < 1 or > 256) return Fail($"'{loops[^1]}' is no number of loops; write 1 to 256", out problem);
            made = made with { Loops = count };
        }

        if (given.TryGetValue("--name", out var name))
        {
            if (!Confirmation.IsName(name[^1])) return Fail($"'{name[^1]}' is no name of an edge; write 1 to {Confirmation.LongestName} letters, digits, dots, colons, hyphens and underscores", out problem);
            made = made with { Name = name[^1] };
        }

        if (!ResponderArguments.TryRead(given, made.Responder, out var responder, out problem)) return false;
        options = made with { Responder = responder };
        return true;
    }

    /// <summary>Reads <c>ADDRESS:PORT</c>, IPv6 in brackets; the port must be written.</summary>
    public static bool TryReadListen(string text, [NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        endpoint = null;
        var colon = text.LastIndexOf(':');
        return colon > 0 && (text[colon - 1] == ']' || text.IndexOf(':', StringComparison.Ordinal) == colon) && IPEndPoint.TryParse(text, out endpoint);
    }

    private static bool TryReadControl(string text, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out uri) && uri.Scheme is ("http" or "https");

    private static bool Fail(string sentence, out string problem)
    {
        problem = sentence;
        return false;
    }
}
