using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>What the geographic nodes of a snapshot know of places: a table for each set of places they ask for.</summary>
internal sealed class Geography
{
    // Blocks that are read and written to make the tables of a snapshot: 64 MB at the very most, and a few tenths of a second.
    // Some twenty sets of their own over a database of all countries fit; nodes that share a set share its table.
    private const int MostBlocks = 16 << 20;

    private readonly PlaceSet[] _sets;
    private readonly FitTable?[] _tables;

    private Geography(PlaceSet[] sets, FitTable?[] tables) => (_sets, _tables) = (sets, tables);

    /// <summary>No places.</summary>
    public static Geography Empty { get; } = new([], []);

    /// <summary>The sets of a configuration, without any place yet.</summary>
    public static Geography Of(PlaceSet[] sets) => new(sets, new FitTable?[sets.Length]);

    /// <summary>The same sets, compiled for places.</summary>
    /// <param name="places">Where addresses are.</param>
    /// <param name="mostBlocks">What tables may cost; sets beyond that are looked up in two steps.</param>
    public Geography With(PrefixTable<Place> places, int mostBlocks = MostBlocks)
    {
        var tables = new FitTable?[_sets.Length];
        long left = mostBlocks;
        for (var i = 0; i < tables.Length; i++)
        {
            var cost = _sets[i].Prefixes.Count + (_sets[i].AsksForPlaces ? places.Count : 0);
            if (cost > left) continue;
            tables[i] = FitTable.Compile(_sets[i], places);
            left -= cost + (tables[i]?.Count ?? 0);
        }

        return new Geography(_sets, tables);
    }

    /// <summary>The number of sets.</summary>
    public int Count => _sets.Length;

    /// <summary>A set by its index.</summary>
    public PlaceSet Set(int index) => _sets[index];

    /// <summary>The table of a set; null: there was no room for it.</summary>
    public FitTable? Table(int index) => _tables[index];
}
