using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// What two snapshots are compared by: their names, sorted into those that share their policies; and the client places, sorted for
/// each policy into those that it cannot tell apart. Faults change nothing of it, so that many can be played on it.
/// </summary>
internal sealed class Comparing
{
    private readonly Snapshot _before, _after;
    private readonly ImmutableArray<ClientPlace> _places;
    private readonly PlacedClients _placedBefore, _placedAfter;
    private readonly List<(List<Subject> Subjects, string Sets)> _policies;

    // By the sets they are sorted by. Which group each place is in is kept only while places are told one by one.
    private readonly Dictionary<string, IReadOnlyList<PlaceGroup>> _groups = [];

    public Comparing(Snapshot before, Snapshot after, ImmutableArray<ClientPlace> places)
    {
        (_before, _after, _places) = (before, after, places);
        _placedBefore = new PlacedClients(places, before);
        _placedAfter = ReferenceEquals(before.Places, after.Places) ? _placedBefore : new PlacedClients(places, after);
        var names = Subjects(before, after);
        NameCount = names.Count;
        TellsAll = Pairs <= Comparison.MostPairs;

        // Those of the same sets one behind the other: their places are sorted once.
        _policies = [.. names.GroupBy(subject => (subject.Before, subject.After)).Select(group => (group.ToList(), KeyOf(group.First()))).OrderBy(item => item.Item2, StringComparer.Ordinal)];
    }

    /// <summary>The number of steered names.</summary>
    public int NameCount { get; }

    /// <summary>The number of pairs of steered name and client place.</summary>
    public long Pairs => (long)NameCount * _places.Length;

    /// <summary>Whether each pair is told by itself.</summary>
    public bool TellsAll { get; }

    /// <summary>Compares.</summary>
    /// <param name="before">The snapshot it was made for, or one with other health.</param>
    /// <param name="after">The same.</param>
    /// <param name="asksForMoves">Whether anybody looks at the moves.</param>
    /// <param name="progress">Hears which part is done.</param>
    public Comparison Run(Snapshot before, Snapshot after, ImmutableArray<Region> regions, double? traffic, bool asksForMoves, IProgress<double>? progress)
    {
        var result = new Tallying(_places, NameCount);
        var (done, lastKey) = (0, "");
        PlaceGroups? sorted = null;
        foreach (var (subjects, key) in _policies)
        {
            if (sorted is null || key != lastKey)
            {
                (sorted, lastKey) = (null, key);
                if (!_groups.ContainsKey(key) || (asksForMoves && TellsAll)) _groups[key] = (sorted = PlaceGroups.Of(_places, SetsOf(subjects[0]))).Groups;
            }

            Compare(before, after, subjects, _groups[key], sorted, asksForMoves, result);
            progress?.Report((double)++done / _policies.Count);
        }

        return result.ToComparison(Pairs, regions, traffic);
    }

    private static List<Subject> Subjects(Snapshot before, Snapshot after)
    {
        if (ReferenceEquals(before.SteeredNames, after.SteeredNames))
            return [.. before.SteeredNames.Select((name, index) => new Subject(index, name.Name, name.Policy, name.Policy))];
        var names = before.SteeredNames.Select(name => (name.Name, Before: (CompiledPolicy?)name.Policy, After: after.SteeredNames.Find(name.Name)?.Policy))
            .Concat(after.SteeredNames.Where(name => before.SteeredNames.Find(name.Name) is null).Select(name => (name.Name, Before: (CompiledPolicy?)null, After: (CompiledPolicy?)name.Policy)));
        return [.. names.Select((name, index) => new Subject(index, name.Name, name.Before, name.After))];
    }

    private IEnumerable<(PlacedClients Clients, PlaceSet Set)> SetsOf(Subject subject) =>
        NumbersOf(subject).Select(item => (item.IsAfter ? _placedAfter : _placedBefore, (item.IsAfter ? _after : _before).Geography.Set(item.Set)));

    private string KeyOf(Subject subject) => string.Join(' ', NumbersOf(subject));

    private IEnumerable<(bool IsAfter, int Set)> NumbersOf(Subject subject)
    {
        var before = subject.Before is { } old ? PlaceFits.SetsOf(_before, old).Select(set => (false, set)) : [];
        var isSame = subject.Before == subject.After && ReferenceEquals(_before.Places, _after.Places);

        // What only some vantages see may differ even so.
        if (isSame && subject.After is { } same) return PlaceFits.SetsOf(_after, same).Select(set => (false, set)).Union(before).Order();
        return !isSame && subject.After is { } @new ? before.Concat(PlaceFits.SetsOf(_after, @new).Select(set => (true, set))) : before;
    }

    private void Compare(Snapshot before, Snapshot after, List<Subject> subjects, IReadOnlyList<PlaceGroup> groups, PlaceGroups? sorted, bool asksForMoves, Tallying result)
    {
        var moves = new (Sharing Before, Sharing After)[groups.Count];
        for (var i = 0; i < moves.Length; i++)
        {
            var client = _places[groups[i].First].Client;
            var old = subjects[0].Before is { } policy ? Sharing.Of(policy, before, client, policy.HasIPv4) : Sharing.Nothing;
            var @new = subjects[0].After is { } other ? Sharing.Of(other, after, client, other.HasIPv4) : Sharing.Nothing;
            moves[i] = (old, @new);
            result.Count(subjects.Count, groups[i], old, @new);
            if (!asksForMoves || TellsAll) continue;
            foreach (var subject in subjects) result.TellGroup(subject.Index, subject.Name, groups[i], old, @new);
        }

        if (!asksForMoves || !TellsAll) return;
        foreach (var subject in subjects)
        {
            for (var place = 0; place < _places.Length; place++)
            {
                var (old, @new) = moves[sorted!.GroupOf(place)];
                result.Tell(subject.Index, new Move(subject.Name, _places[place].Name, old.Shares, @new.Shares));
            }
        }
    }

    private sealed record Subject(int Index, DomainName Name, CompiledPolicy? Before, CompiledPolicy? After);
}
