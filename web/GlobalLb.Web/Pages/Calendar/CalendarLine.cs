using System.Collections.Immutable;
using System.Globalization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Web.Parts;

namespace GlobalLb.Web.Pages.Calendar;

/// <summary>A maintenance as the calendar lists it.</summary>
/// <param name="Written">What is written.</param>
/// <param name="Zone">The time zone it is told in: its own.</param>
/// <param name="Next">The time that is on, or comes next; null: it is over for good.</param>
/// <param name="Endpoints">How many endpoints it drains.</param>
internal sealed record CalendarLine(Maintenance Written, TimeZoneInfo Zone, MaintenanceTime? Next, int Endpoints)
{
    private const string Moment = "ddd yyyy-MM-dd HH:mm";

    /// <summary>What it is about.</summary>
    public string About => string.Join("; ", new[] { Said("regions", Written.Regions), Said("pools", Written.Pools), Said("endpoints", Written.Endpoints) }.Where(said => said.Length > 0));

    /// <summary>When it comes, in words.</summary>
    public string Comes => Written.FromTime is { } from
        ? $"{(Written.Days.Length == 7 ? "every day" : string.Join(", ", Written.Days.Order()))} {from:HH:mm}–{Written.ToTime:HH:mm} {Written.Zone}{Lead}"
        : $"once{Lead}";

    private string Lead => Written.LeadSeconds > 0 ? $", drained {Times.Length(TimeSpan.FromSeconds(Written.LeadSeconds))} before" : "";

    /// <summary>All of a configuration: what is on first, then what comes by its time, then what is over.</summary>
    public static ImmutableArray<CalendarLine> All(ConfigurationDocument document, DateTimeOffset now) =>
        [.. document.Maintenance.Select(each => new CalendarLine(each, ZoneOf(each), MaintenanceTime.Next(each, now), each.EndpointsIn(document).Count()))
            .OrderBy(line => line.State(now))
            .ThenBy(line => line.Next?.DrainsFrom)
            .ThenBy(line => line.Written.Name, StringComparer.Ordinal)];

    /// <summary>When one of them is to be told anew; null: never.</summary>
    public static DateTimeOffset? ChangesAt(IEnumerable<CalendarLine> lines, DateTimeOffset now) =>
        lines.SelectMany(line => new[] { line.Next?.DrainsFrom, line.Next?.From, line.Next?.To }).Where(moment => moment > now).Min();

    /// <summary>From when to when, on the clocks of a time zone.</summary>
    public static string Span(MaintenanceTime time, TimeZoneInfo zone)
    {
        var (from, to) = (TimeZoneInfo.ConvertTime(time.From, zone), TimeZoneInfo.ConvertTime(time.To, zone));
        return string.Create(CultureInfo.InvariantCulture, $"{from.ToString(Moment, CultureInfo.InvariantCulture)} – {to.ToString(from.Date == to.Date ? "HH:mm" : Moment, CultureInfo.InvariantCulture)} {zone.Id}");
    }

    public CalendarState State(DateTimeOffset now) => Next is not { } next ? CalendarState.Over : next.IsOn(now) ? CalendarState.On : CalendarState.Coming;

    /// <summary>Where it stands, in words.</summary>
    public string Word(DateTimeOffset now) => Next is not { } next ? "over"
        : !next.IsOn(now) ? $"in {Times.Length(next.DrainsFrom - now)}"
        : now < next.From ? $"drained, begins in {Times.Length(next.From - now)}"
        : $"on, {Times.Left(next.To - now)}";

    private static TimeZoneInfo ZoneOf(Maintenance each) => TimeZoneText.TryParse(each.Zone ?? MaintenanceForm.Utc, out var zone, out _) ? zone : TimeZoneInfo.Utc;

    private static string Said<TCode>(string what, ImmutableArray<TCode> codes)
        where TCode : struct, ICode<TCode> => codes.IsEmpty ? "" : $"{what} {CodeList.Write(codes)}";
}
