using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Server.Declaring;

/// <summary>What going from one configuration to another does to the answers of steered names.</summary>
/// <param name="Moves">What becomes of clients at the names that are steered in both, as far as they are told one by one.</param>
/// <param name="Pairs">The number of pairs of steered name and client place.</param>
/// <param name="Come">Names that begin to be steered.</param>
/// <param name="Gone">Names that are no longer steered.</param>
internal sealed record AnswerEffect(ImmutableArray<Move> Moves, long Pairs, ImmutableArray<DomainName> Come, ImmutableArray<DomainName> Gone)
{
    /// <summary>Asks the evaluator that answers, with the same health before and after.</summary>
    /// <param name="before">What is answered now, and the configuration it is of.</param>
    /// <param name="after">What would be answered, and the configuration it is of.</param>
    public static AnswerEffect Between((Snapshot Snapshot, ConfigurationDocument Document) before, (Snapshot Snapshot, ConfigurationDocument Document) after)
    {
        // The places that make a difference in either.
        var both = after.Document with
        {
            Zones = [.. before.Document.Zones, .. after.Document.Zones],
            Places = [.. before.Document.Places, .. after.Document.Places],
            Policies = [.. before.Document.Policies, .. after.Document.Policies],
            Latencies = [.. before.Document.Latencies, .. after.Document.Latencies],
        };
        var comparison = Comparison.Of(before.Snapshot, after.Snapshot, ClientPlace.AllOf(both, after.Snapshot), after.Document.Regions);
        var old = before.Snapshot.SteeredNames.Select(name => name.Name).ToHashSet();
        var next = after.Snapshot.SteeredNames.Select(name => name.Name).ToHashSet();
        return new AnswerEffect(
            [.. comparison.Moves.Where(move => old.Contains(move.Name) && next.Contains(move.Name))],
            comparison.Pairs,
            [.. next.Except(old).Order()],
            [.. old.Except(next).Order()]);
    }
}
