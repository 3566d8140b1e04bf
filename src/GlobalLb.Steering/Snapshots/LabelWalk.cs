namespace GlobalLb.Steering.Snapshots;

/// <summary>A lower-case name in wire form with the place and the hash of each of its suffixes, in memory the caller lends.</summary>
internal readonly ref struct LabelWalk
{
    /// <summary>The most suffixes a name can have: 127 labels of one octet each, and the root.</summary>
    public const int MaxLabels = 128;

    private readonly ReadOnlySpan<byte> _name;
    private readonly ReadOnlySpan<byte> _starts;
    private readonly ReadOnlySpan<uint> _hashes;

    /// <summary>Walks a name.</summary>
    /// <param name="name">Lower case, uncompressed, valid.</param>
    /// <param name="starts">Lent: <see cref="MaxLabels"/> octets.</param>
    /// <param name="hashes">Lent: <see cref="MaxLabels"/> numbers.</param>
    public LabelWalk(ReadOnlySpan<byte> name, Span<byte> starts, Span<uint> hashes)
    {
        var count = 0;
        for (var at = 0; name[at] != 0; at += name[at] + 1) starts[count++] = (byte)at;
        starts[count] = (byte)(name.Length - 1);

        const uint Prime = 16_777_619; // FNV-1a
        var hash = 2_166_136_261;
        hashes[count] = hash;
        for (var label = count - 1; label >= 0; label--)
        {
            foreach (var octet in name.Slice(starts[label], name[starts[label]] + 1)) hash = (hash ^ octet) * Prime;
            hashes[label] = hash ^ (hash >> 15);
        }

        _name = name;
        _starts = starts;
        _hashes = hashes;
        LabelCount = count;
    }

    /// <summary>The number of labels, the root not counted.</summary>
    public int LabelCount { get; }

    /// <summary>The name without its first <paramref name="depth"/> labels.</summary>
    public ReadOnlySpan<byte> Suffix(int depth) => _name[_starts[depth]..];

    /// <summary>How many octets stand before that suffix.</summary>
    public int Start(int depth) => _starts[depth];

    /// <summary>The hash of that suffix.</summary>
    public uint Hash(int depth) => _hashes[depth];

    /// <summary>Copies a name in lower case (RFC 4343); length octets are below 'A' and pass unchanged.</summary>
    public static ReadOnlySpan<byte> ToLower(ReadOnlySpan<byte> name, Span<byte> lower)
    {
        for (var i = 0; i < name.Length; i++)
        {
            var octet = name[i];
            lower[i] = octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;
        }

        return lower[..name.Length];
    }
}
