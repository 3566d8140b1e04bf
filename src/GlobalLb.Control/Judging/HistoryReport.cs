namespace GlobalLb.Control.Judging;

/// <summary>That something was published, for those who look at Control's state now.</summary>
/// <param name="Held">Why the table is held back; null: it is not.</param>
internal sealed record HistoryReport(string? Held);
