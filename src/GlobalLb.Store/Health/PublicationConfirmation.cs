namespace GlobalLb.Store.Health;

/// <summary>How a health publication that changed something reached the edges that followed when it was made.</summary>
/// <param name="PublishedAt">When it was made.</param>
/// <param name="Term">The leadership that made it.</param>
/// <param name="Sequence">Its number within that.</param>
/// <param name="Confirmed">How many edges said that they answer from it.</param>
/// <param name="Milliseconds">How long the last of these took; null: none said so.</param>
/// <param name="Late">Those that follow and did not say so within 15 seconds.</param>
/// <param name="Gone">Those that left before they said so.</param>
/// <param name="Unnamed">How many edges followed that are too old to say anything.</param>
public sealed record PublicationConfirmation(
    DateTimeOffset PublishedAt, long Term, long Sequence, int Confirmed, double? Milliseconds, IReadOnlyList<string> Late, IReadOnlyList<string> Gone, int Unnamed);
