using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace GlobalLb.Dns.Records;

/// <summary>The names of record types: mnemonics such as <c>MX</c>, and <c>TYPE65280</c> for any number (RFC 3597 §5).</summary>
public static class RecordTypes
{
    private const string General = "TYPE";

    // Types that only their names are known of: bitmaps list them, and \# gives their data.
    private static readonly (string Name, ushort Number)[] Others =
    [
        ("MD", 3), ("MF", 4), ("MB", 7), ("MG", 8), ("MR", 9), ("NULL", 10), ("WKS", 11), ("MINFO", 14), ("X25", 19), ("ISDN", 20),
        ("RT", 21), ("NSAP", 22), ("NSAP-PTR", 23), ("PX", 26), ("GPOS", 27), ("EID", 31), ("NIMLOC", 32), ("ATMA", 34), ("A6", 38),
        ("SINK", 40), ("IPSECKEY", 45), ("DHCID", 49), ("HIP", 55), ("NINFO", 56), ("RKEY", 57), ("TALINK", 58), ("ZONEMD", 63),
        ("DSYNC", 66), ("HHIT", 67), ("BRID", 68), ("UINFO", 100), ("UID", 101), ("GID", 102), ("UNSPEC", 103), ("NID", 104), ("L32", 105), ("L64", 106), ("LP", 107),
        ("NXNAME", 128), ("TKEY", 249), ("TSIG", 250), ("MAILB", 253), ("MAILA", 254), ("AVC", 258), ("DOA", 259), ("AMTRELAY", 260),
        ("RESINFO", 261), ("WALLET", 262), ("TA", 32768),
    ];

    private static readonly FrozenDictionary<string, RecordType> ByName = Enum.GetValues<RecordType>()
        .Where(type => type != RecordType.None)
        .Select(type => (Name: type.ToString(), Type: type))
        .Concat(Others.Select(other => (other.Name, Type: (RecordType)other.Number)))
        .ToFrozenDictionary(each => each.Name, each => each.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>The types whose data has a text form of its own here, by name.</summary>
    public static ImmutableArray<RecordType> Known { get; } =
        [.. RecordForms.All.Select(form => form.Type).OrderBy(type => type.ToString(), StringComparer.Ordinal)];

    /// <summary>Parses a mnemonic or the general form, without regard to case.</summary>
    /// <returns>False when the text names no type; a type without a mnemonic here is written as <c>TYPE</c> and its number.</returns>
    public static bool TryParse(string text, out RecordType type)
    {
        if (ByName.TryGetValue(text, out type)) return true;
        if (!text.StartsWith(General, StringComparison.OrdinalIgnoreCase)) return false;
        if (!ushort.TryParse(text.AsSpan(General.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        type = (RecordType)number;
        return number != 0;
    }

    /// <summary>Formats a type as its mnemonic, or in the general form when it has none here.</summary>
    public static string Format(RecordType type) =>
        type != RecordType.None && Enum.GetName(type) is { } name ? name : $"{General}{(ushort)type}";

    /// <summary>Whether the type exists only in questions or in messages and never in a zone (RFC 6895 §3.1).</summary>
    public static bool IsMeta(RecordType type) => type is RecordType.None or RecordType.OPT || (ushort)type is >= 128 and <= 255;
}
