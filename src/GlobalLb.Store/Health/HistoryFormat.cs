namespace GlobalLb.Store.Health;

/// <summary>How the history is exported.</summary>
public enum HistoryFormat
{
    /// <summary>Comma-separated values with a header row (RFC 4180), UTF-8.</summary>
    Csv,

    /// <summary>One JSON object with an array per kind: <c>transitions</c>, <c>rollUps</c>, <c>outcomes</c>, <c>incidents</c>.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}
