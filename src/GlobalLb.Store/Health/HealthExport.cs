namespace GlobalLb.Store.Health;

/// <summary>Writes the history for spreadsheets and programs, row by row, however long it is.</summary>
/// <param name="history">The history.</param>
public sealed class HealthExport(HealthHistory history)
{
    /// <summary>Writes a range of the history; memory stays the same however many rows there are.</summary>
    /// <param name="kind">What.</param>
    /// <param name="format">How.</param>
    /// <param name="range">From when to when, and of what.</param>
    /// <param name="output">Where to; stays open. Only asynchronous writes are made.</param>
    /// <param name="rows">Told the number of rows written so far, now and then and at the end.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    /// <exception cref="ArgumentException">Both kinds were asked for as CSV.</exception>
    public Task WriteAsync(
        HistoryKind kind,
        HistoryFormat format,
        HistoryRange range,
        Stream output,
        IProgress<long>? rows = null,
        CancellationToken cancellation = default) => throw new NotImplementedException($"{history}");
}
