namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// All owner names of all zones, in two arrays: slots of an open-addressing hash table, eight octets each, and the octets of
/// the names and their records. A question that is hit touches one slot and the one or two cache lines of its name.
/// </summary>
/// <param name="slots">As many as a power of two; each: the high half of the hash, and where the name stands, or 0.</param>
/// <param name="octets">The names and their records.</param>
/// <param name="count">The number of names.</param>
/// <param name="deepest">The number of labels of the name that has the most.</param>
internal sealed class NameTable(ulong[] slots, byte[] octets, int count, int deepest)
{
    // A table of so many octets stays in the caches near the processor beside all else.
    private const int CachedOctets = 512 << 10;

    /// <summary>The number of names.</summary>
    public int Count => count;

    /// <summary>Whether it is so large that names have to be fetched from afar.</summary>
    public bool IsFar { get; } = (slots.Length * sizeof(ulong)) + octets.Length > CachedOctets;

    /// <summary>The name that stands at a place.</summary>
    public NameEntry At(int at) => new(octets, at);

    /// <summary>Finds a name.</summary>
    public NameEntry Find(in SoughtName name) => Probe(name, name.Length, name.Hash);

    /// <summary>Finds a name or its closest ancestor that exists: its closest encloser (RFC 4592 §3.3.1).</summary>
    public NameEntry FindClosest(in SoughtName name)
    {
        var found = Probe(name, name.Length, name.Hash);
        return found.Exists ? found : FindAncestor(name);
    }

    /// <summary>Fetches the slot where the search for a hash begins.</summary>
    public void FetchSlot(ulong hash) => CacheLine.Fetch<ulong>(slots, (int)hash & (slots.Length - 1));

    /// <summary>Fetches the name that has a hash, as far as slots can tell; gives its place, 0 when there is none.</summary>
    public int FetchEntry(ulong hash)
    {
        var all = slots;
        for (var at = (int)hash & (all.Length - 1); all[at] != 0; at = (at + 1) & (all.Length - 1))
        {
            if (all[at] >> 32 != hash >> 32) continue;
            var place = (int)(uint)all[at];
            CacheLine.Fetch<byte>(octets, place);
            CacheLine.Fetch<byte>(octets, place + CacheLine.Length);
            return place;
        }

        return 0;
    }

    private NameEntry FindAncestor(in SoughtName name)
    {
        var labels = 0;
        var rest = name.Name;
        for (var at = 0; rest[at] != 0; at += rest[at] + 1) labels++;
        while (labels > 0)
        {
            rest = rest[(rest[0] + 1)..];
            if (--labels > deepest) continue; // a name of hundreds of labels costs no more probes than the zones are deep
            var found = Probe(name, rest.Length, name.HashOf(rest.Length));
            if (found.Exists) return found;
        }

        return default;
    }

    private NameEntry Probe(in SoughtName name, int length, ulong hash)
    {
        var all = slots;
        for (var at = (int)hash & (all.Length - 1); ; at = (at + 1) & (all.Length - 1))
        {
            var slot = all[at];
            if (slot == 0) return default;
            if (slot >> 32 != hash >> 32) continue;
            var found = new NameEntry(octets, (int)(uint)slot);
            if (found.NameLength == length && name.IsAt(length, octets, found.NameEnd)) return found;
        }
    }
}
