using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Store.Health;

/// <summary>
/// Works out which part of the clients an incident sent elsewhere: what was published just before it, and the same without the endpoints
/// whose falls were published, asked through the evaluator that answers. What happened elsewhere meanwhile does not count.
/// </summary>
internal sealed class IncidentClients(HealthHistory history)
{
    // Pages ask for the same incidents again and again.
    private const int MostRemembered = 1000;

    private readonly ConcurrentDictionary<(long Incident, long Version, int Withdrawn), ImmutableArray<NameMoved>> _known = [];
    private volatile Snapshot? _compiled;

    public async Task<ImmutableArray<NameMoved>> FindAsync(Incident incident, DateTimeOffset publishedAt, IReadOnlySet<EndpointCode> withdrawn, ConfigurationVersion version, IReadOnlySet<DomainName> names, CancellationToken cancellation)
    {
        var key = (incident.Id, version.Version, withdrawn.Count);
        if (_known.TryGetValue(key, out var known)) return known;
        var table = await history.PublishedAtAsync(publishedAt.AddMicroseconds(-1), cancellation);

        // What fell was up until then, as far as anybody knew.
        var up = new HealthTable
        {
            Endpoints = table.Endpoints.Where(pair => !withdrawn.Contains(pair.Key))
                .Concat(withdrawn.Select(code => KeyValuePair.Create(code, new EndpointHealth(HealthState.Up, publishedAt, "")))).ToFrozenDictionary(),
        };
        var compiled = _compiled is { } last && last.Version == version.Version ? last : Snapshot.Compile(version.Document, version.Version, up, publishedAt);
        _compiled = compiled;
        var before = compiled.With(up, publishedAt);
        var moved = MovedClients.Of(before, before.WithFault(endpoint => withdrawn.Contains(endpoint.Code)), version.Document, names);
        if (_known.Count >= MostRemembered) _known.Clear();
        return _known[key] = moved;
    }
}
