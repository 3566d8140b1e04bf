using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks what policy nodes say of time.</summary>
internal static class TimeChecks
{
    private const int LongestHold = 365 * 86_400;

    // Far enough from the ends of the calendar for every offset and step.
    private static readonly DateOnly First = new(1970, 1, 1), Last = new(9998, 12, 31);

    public static void Check(ScheduleNode schedule, string path, Problems problems)
    {
        if (!TimeZoneText.TryParse(schedule.Zone, out _, out var problem)) problems.Add($"{path}.zone", problem);
        problems.AddOutside(schedule.Windows.Length, 0, ScheduleNode.Most, $"{path}.windows", " windows");
        for (var i = 0; i < schedule.Windows.Length; i++)
        {
            var window = schedule.Windows[i];
            problems.AddUnless(!window.Days.IsDefaultOrEmpty, $"{path}.windows[{i}].days", "a window needs at least one day; leave the days out for every day");
            problems.AddDuplicates((window.Days.IsDefault ? [] : window.Days).Select(day => ConfigurationWords.Weekdays[(int)day]), $"{path}.windows[{i}].days", "day");
            AddUnlessMinutes(window.From, $"{path}.windows[{i}].from", problems);
            AddUnlessMinutes(window.To, $"{path}.windows[{i}].to", problems);
        }

        problems.AddOutside(schedule.Exceptions.Length, 0, ScheduleNode.Most, $"{path}.exceptions", " exceptions");
        for (var i = 0; i < schedule.Exceptions.Length; i++)
            problems.AddUnless(schedule.Exceptions[i].Date >= First && schedule.Exceptions[i].Date <= Last, $"{path}.exceptions[{i}].date", $"{schedule.Exceptions[i].Date:yyyy-MM-dd} is out of range; write {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}");
        problems.AddDuplicates(schedule.Exceptions.Select(exception => $"{exception.Date:yyyy-MM-dd}"), $"{path}.exceptions", "date");
    }

    public static void Check(RampNode ramp, string path, Problems problems)
    {
        problems.AddOutside(ramp.Steps.Length, 1, RampNode.Most, $"{path}.steps", " steps");
        for (var i = 0; i < ramp.Steps.Length; i++)
        {
            var step = ramp.Steps[i];
            problems.AddOutside(step.Share, 1, 100, $"{path}.steps[{i}].share", " percent");
            problems.AddOutside(step.Hold, 0, LongestHold, $"{path}.steps[{i}].hold", " seconds");
            if (i > 0)
                problems.AddUnless(step.Share > ramp.Steps[i - 1].Share, $"{path}.steps[{i}].share", $"{step.Share} % is not more than the {ramp.Steps[i - 1].Share} % of the step before; a ramp only goes up");
        }
    }

    public static void AddUnlessMinutes(TimeOnly time, string path, Problems problems) =>
        problems.AddUnless(time.Ticks % TimeSpan.TicksPerMinute == 0, path, $"{time:O} is no time in whole minutes; write one such as 08:30");
}
