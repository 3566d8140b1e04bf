using GlobalLb.Steering.Publications;
using GlobalLb.Store.Edges;

namespace GlobalLb.Control.Confirming;

/// <summary>What is known of one edge. For one caller at a time.</summary>
internal sealed class RegisteredEdge(string name)
{
    private static readonly TimeSpan ShortestCount = TimeSpan.FromSeconds(1);

    private string _address = "";
    private int _connections;
    private long _heardAt, _countedAt, _counted;
    private double? _rate;
    private DateTimeOffset? _seenAt, _behindSince;
    private Fence _wantedConfiguration, _wantedHealth;

    public string Name => name;

    public bool IsConnected => _connections > 0;

    /// <summary>Since when it is connected, or gone.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>What it said last; null: nothing yet.</summary>
    public Confirmation? Word { get; private set; }

    public void Connect(string address, DateTimeOffset now)
    {
        // One that comes back is noticed before the old connection is given up: it was never gone.
        if (_connections++ == 0) Since = now;
        _address = address;
    }

    public void Disconnect(DateTimeOffset now)
    {
        if (--_connections == 0) Since = now;
    }

    public void Hear(Confirmation word, long heardAt, DateTimeOffset now, TimeProvider time)
    {
        var counted = Word is null ? TimeSpan.Zero : time.GetElapsedTime(_countedAt, heardAt);
        if (Word is null || word.Responses < _counted || counted >= ShortestCount)
        {
            // Fewer than before: it began anew.
            _rate = counted >= ShortestCount && word.Responses >= _counted ? (word.Responses - _counted) / counted.TotalSeconds : null;
            (_countedAt, _counted) = (heardAt, word.Responses);
        }

        (Word, _heardAt, _seenAt) = (word, heardAt, now);
        if (_behindSince is not null && HasTaken(_wantedConfiguration, _wantedHealth)) _behindSince = null;
    }

    /// <summary>How long after a moment it had taken the health it said last; not less than nothing.</summary>
    public TimeSpan HealthTakenAfter(long moment, TimeProvider time)
    {
        var after = Word is { } word ? time.GetElapsedTime(moment, _heardAt) - word.HealthAge : TimeSpan.Zero;
        return after > TimeSpan.Zero ? after : TimeSpan.Zero;
    }

    /// <summary>Notices when it begins to lack what is published.</summary>
    public void Compare(Fence configuration, Fence health, DateTimeOffset now)
    {
        if (_behindSince is not null || HasTaken(configuration, health)) return;
        (_behindSince, _wantedConfiguration, _wantedHealth) = (now, configuration, health);
    }

    public KnownEdge ToKnown() => new(
        name,
        _address,
        Word?.Program ?? "",
        IsConnected,
        Since,
        _seenAt,
        Word?.Configuration.Order,
        Word is { } word && word.Health != default ? word.Health.Order : null,
        Word is { } last && last.Health != default ? _seenAt - last.HealthAge : null,
        _behindSince,
        _rate);

    private bool HasTaken(Fence configuration, Fence health) =>
        (configuration == default || Word?.Configuration.Reaches(configuration) == true) && (health == default || Word?.Health.Reaches(health) == true);
}
