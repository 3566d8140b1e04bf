using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Store.Configurations;

/// <summary>A snapshot made of what the store knows, to be asked questions.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Document">The configuration it was compiled from.</param>
/// <param name="Time">The moment it is of.</param>
public sealed record ArchivedSnapshot(Snapshot Snapshot, ConfigurationDocument Document, DateTimeOffset Time);
