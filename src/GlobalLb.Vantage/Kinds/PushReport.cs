namespace GlobalLb.Vantage.Kinds;

/// <summary>What an endpoint said of itself.</summary>
/// <param name="At">When, on the clock that only goes forward.</param>
/// <param name="IsWell">Whether it says that it is well.</param>
/// <param name="Note">What it says besides, for people; null: nothing.</param>
public sealed record PushReport(TimeSpan At, bool IsWell, string? Note);
