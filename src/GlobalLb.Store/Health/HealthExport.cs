using System.Text;
using System.Text.Json;

namespace GlobalLb.Store.Health;

/// <summary>Writes the history for spreadsheets and programs, row by row, however long it is.</summary>
/// <param name="history">The history.</param>
/// <remarks>
/// CSV has these columns, times in UTC (ISO 8601), health as unknown, up or down, durations in milliseconds and empty when no probe passed:
/// <c>id,at,endpoint,pool,region,from,to,reason,vantage,configuration_version</c> for transitions and
/// <c>minute,endpoint,vantage,probes,failures,p50_ms,p95_ms,max_ms</c> for roll-ups. JSON has the same members in camel case.
/// </remarks>
public sealed class HealthExport(HealthHistory history)
{
    private const int RowsBetweenReports = 1000;

    /// <summary>Writes a range of the history; memory stays the same however many rows there are.</summary>
    /// <param name="kind">What.</param>
    /// <param name="format">How.</param>
    /// <param name="range">From when to when, and of what.</param>
    /// <param name="output">Where to; stays open. Only asynchronous writes are made.</param>
    /// <param name="rows">Told the number of rows written so far, now and then and at the end.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    /// <exception cref="ArgumentException">Both kinds were asked for as CSV.</exception>
    public async Task WriteAsync(
        HistoryKind kind,
        HistoryFormat format,
        HistoryRange range,
        Stream output,
        IProgress<long>? rows = null,
        CancellationToken cancellation = default)
    {
        if (format == HistoryFormat.Csv && kind == HistoryKind.Both)
            throw new ArgumentException("A CSV file has one kind of row: export transitions or roll-ups, or both as JSON.", nameof(kind));
        var written = format == HistoryFormat.Csv
            ? await WriteCsvAsync(kind, range, output, rows, cancellation)
            : await WriteJsonAsync(kind, range, output, rows, cancellation);
        rows?.Report(written);
    }

    private async Task<long> WriteCsvAsync(
        HistoryKind kind, HistoryRange range, Stream output, IProgress<long>? rows, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 16 * 1024, leaveOpen: true);
        return kind == HistoryKind.Transitions
            ? await WriteCsvAsync(writer, CsvRows.TransitionHeader, history.TransitionsAsync(range, cancellation), CsvRows.Append, rows, cancellation)
            : await WriteCsvAsync(writer, CsvRows.RollUpHeader, history.RollUpsAsync(range, cancellation), CsvRows.Append, rows, cancellation);
    }

    private static async Task<long> WriteCsvAsync<TRow>(
        StreamWriter writer,
        string header,
        IAsyncEnumerable<TRow> source,
        Action<StringBuilder, TRow> append,
        IProgress<long>? rows,
        CancellationToken cancellation)
    {
        var line = new StringBuilder(header);
        var count = 0L;
        await writer.WriteAsync(line, cancellation);
        await foreach (var row in source.WithCancellation(cancellation))
        {
            append(line.Clear(), row);
            await writer.WriteAsync(line, cancellation);
            if (++count % RowsBetweenReports == 0) rows?.Report(count);
        }

        await writer.FlushAsync(cancellation);
        return count;
    }

    private async Task<long> WriteJsonAsync(
        HistoryKind kind, HistoryRange range, Stream output, IProgress<long>? rows, CancellationToken cancellation)
    {
        await using var writer = new Utf8JsonWriter(output);
        var count = 0L;
        writer.WriteStartObject();
        if (kind != HistoryKind.RollUps)
            count += await WriteJsonAsync(writer, "transitions", history.TransitionsAsync(range, cancellation), JsonRows.Write, rows, count, cancellation);
        if (kind != HistoryKind.Transitions)
            count += await WriteJsonAsync(writer, "rollUps", history.RollUpsAsync(range, cancellation), JsonRows.Write, rows, count, cancellation);
        writer.WriteEndObject();
        await writer.FlushAsync(cancellation);
        return count;
    }

    private static async Task<long> WriteJsonAsync<TRow>(
        Utf8JsonWriter writer,
        string name,
        IAsyncEnumerable<TRow> source,
        Action<Utf8JsonWriter, TRow> write,
        IProgress<long>? rows,
        long before,
        CancellationToken cancellation)
    {
        var count = 0L;
        writer.WriteStartArray(name);
        await foreach (var row in source.WithCancellation(cancellation))
        {
            write(writer, row);
            if (writer.BytesPending > 16 * 1024) await writer.FlushAsync(cancellation);
            if (++count % RowsBetweenReports == 0) rows?.Report(before + count);
        }

        writer.WriteEndArray();
        return count;
    }
}
