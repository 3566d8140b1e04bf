using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Kinds;

/// <summary>What the last report of an endpoint means now. A pure function.</summary>
public static class PushFold
{
    /// <summary>Judges.</summary>
    /// <param name="since">Since when this vantage waits for reports.</param>
    /// <param name="last">The last report since then; null: there was none.</param>
    /// <param name="now">The time on the clock of the reports.</param>
    /// <param name="push">How long reports hold.</param>
    /// <returns>Null: nothing yet, and it is too early to take that for silence.</returns>
    public static (bool Passed, string Reason)? Judge(TimeSpan since, PushReport? last, TimeSpan now, ProbePush push)
    {
        if (last is null) return now - since > TimeSpan.FromSeconds(push.ExpiresSeconds) ? (false, "has not reported") : null;
        var age = now - last.At;
        if (age > TimeSpan.FromSeconds(push.ExpiresSeconds)) return (false, $"its last report is {Math.Floor(age.TotalSeconds)} s old");
        var note = last.Note is { Length: > 0 } text ? $": {text}" : "";
        return (last.IsWell, last.IsWell ? $"reports that it is well{note}" : $"reports that it is sick{note}");
    }
}
