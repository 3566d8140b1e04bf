using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// The leaves of policies that hold records, ready to copy: their sets as they lie in the name table, one leaf behind the other.
/// The number of such a leaf in a tree is its index here behind all pools.
/// </summary>
internal sealed class RecordLeaves
{
    private readonly SteeredTypes[] _types;
    private readonly int[] _ends;
    private readonly byte[] _octets;

    private RecordLeaves(SteeredTypes[] types, int[] ends, byte[] octets) => (_types, _ends, _octets) = (types, ends, octets);

    /// <summary>The number of leaves.</summary>
    public int Count => _types.Length;

    /// <summary>All types that any of them has.</summary>
    public SteeredTypes AllTypes => _types.Aggregate(SteeredTypes.None, (all, types) => all | types);

    /// <summary>Compiles leaves whose records are valid.</summary>
    public static RecordLeaves Compile(IReadOnlyList<IReadOnlyList<StaticRecord>> leaves)
    {
        var octets = new OctetWriter(leaves.Count * 64);
        var ends = new int[leaves.Count];
        for (var leaf = 0; leaf < leaves.Count; leaf++)
        {
            // The TTL is that of the name, and written with the answer.
            foreach (var set in leaves[leaf].GroupBy(record => record.Type))
            {
                octets.Take(RecordSet.HeadLength);
                var start = octets.Length;
                foreach (var record in set)
                {
                    if (!record.TryGetOctets(out var data, out var problem)) throw new InvalidOperationException($"an unchecked record reached the compiler: {problem}");
                    ZoneRecords.Write(record.Type, 0, data, octets);
                }

                if (!RecordSet.Write(octets, start, set.Key, set.Count())) throw new InvalidOperationException("an unchecked set of records reached the compiler");
            }

            ends[leaf] = octets.Length;
        }

        return new RecordLeaves([.. leaves.Select(SteeredType.Of)], ends, octets.ToArray());
    }

    /// <summary>The types that a leaf has.</summary>
    public SteeredTypes Types(int leaf) => _types[leaf];

    /// <summary>What a leaf answers a type with, as text: the records of that type, or its alias.</summary>
    public IEnumerable<string> Texts(int leaf, RecordType type)
    {
        var texts = new List<string>();
        var set = Find(leaf, RecordType.CNAME) is { Exists: true } alias ? alias : Find(leaf, type);
        for (var records = set.Records; !records.IsEmpty; records = records[RecordSet.LengthOfFirst(records)..])
            texts.Add($"{RecordTypes.Format(set.Type)} {RecordText.Format(set.Type, records[RecordSet.DataOffset..RecordSet.LengthOfFirst(records)], DomainName.Root)}");
        return texts;
    }

    /// <summary>The records of a type; none when the leaf has none. Their TTL is 0.</summary>
    public RecordSet Find(int leaf, RecordType type)
    {
        var sets = _octets.AsSpan((leaf == 0 ? 0 : _ends[leaf - 1]).._ends[leaf]);
        while (!sets.IsEmpty)
        {
            var set = RecordSet.Read(sets);
            if (set.Type == type) return set;
            sets = sets[(RecordSet.HeadLength + set.Records.Length)..];
        }

        return default;
    }
}
