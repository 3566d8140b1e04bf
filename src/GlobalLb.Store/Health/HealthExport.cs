using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>Writes the history for spreadsheets and programs, row by row, however long it is.</summary>
/// <param name="history">The history.</param>
/// <param name="incidents">What it comes to.</param>
/// <param name="source">Where the versions of the configuration are.</param>
/// <remarks>
/// The columns are <see cref="HistoryColumns"/>; times are ISO 8601 with their offset from UTC, durations milliseconds, what is not known is empty (CSV) or null
/// (JSON). JSON has the members of the columns in camel case.
/// </remarks>
public sealed class HealthExport(HealthHistory history, IncidentHistory incidents, NpgsqlDataSource source)
{
    private const int RowsBetweenReports = 1000;

    /// <summary>Writes a range of the history; memory stays the same however many rows there are.</summary>
    /// <param name="kind">What.</param>
    /// <param name="format">How.</param>
    /// <param name="range">From when to when, and of what.</param>
    /// <param name="output">Where to; stays open. Only asynchronous writes are made.</param>
    /// <param name="rows">Told the number of rows written so far, now and then and at the end.</param>
    /// <param name="zone">The time zone that times are written in; null: UTC.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="ArgumentException">Both kinds were asked for in a format of one kind of row.</exception>
    public async Task<long> WriteAsync(
        HistoryKind kind,
        HistoryFormat format,
        HistoryRange range,
        Stream output,
        IProgress<long>? rows = null,
        TimeZoneInfo? zone = null,
        CancellationToken cancellation = default)
    {
        if (format != HistoryFormat.Json && kind == HistoryKind.Both)
            throw new ArgumentException("A file of CSV or JSON lines has one kind of row: export transitions or roll-ups, or both as JSON.", nameof(kind));
        await using var writer = new HistoryOutput(format, zone ?? TimeZoneInfo.Utc, output);
        var writing = new Writing(writer, new VersionHashes(source), rows, cancellation);
        if (kind is HistoryKind.Transitions or HistoryKind.Both) await writing.AddAsync(HistoryColumns.Transitions, history.TransitionsAsync(range, cancellation));
        if (kind is HistoryKind.RollUps or HistoryKind.Both) await writing.AddAsync(HistoryColumns.RollUps, history.RollUpsAsync(range, cancellation));
        if (kind == HistoryKind.Outcomes) await writing.AddAsync(HistoryColumns.Outcomes, history.OutcomesAsync(range, cancellation));
        if (kind == HistoryKind.Incidents) await writing.AddAsync(HistoryColumns.Incidents, incidents.ReadAsync(range, cancellation));
        await writer.EndAsync(cancellation);
        rows?.Report(writing.Count);
        return writing.Count;
    }

    /// <summary>About how many rows an export will have, as the database guesses without reading them; 0: nobody knows, as with incidents.</summary>
    /// <param name="kind">What.</param>
    /// <param name="range">From when to when, and of what.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<long> EstimateAsync(HistoryKind kind, HistoryRange range, CancellationToken cancellation = default) =>
        (kind is HistoryKind.Transitions or HistoryKind.Both ? await history.EstimateAsync(HealthHistory.TransitionsOfRange, range, cancellation) : 0)
        + (kind is HistoryKind.RollUps or HistoryKind.Both ? await history.EstimateAsync(HealthHistory.RollUpsOfRange, range, cancellation) : 0)
        + (kind == HistoryKind.Outcomes ? await history.EstimateAsync(HealthHistory.OutcomesOfRange, range, cancellation) : 0);

    private sealed class Writing(HistoryOutput writer, VersionHashes hashes, IProgress<long>? rows, CancellationToken cancellation)
    {
        public long Count { get; private set; }

        public async Task AddAsync<TRow>(HistoryTable<TRow> table, IAsyncEnumerable<TRow> source)
        {
            writer.BeginTable(table);
            await foreach (var row in source)
            {
                await writer.WriteAsync(table, row, await hashes.FindAsync(table.Version(row), cancellation), cancellation);
                if (++Count % RowsBetweenReports == 0) rows?.Report(Count);
            }

            writer.EndTable();
        }
    }
}
