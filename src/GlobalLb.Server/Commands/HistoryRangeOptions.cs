using System.CommandLine;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Health;

namespace GlobalLb.Server.Commands;

/// <summary>Which part of history a command is about; the same options everywhere.</summary>
internal sealed class HistoryRangeOptions
{
    private readonly Option<string> _from = new("--from") { Description = "The first moment: 2026-11-01, 2026-11-01T12:30 or 2026-11-01T12:30:00Z (a day ago)", HelpName = "time" };
    private readonly Option<string> _to = new("--to") { Description = "The first moment no longer wanted (now)", HelpName = "time" };
    private readonly Option<string?> _region = new("--region") { Description = "Only this region", HelpName = "code" };
    private readonly Option<string?> _pool = new("--pool") { Description = "Only this pool", HelpName = "code" };
    private readonly Option<string?> _endpoint = new("--endpoint") { Description = "Only this endpoint", HelpName = "code" };
    private readonly Option<string?> _zone = new("--zone") { Description = "The time zone of --from and --to without an offset, and of times in files: Europe/Berlin (UTC)", HelpName = "name" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _from, _to, _region, _pool, _endpoint, _zone }) command.Options.Add(option);
    }

    /// <exception cref="NotFoundException">It cannot be understood.</exception>
    public (HistoryRange Range, TimeZoneInfo Zone) Read(ParseResult parsed, string? vantage = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var zone = TimeZoneInfo.Utc;
        if (parsed.GetValue(_zone) is { } named && !TimeZoneText.TryParse(named, out zone, out var problem)) throw new NotFoundException(problem);
        var range = new HistoryRange(
            Read(parsed.GetValue(_from), zone, now.AddDays(-1)),
            Read(parsed.GetValue(_to), zone, now),
            parsed.GetValue(_region) is { } code ? new RegionCode(code) : null,
            parsed.GetValue(_endpoint) is { } one ? new EndpointCode(one) : null,
            parsed.GetValue(_pool) is { } standIns ? new PoolCode(standIns) : null,
            vantage);
        return range.From < range.To ? (range, zone) : throw new NotFoundException($"--from {range.From:u} is not before --to {range.To:u}");
    }

    private static DateTimeOffset Read(string? text, TimeZoneInfo zone, DateTimeOffset otherwise)
    {
        if (text is null) return otherwise;
        return HistoryMoment.TryParse(text, zone, out var time) ? time : throw new NotFoundException($"'{text}' is no time; write one such as 2026-11-01 or 2026-11-01T12:30:00Z");
    }
}
