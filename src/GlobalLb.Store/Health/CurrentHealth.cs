using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>What is believed of all endpoints now, for pages and for a warm start.</summary>
public sealed class CurrentHealth
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource _source;
    private readonly IDbContextFactory<GlobalLbContext> _contexts;
    private readonly ILogger _log;
    private readonly SharedFollowing<HealthView> _following;

    /// <summary>Reads by these.</summary>
    /// <param name="source">Where connections come from.</param>
    /// <param name="contexts">Where contexts come from.</param>
    /// <param name="log">Says when the database is lost and found.</param>
    public CurrentHealth(NpgsqlDataSource source, IDbContextFactory<GlobalLbContext> contexts, ILogger<CurrentHealth> log)
    {
        _source = source;
        _contexts = contexts;
        _log = log;
        _following = new SharedFollowing<HealthView>(ListenAsync);
    }

    /// <summary>The newest view; <see cref="HealthView.Unreachable"/>, not a throw, when the database is away.</summary>
    public async Task<HealthView> ReadAsync(CancellationToken cancellation = default) =>
        await TryReadAsync(cancellation) ?? HealthView.Unreachable;

    /// <summary>
    /// The newest view, then every newer newest, at most two in a second. All followers share one connection. A lost database
    /// is a view that says so; it ends only by <paramref name="cancellation"/>, which it throws.
    /// </summary>
    public IAsyncEnumerable<HealthView> FollowAsync(CancellationToken cancellation = default) => _following.FollowAsync(cancellation);

    private async IAsyncEnumerable<HealthView> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var listener = new ChangeListener(_source, Channels.Health, Channels.Poll, _log);
        var last = HealthView.Unreachable;
        while (true)
        {
            var fresh = await listener.WaitAsync(cancellation) ? await TryReadAsync(cancellation) : null;
            last = fresh ?? last with { IsDatabaseReachable = false };
            yield return last;
            await Task.Delay(Rest, cancellation);
        }
    }

    private async Task<HealthView?> TryReadAsync(CancellationToken cancellation)
    {
        try
        {
            await using var context = await _contexts.CreateDbContextAsync(cancellation);
            var control = await context.ControlStates.AsNoTracking().SingleAsync(cancellation);
            var beliefs = await context.EndpointHealth.AsNoTracking()
                .Select(row => new EndpointBelief(row.Endpoint, row.Health, row.Since, row.Reason, row.Vantage))
                .ToListAsync(cancellation);
            return new HealthView(beliefs.ToFrozenDictionary(belief => belief.Endpoint), control.Held, control.PublishedAt, true)
            {
                Regional = await RegionalRows.ReadAsync(_source, null, cancellation),
            };
        }
        catch (Exception exception) when (Absence.Explains(exception))
        {
            return null;
        }
    }
}
