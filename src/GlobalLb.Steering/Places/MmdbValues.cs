using System.Buffers.Binary;

namespace GlobalLb.Steering.Places;

/// <summary>
/// A section of a MaxMind DB file that holds values: the records, or the metadata. Everything is checked against the
/// bounds of the section; the first thing that is wrong is kept as a sentence, and all reading after it fails.
/// <para>Values are nested as the file likes, but never walked by recursion: what is not asked for is skipped by counting.
/// All reading together may look at so many values as a well-made file of that size can have at most, so that a file whose
/// values overlap ends as well.</para>
/// </summary>
internal ref struct MmdbValues
{
    // A record repeats by pointers what others say too, so more values are looked at than the file has octets, but not by much.
    private const long ValuesPerOctet = 8, ValuesAtLeast = 1_000_000;

    private readonly ReadOnlySpan<byte> _section;
    private long _left;

    public MmdbValues(ReadOnlySpan<byte> section)
    {
        _section = section;
        _left = ValuesAtLeast + (ValuesPerOctet * section.Length);
    }

    /// <summary>What is wrong with the section; null as long as nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the head of a value, following one pointer (a pointer to a pointer is an error).</summary>
    /// <param name="at">Where the value is; afterwards, where the next one is unless this one has content.</param>
    /// <param name="value">Its kind, size and content's place.</param>
    public bool TryRead(ref int at, out MmdbValue value)
    {
        if (!TryReadHead(ref at, out value)) return false;
        if (value.Kind != MmdbKind.Pointer) return true;
        var target = value.Size;
        if (!TryReadHead(ref target, out value)) return false;
        return value.Kind != MmdbKind.Pointer || Fail(target, "a pointer leads to a pointer");
    }

    /// <summary>Reads a key or another string.</summary>
    public bool TryReadString(ref int at, out ReadOnlySpan<byte> text)
    {
        text = default;
        var begun = at;
        if (!TryRead(ref at, out var value)) return false;
        if (value.Kind != MmdbKind.String) return Fail(begun, $"a {value.Kind} stands where a string must be");
        text = Content(value);
        return true;
    }

    /// <summary>The octets of a string, number or octet value.</summary>
    public readonly ReadOnlySpan<byte> Content(MmdbValue value) => _section.Slice(value.At, value.Size);

    /// <summary>The number that an unsigned value of up to 64 bits holds; null when it is something else.</summary>
    public readonly ulong? Unsigned(MmdbValue value)
    {
        if (value.Kind is not (MmdbKind.Unsigned16 or MmdbKind.Unsigned32 or MmdbKind.Unsigned64) || value.Size > 8) return null;
        Span<byte> octets = stackalloc byte[8];
        octets.Clear();
        Content(value).CopyTo(octets[(8 - value.Size)..]);
        return BinaryPrimitives.ReadUInt64BigEndian(octets);
    }

    /// <summary>The number that a floating-point value holds; null when it is something else.</summary>
    public readonly double? Real(MmdbValue value) => value.Kind switch
    {
        MmdbKind.Double => BinaryPrimitives.ReadDoubleBigEndian(Content(value)),
        MmdbKind.Float => BinaryPrimitives.ReadSingleBigEndian(Content(value)),
        _ => null,
    };

    /// <summary>Passes over one value with everything in it; what pointers lead to is not looked at.</summary>
    public bool TrySkip(ref int at)
    {
        for (long values = 1; values > 0; values--)
        {
            if (!TryReadHead(ref at, out var value)) return false;
            values += value.Kind switch { MmdbKind.Map => 2L * value.Size, MmdbKind.Array => value.Size, _ => 0 };
        }

        return true;
    }

    /// <summary>Says what is wrong; only the first time counts.</summary>
    public bool Fail(int at, string sentence)
    {
        Problem ??= $"at octet {at} of its values: {sentence}";
        return false;
    }

    // Control octet, size and, for all but maps and arrays, the bounds of the content; `at` moves behind the content.
    private bool TryReadHead(ref int at, out MmdbValue value)
    {
        value = default;
        var begun = at;
        if (Problem is not null) return false;
        if (--_left < 0) return Fail(begun, "its values overlap so much that reading them would not end");
        if (!TryTake(ref at, 1, out var control)) return false;
        var kind = (MmdbKind)(control >> 5);
        if (kind == MmdbKind.Pointer) return TryReadPointer(ref at, (int)control, out value);
        if (kind == MmdbKind.Extended)
        {
            if (!TryTake(ref at, 1, out var extended)) return false;
            kind = extended == 0 ? MmdbKind.Extended : (MmdbKind)(extended + 7);
        }

        if (!TryReadSize(ref at, (int)control & 0x1F, out var size)) return false;
        if (kind is not (>= MmdbKind.String and <= MmdbKind.Float) || kind is MmdbKind.Extended or MmdbKind.Container or MmdbKind.End)
            return Fail(begun, $"there is no kind of value with number {(int)kind}");
        if (size > LargestOf(kind) || (kind is MmdbKind.Double or MmdbKind.Float && size != LargestOf(kind)))
            return Fail(begun, $"a {kind} cannot have size {size}");

        value = new MmdbValue(kind, at, size);
        if (kind is MmdbKind.Map or MmdbKind.Array or MmdbKind.Boolean) return true;
        if (size > _section.Length - at) return Fail(begun, $"a {kind} of {size} octets reaches beyond the end");
        at += size;
        return true;
    }

    // Two bits for the size of the pointer, three for its highest bits; each size begins counting where the smaller one ended.
    private bool TryReadPointer(ref int at, int control, out MmdbValue value)
    {
        value = default;
        var begun = at - 1;
        var octets = ((control >> 3) & 3) + 1;
        if (!TryTake(ref at, octets, out var low)) return false;
        var high = (uint)control & 7;
        var target = octets switch { 1 => (high << 8) + low, 2 => (high << 16) + low + 2048, 3 => (high << 24) + low + 526_336, _ => low };
        if (target >= _section.Length) return Fail(begun, $"a pointer leads to octet {target}, beyond the end");
        value = new MmdbValue(MmdbKind.Pointer, at, (int)target);
        return true;
    }

    private bool TryReadSize(ref int at, int written, out int size)
    {
        size = written;
        if (written < 29) return true;
        if (!TryTake(ref at, written - 28, out var more)) return false;
        size = (int)more + written switch { 29 => 29, 30 => 285, _ => 65_821 };
        return true;
    }

    private bool TryTake(ref int at, int octets, out uint number)
    {
        number = 0;
        if (at < 0 || octets > _section.Length - at) return Fail(at, "the file ends inside a value");
        for (var i = 0; i < octets; i++) number = (number << 8) | _section[at++];
        return true;
    }

    private static int LargestOf(MmdbKind kind) => kind switch
    {
        MmdbKind.Boolean => 1,
        MmdbKind.Unsigned16 => 2,
        MmdbKind.Unsigned32 or MmdbKind.Signed32 or MmdbKind.Float => 4,
        MmdbKind.Unsigned64 or MmdbKind.Double => 8,
        MmdbKind.Unsigned128 => 16,
        _ => int.MaxValue,
    };
}
