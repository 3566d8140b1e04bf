using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>Keeps the tables of history in shape: partitions ahead of time, and none for longer than they are kept.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="clock">Says what is over.</param>
public sealed class HistoryUpkeep(NpgsqlDataSource source, TimeProvider clock)
{
    // A batch is sent again within seconds, or when the Control that had it on disk starts again.
    private static readonly TimeSpan BatchesKept = TimeSpan.FromDays(3);

    /// <summary>Makes the partitions of today, the next two days, this month and the next, and drops what is kept no longer.</summary>
    /// <param name="retention">How long it is kept.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The names of the partitions dropped.</returns>
    /// <exception cref="NpgsqlException">The database is away, or somebody reads a partition for long: what was done before is done.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(HistoryRetention retention, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await HistoryPartitions.Outcomes.MakeAsync(connection, [now, now.AddDays(1), now.AddDays(2)], cancellation);
        await HistoryPartitions.RollUps.MakeAsync(connection, [now, now.AddMonths(1)], cancellation);
        await using (var forget = new NpgsqlCommand("DELETE FROM globallb.history_batches WHERE stored_at < $1", connection))
        {
            forget.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now - BatchesKept });
            await forget.ExecuteNonQueryAsync(cancellation);
        }

        return
        [
            .. await HistoryPartitions.Outcomes.DropAsync(connection, now.AddDays(-retention.OutcomesDays), cancellation),
            .. await HistoryPartitions.RollUps.DropAsync(connection, now.AddDays(-retention.RollUpsDays), cancellation),
        ];
    }
}
