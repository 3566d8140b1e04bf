namespace GlobalLb.Vantage.Joining;

/// <summary>The schedule that is probed; written by <see cref="Joiner"/> alone.</summary>
internal sealed class ProbedVersion
{
    private volatile VantageSchedule? _value;

    /// <summary>The schedule; null before the first.</summary>
    public VantageSchedule? Value
    {
        get => _value;
        set => _value = value;
    }
}
