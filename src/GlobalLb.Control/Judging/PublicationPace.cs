namespace GlobalLb.Control.Judging;

/// <summary>
/// How fast tables may follow each other: one per second, of which five may be saved up, a tenth of a second apart at least. So the
/// changes of one failure reach the edges at once, and a storm of them does not keep the edges folding.
/// </summary>
internal sealed class PublicationPace(TimeProvider time)
{
    private const double Most = 5;
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);

    private double _saved = Most;
    private long? _spentAt;

    /// <summary>How long until the next one may go.</summary>
    public TimeSpan Until
    {
        get
        {
            if (_spentAt is not { } at) return TimeSpan.Zero;
            var elapsed = time.GetElapsedTime(at);
            var wait = TimeSpan.FromSeconds(Math.Max(0, 1 - _saved));
            if (wait < Gap) wait = Gap;
            return elapsed < wait ? wait - elapsed : TimeSpan.Zero;
        }
    }

    /// <summary>One goes.</summary>
    public void Spend()
    {
        if (_spentAt is { } at) _saved = Math.Min(Most, _saved + time.GetElapsedTime(at).TotalSeconds);
        _saved = Math.Max(0, _saved - 1);
        _spentAt = time.GetTimestamp();
    }
}
