using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Dns.Names;
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

    private readonly ConcurrentDictionary<(long Incident, long Version, string Lost), ImmutableArray<NameMoved>> _known = [];

    /// <summary>Begins a reading of incidents.</summary>
    public Reading Begin() => new(this, history);

    private void Remember((long Incident, long Version, string Lost) key, ImmutableArray<NameMoved> moved)
    {
        if (_known.Count >= MostRemembered) _known.Clear();
        _known[key] = moved;
    }

    /// <summary>What one reading needs of a version is made once, and forgotten with it. For one caller at a time.</summary>
    internal sealed class Reading(IncidentClients clients, HealthHistory history)
    {
        // What is more is not worked out: whoever reads a year of incidents wants it today.
        private const int MostIncidents = 500;
        private const long MostPairs = 1_000_000;

        private (Snapshot Snapshot, ImmutableArray<ClientPlace> Places)? _compiled;
        private int _worked;

        /// <summary>Works it out, unless that is known.</summary>
        /// <param name="incident">The incident; some fall of it was published.</param>
        /// <param name="publishedAt">When the first was.</param>
        /// <param name="version">The configuration when it began.</param>
        /// <param name="names">The steered names whose clients are asked about.</param>
        /// <param name="cancellation">Gives up.</param>
        /// <returns>Empty: it is too much.</returns>
        public async Task<ImmutableArray<NameMoved>> FindAsync(Incident incident, DateTimeOffset publishedAt, ConfigurationVersion version, IReadOnlySet<DomainName> names, CancellationToken cancellation)
        {
            // By what it is asked with: with another filter the same incident has lost something else.
            var key = (incident.Id, version.Version, $"{publishedAt.UtcTicks} {string.Join(' ', incident.Withdrawn)}; {string.Join(' ', incident.Pools)}");
            if (clients._known.TryGetValue(key, out var known)) return known;
            if (_worked++ >= MostIncidents) return [];

            var withdrawn = incident.Withdrawn.ToHashSet();
            var table = await history.PublishedAtAsync(publishedAt.AddMicroseconds(-1), cancellation);

            // What fell was up until then, as far as anybody knew.
            var up = new HealthTable
            {
                Endpoints = table.Endpoints.Where(pair => !withdrawn.Contains(pair.Key))
                    .Concat(withdrawn.Select(code => KeyValuePair.Create(code, new EndpointHealth(HealthState.Up, publishedAt, "")))).ToFrozenDictionary(),
            };
            var (snapshot, places) = Compile(version, up, publishedAt);
            var before = snapshot.With(up, publishedAt);
            var moved = (long)names.Count * places.Length > MostPairs ? [] : MovedClients.Of(before, before.WithFault(endpoint => withdrawn.Contains(endpoint.Code)), places, names);
            clients.Remember(key, moved);
            return moved;
        }

        private (Snapshot Snapshot, ImmutableArray<ClientPlace> Places) Compile(ConfigurationVersion version, HealthTable health, DateTimeOffset at)
        {
            if (_compiled is { } known && known.Snapshot.Version == version.Version) return known;
            var snapshot = Snapshot.Compile(version.Document, version.Version, health, at);
            var made = (snapshot, ClientPlace.AllOf(version.Document, snapshot));
            _compiled = made;
            return made;
        }
    }
}
