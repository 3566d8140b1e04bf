using System.CommandLine;
using GlobalLb.Dns.Server;
using GlobalLb.Edge;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Commands;

/// <summary>The options about single responses, named and read as those of <c>globallb-edge</c>: what they say of the server, how large they are, how often they are sent.</summary>
internal sealed class ResponseOptions
{
    private readonly Option<string[]>[] _options =
    [
        Make("--nsid", "The name of this server for who asks with NSID", "text"),
        Make("--chaos-version", "Answer version.bind and version.server in class CHAOS", "text"),
        Make("--chaos-hostname", "Answer hostname.bind and id.server in class CHAOS", "text"),
        Make("--amplification-cap", "Whether a response over UDP without a valid cookie has at most 10 times the octets of its request, several addresses 3 times", "on|off"),
        Make("--max-response-without-cookie", "Truncate larger responses over UDP without a valid cookie, so that the client comes by TCP: 128 to 1232", "octets"),
        Make("--rate-limit", "What to do about prefixes that are above the rates: on (truncate or drop), dry-run (count), off", "mode"),
        Make("--rate-limit-rates", "Responses a second to a prefix: answers for one name, denials of one zone, errors, all together (200,50,10,1000)", "rates"),
        Make("--rate-limit-allow", "Prefixes with twenty times the rates, with commas between; may be repeated", "prefixes"),
    ];

    public void AddTo(Command command)
    {
        foreach (var option in _options) command.Options.Add(option);
    }

    /// <summary>Reads what was written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="defaults">What counts where nothing was written.</param>
    /// <param name="find">Finds by its name, such as <c>RateLimit</c>, what may be written elsewhere.</param>
    /// <exception cref="StartFailure">An option cannot be understood.</exception>
    public ResponderOptions Read(ParseResult parsed, ResponderOptions defaults, Func<string, string?> find)
    {
        var given = new Dictionary<string, List<string>>();
        foreach (var option in _options)
        {
            if (parsed.GetValue(option) is { Length: > 0 } written) given[option.Name] = [.. written];
            else if (find(Setting(option.Name)) is { } elsewhere) given[option.Name] = [elsewhere];
        }

        return ResponderArguments.TryRead(given, defaults, out var options, out var problem) ? options : throw new StartFailure(problem);
    }

    private static Option<string[]> Make(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    // --rate-limit is RateLimit.
    private static string Setting(string option) =>
        string.Concat(option.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
