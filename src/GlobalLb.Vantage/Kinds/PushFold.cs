using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Kinds;

/// <summary>What the last report of an endpoint means now. A pure function.</summary>
public static class PushFold
{
    /// <summary>Judges.</summary>
    /// <param name="last">The last report since this vantage began; null: there was none.</param>
    /// <param name="now">The time on the clock of the reports.</param>
    /// <param name="push">How long reports hold.</param>
    public static (bool Passed, string Reason) Judge(PushReport? last, TimeSpan now, ProbePush push)
    {
        if (last is null) return (false, "has not reported");
        var age = now - last.At;
        if (age > TimeSpan.FromSeconds(push.ExpiresSeconds)) return (false, $"its last report is {Math.Floor(age.TotalSeconds)} s old");
        var note = last.Note is { Length: > 0 } text ? $": {text}" : "";
        return (last.IsWell, last.IsWell ? $"reports that it is well{note}" : $"reports that it is sick{note}");
    }
}
