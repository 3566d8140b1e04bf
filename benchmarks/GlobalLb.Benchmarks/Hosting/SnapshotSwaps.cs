using System.Collections.Frozen;
using GlobalLb.Benchmarks.Peers;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Benchmarks.Hosting;

/// <summary>The snapshot of a host, and others to swap it for; all of them answer every name.</summary>
internal sealed class SnapshotSwaps
{
    private readonly ConfigurationDocument _document;
    private readonly HealthTable _other;
    private readonly PlaceTable _places = new PlaceMap().ToTable();
    private readonly Snapshot[] _ready;
    private volatile Snapshot _current;
    private long _version = 2;

    /// <summary>Compiles a workload.</summary>
    public SnapshotSwaps(int steeredNames)
    {
        _document = EdgeFiles.Document(new Workload(steeredNames));
        // The first endpoint of every pool is down in the other: each of them takes part in the swap.
        _other = new HealthTable
        {
            Endpoints = _document.Pools.ToFrozenDictionary(pool => pool.Endpoints[0].Code, _ => new EndpointHealth(HealthState.Down, DateTimeOffset.UnixEpoch, "measured")),
        };
        _ready = [Compile(1, HealthTable.Empty), Compile(2, _other)];
        _current = _ready[0];
    }

    /// <summary>What is answered from.</summary>
    public Snapshot Current => _current;

    /// <summary>Swaps once.</summary>
    public void Swap(SwapKind kind) => _current = kind switch
    {
        SwapKind.Ready => ReferenceEquals(_current, _ready[0]) ? _ready[1] : _ready[0],
        SwapKind.Health => _current.With(ReferenceEquals(_current.Health, _other) ? HealthTable.Empty : _other, DateTimeOffset.UtcNow),
        SwapKind.Compiled => Compile(++_version, HealthTable.Empty),
        _ => _current,
    };

    private Snapshot Compile(long version, HealthTable health) => Snapshot.Compile(_document, version, health, DateTimeOffset.UtcNow, _places);
}
