using System.Diagnostics.Metrics;

namespace GlobalLb.Edge;

/// <summary>All that an operator can measure of an edge's receiving; answering is measured by the meter of Dns.</summary>
public sealed class EdgeMetrics : IDisposable
{
    private readonly Meter _meter = new("GlobalLb.Edge");
    private readonly TimeProvider _time;
    private long _version, _refused, _unknown, _connectedAt, _placesBuilt, _placesRefused, _unconfirmed;
    private volatile bool _isConnected;

    /// <summary>Makes the instruments.</summary>
    /// <param name="time">Measures ages; never the wall clock.</param>
    public EdgeMetrics(TimeProvider time)
    {
        _time = time;
        _connectedAt = time.GetTimestamp();
        _meter.CreateObservableGauge("globallb.edge.configuration.version", () => Volatile.Read(ref _version), description: "The configuration answered from");
        _meter.CreateObservableGauge("globallb.edge.snapshot.age", () => SnapshotAge.TotalSeconds, "s", "Seconds since what is answered from was known to be the newest; 0 while the feed is connected");
        _meter.CreateObservableGauge("globallb.edge.feed.connected", () => FeedIsConnected ? 1 : 0, description: "1 while the feed is connected");
        _meter.CreateObservableCounter("globallb.edge.publications.refused", () => Volatile.Read(ref _refused), description: "Publications not taken: older, unreadable, or emptying");
        _meter.CreateObservableGauge("globallb.edge.places.built", () => Volatile.Read(ref _placesBuilt), "s", "When the file of places in use was made, the oldest of several, in seconds since 1970; 0: none is in use");
        _meter.CreateObservableCounter("globallb.edge.places.refused", () => Volatile.Read(ref _placesRefused), description: "Files of places not taken: missing, damaged, or of another kind");
        _meter.CreateObservableCounter("globallb.edge.publications.unknown", () => Unknown, description: "Publications of kinds that this edge does not know: its Control is newer");
        _meter.CreateObservableCounter("globallb.edge.confirmations.failed", () => Unconfirmed, description: "Confirmations of what was taken that did not reach Control; answering does not depend on them");
    }

    internal bool FeedIsConnected
    {
        get => _isConnected;
        set
        {
            if (_isConnected) Volatile.Write(ref _connectedAt, _time.GetTimestamp());
            _isConnected = value;
        }
    }

    // Not since the last publication: when nothing changes, none comes.
    internal TimeSpan SnapshotAge => _isConnected ? TimeSpan.Zero : _time.GetElapsedTime(Volatile.Read(ref _connectedAt));

    internal long Refused => Volatile.Read(ref _refused);

    internal long PlacesBuilt => Volatile.Read(ref _placesBuilt);

    internal long PlacesRefused => Volatile.Read(ref _placesRefused);

    internal long Unknown => Volatile.Read(ref _unknown);

    internal long Unconfirmed => Volatile.Read(ref _unconfirmed);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Took(long version) => Volatile.Write(ref _version, version);

    internal void TookPlaces(DateTimeOffset builtAt) => Volatile.Write(ref _placesBuilt, builtAt.ToUnixTimeSeconds());

    internal void CountPlacesRefused() => Interlocked.Increment(ref _placesRefused);

    internal void CountRefused() => Interlocked.Increment(ref _refused);

    internal void CountUnconfirmed() => Interlocked.Increment(ref _unconfirmed);

    internal void CountUnknown() => Interlocked.Increment(ref _unknown);
}
