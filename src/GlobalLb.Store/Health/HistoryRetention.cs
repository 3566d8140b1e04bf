namespace GlobalLb.Store.Health;

/// <summary>How long history is kept. Transitions, and what was published, are kept for ever.</summary>
/// <param name="OutcomesDays">Days of raw outcomes, at least 1.</param>
/// <param name="RollUpsDays">Days of roll-ups, at least 1; they go month by month, when a whole month is older.</param>
public sealed record HistoryRetention(int OutcomesDays = 3, int RollUpsDays = 400);
