using System.Globalization;

namespace GlobalLb.EndToEnd.Tests.Detecting;

/// <summary>How long something took, again and again.</summary>
internal sealed class Durations(IEnumerable<TimeSpan> all)
{
    private readonly List<double> _sorted = [.. all.Select(each => each.TotalSeconds).Order()];

    public TimeSpan Most => TimeSpan.FromSeconds(_sorted[^1]);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"p50 {Percentile(0.5):0.000} s, p90 {Percentile(0.9):0.000} s, p99 {Percentile(0.99):0.000} s, most {_sorted[^1]:0.000} s of {_sorted.Count}");

    private double Percentile(double share) => _sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Count) - 1)];
}
