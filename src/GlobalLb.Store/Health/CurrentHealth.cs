using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>What is believed of all endpoints now, for pages and for a warm start.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="contexts">Where contexts come from.</param>
/// <param name="log">Says when the database is lost and found.</param>
public sealed class CurrentHealth(
    NpgsqlDataSource source, IDbContextFactory<GlobalLbContext> contexts, ILogger<CurrentHealth> log)
{
    /// <summary>The newest view; <see cref="HealthView.Unreachable"/>, not a throw, when the database is away.</summary>
    public Task<HealthView> ReadAsync(CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{source}{contexts}{log}");

    /// <summary>
    /// The newest view, then every newer newest, at most two in a second. All followers share one connection. A lost database
    /// is a view that says so; it ends only by <paramref name="cancellation"/>, which it throws.
    /// </summary>
    public IAsyncEnumerable<HealthView> FollowAsync(CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{source}{contexts}{log}");
}
