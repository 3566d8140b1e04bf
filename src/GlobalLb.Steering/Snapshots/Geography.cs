using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>What the nodes of a snapshot that decide by place know of places: a table for each set of places they ask for.</summary>
internal sealed class Geography
{
    // Blocks of all tables of a snapshot together, some 64 MB; and blocks that are read to make them, a few tenths of a second: a
    // hundred sets of their own over a database of all countries and networks, twenty over one of all cities. Nodes that share
    // a set share its table.
    private const int MostBlocks = 8 << 20, MostBlocksRead = 128 << 20;

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
    public Geography With(PlaceTable places, int mostBlocks = MostBlocks)
    {
        var tables = new FitTable?[_sets.Length];
        long left = mostBlocks, leftToRead = MostBlocksRead;
        for (var i = 0; i < tables.Length; i++)
        {
            var read = _sets[i].Prefixes.Table.Count + (_sets[i].AsksForPlaces ? places.Count : 0);
            if (left <= 0 || read > leftToRead) continue;
            leftToRead -= read;
            if (FitTable.Compile(_sets[i], places) is not { } table || table.Count > left) continue;
            tables[i] = table;
            left -= table.Count;
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
