using System.Collections.Immutable;

namespace GlobalLb.Store.Health;

/// <summary>One kind of row as it is exported.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="Name">What the array of its rows is called in JSON.</param>
/// <param name="Version">The version of the configuration that a row is of.</param>
/// <param name="Columns">Its columns, but for the hash of that version, which is always the last.</param>
internal sealed record HistoryTable<TRow>(
    string Name, Func<TRow, long> Version, ImmutableArray<(string Name, string Meaning, Func<TRow, HistoryCell> Value)> Columns)
{
    /// <summary>The columns as they are documented.</summary>
    public ImmutableArray<HistoryColumn> Described =>
        [.. Columns.Select(column => new HistoryColumn(column.Name, column.Meaning)), new(HistoryColumns.Hash, "SHA-256 of that version as it is stored, in hexadecimal")];
}
