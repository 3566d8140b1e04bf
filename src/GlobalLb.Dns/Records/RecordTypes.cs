using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace GlobalLb.Dns.Records;

/// <summary>The names of record types: mnemonics such as <c>MX</c>, and <c>TYPE65280</c> for any number (RFC 3597 §5).</summary>
public static class RecordTypes
{
    private const string General = "TYPE";

    private static readonly FrozenDictionary<string, RecordType> ByName = Enum.GetValues<RecordType>()
        .Where(type => type != RecordType.None)
        .ToFrozenDictionary(type => type.ToString(), StringComparer.OrdinalIgnoreCase);

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
