using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Server.Declaring;

/// <summary>What going from one configuration to another does to the answers of steered names.</summary>
/// <param name="Moves">One for every steered name of both and every client place of either, moved or not.</param>
/// <param name="Come">Names that begin to be steered.</param>
/// <param name="Gone">Names that are no longer steered.</param>
internal sealed record AnswerEffect(ImmutableArray<Move> Moves, ImmutableArray<DomainName> Come, ImmutableArray<DomainName> Gone)
{
    /// <summary>Asks the evaluator that answers, with the same health before and after.</summary>
    /// <param name="before">What is answered now, and the configuration it is of.</param>
    /// <param name="after">What would be answered, and the configuration it is of.</param>
    public static AnswerEffect Between((Snapshot Snapshot, ConfigurationDocument Document) before, (Snapshot Snapshot, ConfigurationDocument Document) after)
    {
        // The places that make a difference in either make the same list for both.
        var places = after.Document with
        {
            Zones = [.. before.Document.Zones, .. after.Document.Zones],
            Places = [.. before.Document.Places, .. after.Document.Places],
        };
        var old = Answers(before.Snapshot, places);
        var next = Answers(after.Snapshot, places);
        return new AnswerEffect(
            [.. next.Where(name => old.ContainsKey(name.Key)).SelectMany(name => name.Value.Zip(old[name.Key], (then, now) => then with { Before = now.Before, After = then.Before }))],
            [.. next.Keys.Except(old.Keys)],
            [.. old.Keys.Except(next.Keys)]);
    }

    private static Dictionary<DomainName, List<Move>> Answers(Snapshot snapshot, ConfigurationDocument places) =>
        Simulation.Play(snapshot, places, new Fault()).Moves.GroupBy(move => move.Name).ToDictionary(name => name.Key, name => name.ToList());
}
