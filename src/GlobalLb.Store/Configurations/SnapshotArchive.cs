using System.Collections.Frozen;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Aliases;
using GlobalLb.Store.Health;

namespace GlobalLb.Store.Configurations;

/// <summary>Makes the snapshots that edges answer from now, or did at some moment.</summary>
/// <param name="versions">Reads the configurations.</param>
/// <param name="current">What is believed now.</param>
/// <param name="history">What was believed.</param>
/// <param name="aliases">What the targets of aliases have; what they had is not kept, so that it stands for the past as well.</param>
/// <param name="clock">Says what now is.</param>
public sealed class SnapshotArchive(ConfigurationVersions versions, CurrentHealth current, HealthHistory history, LastGoodAliases aliases, TimeProvider clock)
{
    /// <summary>
    /// The snapshot of a moment: of what was published then, and where that was not noted, of what was believed. What an edge held back is
    /// not known to the store.
    /// </summary>
    /// <param name="moment">Which.</param>
    /// <param name="places">Where addresses are that the configuration says nothing of; null: nowhere known.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null when there is no such version, or nothing was written by then.</returns>
    /// <exception cref="InvalidOperationException">It has more of something than a snapshot can hold.</exception>
    public async Task<ArchivedSnapshot?> FindAsync(SnapshotMoment moment, PlaceTable? places = null, CancellationToken cancellation = default)
    {
        var version = moment.Version is { } wanted ? await versions.FindAsync(wanted, cancellation)
            : moment.Time is { } at ? await versions.AtAsync(at, cancellation)
            : await versions.NewestAsync(cancellation);
        if (version is null) return null;
        var time = moment.Time ?? clock.GetUtcNow();
        if (moment.Time is not { } past) return await CompileAsync(version, Table(await current.ReadAsync(cancellation)), time, places, cancellation);
        var believed = await history.BeliefsAtAsync(past, cancellation);
        var published = await history.PublishedAtAsync(past, cancellation);
        var table = published with
        {
            Endpoints = believed.Values.Select(row => KeyValuePair.Create(row.Endpoint, new EndpointHealth(row.To, row.At, row.Reason)))
                .Where(pair => !published.Endpoints.ContainsKey(pair.Key)).Concat(published.Endpoints).ToFrozenDictionary(),
        };
        return (await CompileAsync(version, table, time, places, cancellation)) with
        {
            Beliefs =
            [
                .. version.Document.Pools.SelectMany(pool => pool.Endpoints.Select(endpoint => (pool, endpoint)))
                    .Where(each => believed.ContainsKey(each.endpoint.Code))
                    .Select(each => Belief(each.pool.Code, believed[each.endpoint.Code], table)),
            ],
        };
    }

    /// <summary>A snapshot with what the targets of its aliases have, as far as the database is there to tell.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Snapshot> WithAliasesAsync(Snapshot snapshot, CancellationToken cancellation = default)
    {
        if (snapshot.FlattenedNames.IsEmpty) return snapshot;
        try
        {
            return snapshot.With(await aliases.ReadAsync(cancellation));
        }
        catch (Exception failure) when (Absence.Explains(failure))
        {
            return snapshot;
        }
    }

    private async Task<ArchivedSnapshot> CompileAsync(ConfigurationVersion version, HealthTable health, DateTimeOffset time, PlaceTable? places, CancellationToken cancellation) =>
        new(await WithAliasesAsync(Snapshot.Compile(version.Document, version.Version, health, time, places), cancellation), version.Document, time);

    private static PastBelief Belief(PoolCode pool, Transition last, HealthTable table) =>
        new(last.Endpoint, pool, last.To, last.At, last.Reason, last.Vantage, last.Probe, last.Votes, table[last.Endpoint]);

    private static HealthTable Table(HealthView view) => new()
    {
        Held = view.Held,
        Regional = view.Regional,
        Endpoints = view.Endpoints.Values.ToFrozenDictionary(belief => belief.Endpoint, belief => new EndpointHealth(belief.Health, belief.Since, belief.Reason)),
    };
}
