using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Parts;

namespace GlobalLb.Web.Pages.Calendar;

/// <summary>A maintenance while it is typed.</summary>
public sealed class MaintenanceForm
{
    /// <summary>The zone that moments are shown in.</summary>
    public const string Utc = "UTC";

    /// <summary>What people call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether it comes every week.</summary>
    public bool IsWeekly { get; set; }

    /// <summary>The time zone of all times that are typed.</summary>
    public string Zone { get; set; } = Utc;

    /// <summary>When it begins, when it comes once.</summary>
    public DateTime? From { get; set; }

    /// <summary>When it is over.</summary>
    public DateTime? To { get; set; }

    /// <summary>The days on which it begins, when it comes every week.</summary>
    public HashSet<Weekday> Days { get; } = [.. Enum.GetValues<Weekday>()];

    /// <summary>When it begins on those days.</summary>
    public TimeOnly FromTime { get; set; } = new(2, 0);

    /// <summary>When it is over.</summary>
    public TimeOnly ToTime { get; set; } = new(4, 0);

    /// <summary>How many seconds before that clients are sent elsewhere.</summary>
    public int LeadSeconds { get; set; }

    /// <summary>Codes of regions, separated by commas.</summary>
    public string Regions { get; set; } = "";

    /// <summary>Codes of pools, separated by commas.</summary>
    public string Pools { get; set; } = "";

    /// <summary>Codes of endpoints, separated by commas.</summary>
    public string Endpoints { get; set; } = "";

    /// <summary>The maintenance as it is written; what is not edited here stays. Null: it is a new one.</summary>
    public Maintenance? Written { get; init; }

    /// <summary>Fills a form.</summary>
    public static MaintenanceForm Of(Maintenance maintenance)
    {
        var form = new MaintenanceForm
        {
            Name = maintenance.Name,
            IsWeekly = maintenance.From is null,
            Zone = maintenance.Zone ?? Utc,
            From = maintenance.From?.UtcDateTime,
            To = maintenance.To?.UtcDateTime,
            FromTime = maintenance.FromTime ?? default,
            ToTime = maintenance.ToTime ?? default,
            LeadSeconds = maintenance.LeadSeconds,
            Regions = CodeList.Write(maintenance.Regions),
            Pools = CodeList.Write(maintenance.Pools),
            Endpoints = CodeList.Write(maintenance.Endpoints),
            Written = maintenance,
        };
        form.Days.IntersectWith(maintenance.Days);
        return form;
    }

    /// <summary>A new one that begins at once and lasts an hour.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="what">What it is about, for its name.</param>
    public static MaintenanceForm StartingNow(DateTimeOffset now, string what)
    {
        var minute = new DateTime(now.UtcDateTime.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute);
        return new MaintenanceForm { Name = $"drain {what} {minute:yyyy-MM-dd HH:mm}".Replace("  ", " ", StringComparison.Ordinal), From = minute, To = minute.AddHours(1) };
    }

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public Maintenance Read(List<Problem> problems)
    {
        var known = TimeZoneText.TryParse(Zone.Trim(), out var zone, out var problem);
        if (!known) problems.Add(new Problem("zone", problem!));
        zone ??= TimeZoneInfo.Utc;
        return (Written ?? new Maintenance { Name = "" }) with
        {
            Name = Name.Trim(),
            From = IsWeekly ? null : ReadMoment(From, Written?.From, zone, "from", problems),
            To = IsWeekly ? null : ReadMoment(To, Written?.To, zone, "to", problems),
            Days = IsWeekly ? [.. Days.Order()] : new Maintenance { Name = "" }.Days,
            FromTime = IsWeekly ? FromTime : null,
            ToTime = IsWeekly ? ToTime : null,
            Zone = IsWeekly ? Zone.Trim() : null,
            LeadSeconds = LeadSeconds,
            Regions = CodeList.Read<RegionCode>(Regions),
            Pools = CodeList.Read<PoolCode>(Pools),
            Endpoints = CodeList.Read<EndpointCode>(Endpoints),
        };
    }

    // What was not changed stays as it was written, offset and fractions included.
    private static DateTimeOffset? ReadMoment(DateTime? typed, DateTimeOffset? written, TimeZoneInfo zone, string path, List<Problem> problems)
    {
        if (typed is not { } time)
        {
            problems.Add(new Problem(path, "write a date and a time"));
            return null;
        }

        if (zone.Id == Utc && typed == written?.UtcDateTime) return written;
        var shown = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
        if (!zone.IsInvalidTime(shown)) return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(shown, zone), TimeSpan.Zero);
        problems.Add(new Problem(path, $"clocks in {zone.Id} skip {shown:yyyy-MM-dd HH:mm}; write a time they show"));
        return null;
    }
}
