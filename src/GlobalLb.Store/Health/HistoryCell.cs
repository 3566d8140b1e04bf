namespace GlobalLb.Store.Health;

/// <summary>What stands in one column of one row: nothing, a text, a number, yes or no, a time, several texts, or JSON.</summary>
internal readonly struct HistoryCell
{
    private HistoryCell(CellKind kind, object? reference = null, long whole = 0, double real = 0, DateTimeOffset time = default) =>
        (Kind, Reference, Whole, Real, Time) = (kind, reference, whole, real, time);

    public CellKind Kind { get; }

    public object? Reference { get; }

    public long Whole { get; }

    public double Real { get; }

    public DateTimeOffset Time { get; }

    public static implicit operator HistoryCell(string? text) => text is null ? default : new(CellKind.Text, text);

    public static implicit operator HistoryCell(long number) => new(CellKind.Whole, whole: number);

    public static implicit operator HistoryCell(double? number) => number is { } real ? new(CellKind.Real, real: real) : default;

    public static implicit operator HistoryCell(bool isTrue) => new(CellKind.Truth, whole: isTrue ? 1 : 0);

    public static implicit operator HistoryCell(DateTimeOffset? time) => time is { } at ? new(CellKind.Time, time: at) : default;

    public static HistoryCell List(IEnumerable<string> texts) => new(CellKind.List, texts);

    public static HistoryCell Json(string? json) => json is null ? default : new(CellKind.Json, json);

    internal enum CellKind
    {
        Nothing,
        Text,
        Whole,
        Real,
        Truth,
        Time,
        List,
        Json,
    }
}
