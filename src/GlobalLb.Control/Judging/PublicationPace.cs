namespace GlobalLb.Control.Judging;

/// <summary>
/// How fast tables may follow each other. A change of health goes at once, a tenth of a second after the last table at least; five such
/// tables may be saved up, and after these as many go per second as all edges can well take: ten while the table is small, one when it
/// is very large. What only changes what is said of endpoints waits until a second is over. So the changes of one failure reach the
/// edges at once, and a storm of them does not keep the edges folding.
/// </summary>
internal sealed class PublicationPace(TimeProvider time)
{
    private const double Most = 5;
    private const double EndpointsPerSecond = 50_000;
    private const double MostPerSecond = 10;
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100), Calm = TimeSpan.FromSeconds(1);

    private double _saved = Most;
    private long? _spentAt;

    /// <summary>How long until the next one may go.</summary>
    /// <param name="endpoints">How many endpoints the table has.</param>
    /// <param name="isUrgent">Whether health changes, and not only what is said of it.</param>
    public TimeSpan Until(int endpoints, bool isUrgent)
    {
        if (_spentAt is not { } at) return TimeSpan.Zero;
        var elapsed = time.GetElapsedTime(at);
        var wait = TimeSpan.FromSeconds(Math.Max(0, 1 - _saved) / PerSecond(endpoints));
        if (wait < Gap) wait = Gap;
        if (!isUrgent && wait < Calm) wait = Calm;
        return elapsed < wait ? wait - elapsed : TimeSpan.Zero;
    }

    /// <summary>One goes.</summary>
    /// <param name="endpoints">How many endpoints it has.</param>
    public void Spend(int endpoints)
    {
        if (_spentAt is { } at) _saved = Math.Min(Most, _saved + (time.GetElapsedTime(at).TotalSeconds * PerSecond(endpoints)));
        _saved = Math.Max(0, _saved - 1);
        _spentAt = time.GetTimestamp();
    }

    private static double PerSecond(int endpoints) => Math.Clamp(EndpointsPerSecond / Math.Max(1, endpoints), 1, MostPerSecond);
}
