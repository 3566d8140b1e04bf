namespace GlobalLb.Vantage.Joining;

/// <summary>Where Control serves vantages, and what its stream is made of.</summary>
public static class JoinPaths
{
    /// <summary>The event that holds a <see cref="VantageSchedule"/>.</summary>
    public const string ScheduleEvent = "schedule";

    /// <summary>The event that holds a <see cref="Heartbeat"/>.</summary>
    public const string HeartbeatEvent = "heartbeat";

    /// <summary>The stream of schedules, below the address of a Control.</summary>
    public static string Schedule(string vantage) => $"vantage/v1/{vantage}/schedule";

    /// <summary>Where outcomes go.</summary>
    public static string Outcomes(string vantage) => $"vantage/v1/{vantage}/outcomes";
}
