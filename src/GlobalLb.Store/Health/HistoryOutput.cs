using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GlobalLb.Store.Health;

/// <summary>Rows as octets of one format, written whenever there are enough of them.</summary>
internal sealed class HistoryOutput(HistoryFormat format, TimeZoneInfo zone, Stream output) : IAsyncDisposable
{
    private const int Enough = 16 * 1024;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * Enough);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });
    private string[] _names = [];
    private bool _isFirstTable = true, _isFirstRow;

    /// <summary>Begins the rows of one kind.</summary>
    public void BeginTable<TRow>(HistoryTable<TRow> table)
    {
        var names = table.Described.Select(column => column.Name).ToList();
        _isFirstRow = true;
        if (format == HistoryFormat.Csv) Raw(string.Join(',', names) + "\r\n");
        if (format == HistoryFormat.Json) Raw($"{(_isFirstTable ? "{" : ",")}\"{table.Name}\":[");
        _isFirstTable = false;
        _names = [.. names.Select(Camel)];
    }

    /// <summary>Ends the rows of one kind.</summary>
    public void EndTable()
    {
        if (format == HistoryFormat.Json) Raw("]");
    }

    /// <summary>Ends the whole.</summary>
    public Task EndAsync(CancellationToken cancellation)
    {
        if (format == HistoryFormat.Json) Raw("}");
        return FlushAsync(1, cancellation);
    }

    /// <summary>Adds a row.</summary>
    public Task WriteAsync<TRow>(HistoryTable<TRow> table, TRow row, string? hash, CancellationToken cancellation)
    {
        if (format == HistoryFormat.Csv) WriteCsv(table, row, hash);
        else WriteJson(table, row, hash);
        return _buffer.WrittenCount >= Enough ? FlushAsync(Enough, cancellation) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _json.DisposeAsync();

    private async Task FlushAsync(int least, CancellationToken cancellation)
    {
        if (_buffer.WrittenCount < least) return;
        await output.WriteAsync(_buffer.WrittenMemory, cancellation);
        _buffer.ResetWrittenCount();
    }

    private void WriteCsv<TRow>(HistoryTable<TRow> table, TRow row, string? hash)
    {
        foreach (var column in table.Columns)
        {
            var cell = column.Value(row);
            switch (cell.Kind)
            {
                case HistoryCell.CellKind.Text:
                    Text((string)cell.Reference!);
                    break;
                case HistoryCell.CellKind.Json:
                    Quote((string)cell.Reference!);
                    break;
                case HistoryCell.CellKind.List:
                    Quote(string.Join(' ', (IEnumerable<string>)cell.Reference!));
                    break;
                case HistoryCell.CellKind.Whole:
                    Raw(cell.Whole.ToString(CultureInfo.InvariantCulture));
                    break;
                case HistoryCell.CellKind.Real:
                    Raw(cell.Real.ToString("0.###", CultureInfo.InvariantCulture));
                    break;
                case HistoryCell.CellKind.Truth:
                    Raw(cell.Whole == 1 ? "true" : "false");
                    break;
                case HistoryCell.CellKind.Time:
                    Raw(Time(cell.Time));
                    break;
            }

            Raw(",");
        }

        Raw(hash ?? "");
        Raw("\r\n");
    }

    private void WriteJson<TRow>(HistoryTable<TRow> table, TRow row, string? hash)
    {
        if (format == HistoryFormat.Json && !_isFirstRow) Raw(",");
        _isFirstRow = false;
        _json.Reset(_buffer);
        _json.WriteStartObject();
        for (var i = 0; i < table.Columns.Length; i++)
        {
            _json.WritePropertyName(_names[i]);
            var cell = table.Columns[i].Value(row);
            switch (cell.Kind)
            {
                case HistoryCell.CellKind.Text:
                    _json.WriteStringValue((string)cell.Reference!);
                    break;
                case HistoryCell.CellKind.Json:
                    _json.WriteRawValue((string)cell.Reference!, skipInputValidation: true);
                    break;
                case HistoryCell.CellKind.List:
                    _json.WriteStartArray();
                    foreach (var text in (IEnumerable<string>)cell.Reference!) _json.WriteStringValue(text);
                    _json.WriteEndArray();
                    break;
                case HistoryCell.CellKind.Whole:
                    _json.WriteNumberValue(cell.Whole);
                    break;
                case HistoryCell.CellKind.Real:
                    _json.WriteNumberValue(Math.Round(cell.Real, 3));
                    break;
                case HistoryCell.CellKind.Truth:
                    _json.WriteBooleanValue(cell.Whole == 1);
                    break;
                case HistoryCell.CellKind.Time:
                    _json.WriteStringValue(Time(cell.Time));
                    break;
                default:
                    _json.WriteNullValue();
                    break;
            }
        }

        _json.WriteString(_names[^1], hash);
        _json.WriteEndObject();
        _json.Flush();
        if (format == HistoryFormat.JsonLines) Raw("\n");
    }

    private string Time(DateTimeOffset time) => zone == TimeZoneInfo.Utc
        ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
        : TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    // A spreadsheet would run such a text as a formula, and what an endpoint answers can be in it.
    private void Text(string text) => Quote(text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text);

    private void Quote(string text) =>
        Raw(text.AsSpan().IndexOfAny(Quoted) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

    private void Raw(string text) => Encoding.UTF8.GetBytes(text, _buffer);

    private static string Camel(string name) =>
        string.Concat(name.Split('_').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
