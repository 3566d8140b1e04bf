using System.Collections.Immutable;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;

namespace GlobalLb.Steering.Snapshots;

/// <summary>The addresses of one family that a name with an ALIAS record is answered with, ready to copy.</summary>
internal readonly struct FlattenedSet
{
    // Twice, one behind the other, so that beginning with any of them is one piece. Null: nobody knows.
    private readonly byte[]? _records;

    private FlattenedSet(int count, byte[] records)
    {
        Count = count;
        _records = records;
    }

    /// <summary>Whether it is known what there is, be it nothing.</summary>
    public bool IsKnown => _records is not null;

    /// <summary>How many addresses there are.</summary>
    public int Count { get; }

    /// <summary>The records as an answer takes them, beginning with one that the draw decides, so that clients spread.</summary>
    /// <param name="draw">The number drawn for this query.</param>
    public ReadOnlySpan<byte> Records(ulong draw)
    {
        if (Count == 0) return default;
        var length = _records!.Length / 2;
        return _records.AsSpan((int)(draw % (uint)Count) * (length / Count), length);
    }

    /// <summary>The sets of all names: by their index, first IPv4, then IPv6.</summary>
    public static FlattenedSet[] Compile(ImmutableArray<FlattenedName> names, AliasTable table)
    {
        var known = table.Known.ToDictionary(each => (each.Target, each.Type));
        var sets = new FlattenedSet[names.Length * 2];
        for (var i = 0; i < sets.Length; i++)
        {
            if (known.TryGetValue((names[i / 2].Target, i % 2 == 0 ? RecordType.A : RecordType.AAAA), out var addresses))
                sets[i] = Compile(addresses, Math.Min(names[i / 2].Ttl, addresses.Ttl));
        }

        return sets;
    }

    private static FlattenedSet Compile(AliasAddresses addresses, uint ttl)
    {
        var records = new OctetWriter(addresses.Addresses.Length * 2 * 28);
        foreach (var address in addresses.Addresses.Concat(addresses.Addresses)) ZoneRecords.Write(addresses.Type, ttl, address.GetAddressBytes(), records);
        return new FlattenedSet(addresses.Addresses.Length, records.Written.ToArray());
    }
}
