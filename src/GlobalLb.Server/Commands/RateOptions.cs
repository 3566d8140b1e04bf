using System.CommandLine;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Commands;

/// <summary>The options about how often a prefix is answered over UDP.</summary>
internal sealed class RateOptions
{
    private readonly Option<string?> _mode = new("--rate-limit")
    {
        Description = "What to do about prefixes that are above the rates: on (truncate or drop), dry-run (count), off",
        HelpName = "mode",
    };

    private readonly Option<string?> _rates = new("--rate-limit-rates")
    {
        Description = "Responses a second to a prefix: answers for one name, denials of one zone, errors, all together (200,50,10,1000)",
        HelpName = "rates",
    };

    private readonly Option<string[]> _allowed = new("--rate-limit-allow")
    {
        Description = "Prefixes with twenty times the rates, with commas between; may be repeated",
        HelpName = "prefixes",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _mode, _rates, _allowed }) command.Options.Add(option);
    }

    /// <summary>Reads what was written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="defaults">What counts where nothing was written.</param>
    /// <param name="find">Finds by its name what may be written elsewhere.</param>
    /// <exception cref="StartFailure">An option cannot be understood.</exception>
    public RateLimitOptions Read(ParseResult parsed, RateLimitOptions defaults, Func<string, string?> find)
    {
        var allowed = parsed.GetValue(_allowed) is { Length: > 0 } written ? string.Join(',', written) : find("RateLimitAllow");
        return RateLimitText.TryParse(parsed.GetValue(_mode) ?? find("RateLimit"), parsed.GetValue(_rates) ?? find("RateLimitRates"), allowed, defaults, out var options, out var problem)
            ? options
            : throw new StartFailure(problem);
    }
}
