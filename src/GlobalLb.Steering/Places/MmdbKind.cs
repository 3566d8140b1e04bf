namespace GlobalLb.Steering.Places;

/// <summary>The kinds of values in a MaxMind DB file, by the numbers of its format.</summary>
internal enum MmdbKind
{
    /// <summary>The number of the kind follows in the next octet.</summary>
    Extended = 0,

    /// <summary>The value is elsewhere.</summary>
    Pointer = 1,

    /// <summary>UTF-8.</summary>
    String = 2,

    /// <summary>IEEE 754, 8 octets.</summary>
    Double = 3,

    /// <summary>Octets.</summary>
    Octets = 4,

    /// <summary>Up to 2 octets.</summary>
    Unsigned16 = 5,

    /// <summary>Up to 4 octets.</summary>
    Unsigned32 = 6,

    /// <summary>Pairs of a string and any value.</summary>
    Map = 7,

    /// <summary>Two's complement, up to 4 octets.</summary>
    Signed32 = 8,

    /// <summary>Up to 8 octets.</summary>
    Unsigned64 = 9,

    /// <summary>Up to 16 octets.</summary>
    Unsigned128 = 10,

    /// <summary>Any values.</summary>
    Array = 11,

    /// <summary>A marker of caches; never in a file.</summary>
    Container = 12,

    /// <summary>A marker of streams; never in a file.</summary>
    End = 13,

    /// <summary>The size is the value, 0 or 1.</summary>
    Boolean = 14,

    /// <summary>IEEE 754, 4 octets.</summary>
    Float = 15,
}
