using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Explaining;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Health;

namespace GlobalLb.Store.Configurations;

/// <summary>A snapshot made of what the store knows, to be asked questions.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Document">The configuration it was compiled from.</param>
/// <param name="Time">The moment it is of.</param>
public sealed record ArchivedSnapshot(Snapshot Snapshot, ConfigurationDocument Document, DateTimeOffset Time)
{
    /// <summary>What was believed at that moment of the endpoints that were ever probed; empty when it is of now.</summary>
    public ImmutableArray<PastBelief> Beliefs { get; init; } = [];

    /// <summary>What was believed then of the endpoints that an answer could have been made of; null when it is of now.</summary>
    /// <param name="explained">How the answer came about.</param>
    public PastHealth? HealthBehind(AnswerExplanation explained)
    {
        if (Beliefs.IsEmpty) return null;
        var asked = explained.Path.Select(step => step.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var pools = Document.Zones.SelectMany(zone => zone.SteeredNames).Where(name => asked.Contains($"{name.Name}"))
            .SelectMany(name => Document.NodesOf(name.Policy)).OfType<PoolNode>().Select(node => node.Pool).ToHashSet();
        return new PastHealth(Time, Snapshot.Health.Held, [.. Beliefs.Where(belief => pools.Contains(belief.Pool))]);
    }
}
