namespace GlobalLb.Store.Configurations;

/// <summary>One version without its document, for lists.</summary>
/// <param name="Version">1 and up, without gaps.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Comment">What the author said about it; may be empty.</param>
/// <param name="CreatedAt">When, by the clock of the program that stored it.</param>
public sealed record VersionSummary(long Version, string Author, string Comment, DateTimeOffset CreatedAt);
