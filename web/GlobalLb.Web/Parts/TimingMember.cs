using System.Globalization;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Parts;

/// <summary>One member of <see cref="ProbeTiming"/> as forms show it.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Label">What it is called on pages.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Unit">What stands behind its value, with a space before it.</param>
/// <param name="Read">What is written; null: nothing.</param>
/// <param name="Write">Writes, or takes out.</param>
/// <param name="Effective">What holds; null: no limit.</param>
internal sealed record TimingMember(
    string Name, string Label, string Hint, string Unit, Func<ProbeTiming, double?> Read, Func<ProbeTiming, double?, ProbeTiming> Write, Func<Timing, double?> Effective)
{
    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<TimingMember> All { get; } =
    [
        new("intervalSeconds", "Interval", "0.1 to 3600", " s", timing => timing.IntervalSeconds, (timing, value) => timing with { IntervalSeconds = value }, timing => timing.IntervalSeconds),
        new("timeoutSeconds", "Timeout", "0.05 to 60, at most the interval", " s", timing => timing.TimeoutSeconds, (timing, value) => timing with { TimeoutSeconds = value }, timing => timing.TimeoutSeconds),
        new("fall", "Fall", "Failures that make it down", "", timing => timing.Fall, (timing, value) => timing with { Fall = (int?)value }, timing => timing.Fall),
        new("rise", "Rise", "Passes in a row that make it up", "", timing => timing.Rise, (timing, value) => timing with { Rise = (int?)value }, timing => timing.Rise),
        new("failuresOf", "Failures among the last", "0: in a row", "", timing => timing.FailuresOf, (timing, value) => timing with { FailuresOf = (int?)value }, timing => timing.FailuresOf),
        new("recheckSeconds", "Re-check", "While undecided, 0.1 to 3600", " s", timing => timing.RecheckSeconds, (timing, value) => timing with { RecheckSeconds = value }, timing => timing.RecheckSeconds),
        new("downIntervalSeconds", "Interval while down", "The interval to 86400", " s", timing => timing.DownIntervalSeconds, (timing, value) => timing with { DownIntervalSeconds = value }, timing => timing.DownIntervalSeconds),
        new("certificateWarnDays", "Certificate warns", "With fewer days left", " days", timing => timing.CertificateWarnDays, (timing, value) => timing with { CertificateWarnDays = (int?)value }, timing => timing.CertificateWarnDays),
        new("certificateDownDays", "Certificate fails", "With fewer days left; 0: once it ended", " days", timing => timing.CertificateDownDays, (timing, value) => timing with { CertificateDownDays = (int?)value }, timing => timing.CertificateDownDays),
        new("mostLatencyMilliseconds", "Latency limit", "1 to 60000", " ms", timing => timing.MostLatencyMilliseconds, (timing, value) => timing with { MostLatencyMilliseconds = (int?)value }, timing => timing.MostLatencyMilliseconds),
    ];

    /// <summary>A value as people read it.</summary>
    public string Say(double? value) => value is { } number ? $"{Text(number)}{Unit}" : "no limit";

    /// <summary>A value as it is typed.</summary>
    public static string Text(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";
}
