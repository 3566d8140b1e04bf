using System.Collections.Immutable;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// Plays a fault on a snapshot: the evaluator that answers is asked for every steered name and client place, before and after.
/// Nothing live is touched; a snapshot is a value.
/// </summary>
/// <param name="Version">The version of the configuration it was played on.</param>
/// <param name="Fault">What was imagined.</param>
/// <param name="Moves">One for every steered name and place, moved or not.</param>
public sealed record Simulation(long Version, Fault Fault, ImmutableArray<Move> Moves)
{
    // Shares of draws are counted from this many, spread by a fixed sequence: the same snapshot gives the same simulation.
    private const int Draws = 400;

    /// <summary>Plays a fault.</summary>
    /// <param name="snapshot">What it is played on.</param>
    /// <param name="document">The configuration that the snapshot was compiled from: where the places of clients are written.</param>
    /// <param name="fault">What is imagined.</param>
    public static Simulation Play(Snapshot snapshot, ConfigurationDocument document, Fault fault)
    {
        var faulty = snapshot.WithFault(fault.Hits);
        var places = ClientPlace.AllOf(document, snapshot);
        return new Simulation(snapshot.Version, fault, [.. snapshot.SteeredNames.SelectMany(name => places.Select(place =>
            new Move(name.Name, place.Name, Shares(name, snapshot, place.Client), Shares(name, faulty, place.Client))))]);
    }

    private static ImmutableArray<Share> Shares(CompiledName name, Snapshot snapshot, Client client)
    {
        var isIPv4 = name.Policy.HasIPv4;
        var draws = name.Policy.IsDrawn ? Draws : 1;
        var counts = new Dictionary<(RegionCode? Region, PoolCode? Pool, bool IsFallback), int>();
        for (var i = 0; i < draws; i++)
        {
            var choice = Chooser.Choose(name, snapshot, client, isIPv4, Chance.Next((ulong)i));
            var key = (Explainer.RegionOf(choice), choice.Pool?.Code, choice.IsFallback);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return [.. counts.OrderByDescending(pair => pair.Value).Select(pair => new Share(pair.Key.Region, pair.Key.Pool, (double)pair.Value / draws, pair.Key.IsFallback))];
    }
}
