using System.Diagnostics.Metrics;

namespace GlobalLb.Edge;

/// <summary>All that an operator can measure of an edge's receiving; answering is measured by the meter of Dns.</summary>
public sealed class EdgeMetrics : IDisposable
{
    private readonly Meter _meter = new("GlobalLb.Edge");
    private readonly TimeProvider _time;
    private long _version, _refused, _healthAt;

    /// <summary>Makes the instruments.</summary>
    /// <param name="time">Measures ages; never the wall clock.</param>
    public EdgeMetrics(TimeProvider time)
    {
        _time = time;
        _healthAt = time.GetTimestamp();
        _meter.CreateObservableGauge("globallb.edge.configuration.version", () => Volatile.Read(ref _version), description: "The configuration answered from");
        _meter.CreateObservableGauge("globallb.edge.snapshot.age", () => _time.GetElapsedTime(Volatile.Read(ref _healthAt)).TotalSeconds, "s", "Seconds since health was last heard of");
        _meter.CreateObservableGauge("globallb.edge.feed.connected", () => FeedIsConnected ? 1 : 0, description: "1 while the feed is connected");
        _meter.CreateObservableCounter("globallb.edge.publications.refused", () => Volatile.Read(ref _refused), description: "Publications not taken: older, unreadable, or emptying");
    }

    internal bool FeedIsConnected { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Took(long version, long at)
    {
        Volatile.Write(ref _version, version);
        TookHealth(at);
    }

    internal void TookHealth(long at) => Volatile.Write(ref _healthAt, at);

    internal void CountRefused() => Interlocked.Increment(ref _refused);
}
