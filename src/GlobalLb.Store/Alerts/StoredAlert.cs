namespace GlobalLb.Store.Alerts;

/// <summary>A message to one receiver, and what became of it.</summary>
/// <param name="Id">What a receiver knows it by when it comes twice.</param>
/// <param name="Receiver">The receiver's name.</param>
/// <param name="At">When it was made.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="IsTest">Whether somebody only wanted to see whether it arrives.</param>
/// <param name="Title">What it says, in a line.</param>
/// <param name="Content">All of it, as JSON; null: not made yet.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Trouble">What went wrong last; null: nothing.</param>
/// <param name="EndedAt">When it arrived or was given up; null: not yet.</param>
public sealed record StoredAlert(
    Guid Id, string Receiver, DateTimeOffset At, AlertFate Fate, bool IsTest, string Title, string? Content, int Attempts = 0, string? Trouble = null, DateTimeOffset? EndedAt = null);
