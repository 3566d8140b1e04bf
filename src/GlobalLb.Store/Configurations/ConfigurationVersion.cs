using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Configurations;

/// <summary>One version of the configuration, whole.</summary>
/// <param name="Version">1 and up, without gaps.</param>
/// <param name="Document">Everything the operator had written by then.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Comment">What the author said about it; may be empty.</param>
/// <param name="CreatedAt">When, by the clock of the program that stored it.</param>
public sealed record ConfigurationVersion(
    long Version, ConfigurationDocument Document, string Author, string Comment, DateTimeOffset CreatedAt);
