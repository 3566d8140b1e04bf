using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GlobalLb.Steering.Places;

/// <summary>What a MaxMind DB file says of itself, at its end.</summary>
internal sealed record MmdbMetadata
{
    /// <summary>The octets of zeros between the tree and the values.</summary>
    public const int Separator = 16;

    private const int SearchedOctets = 128 * 1024, LongestText = 100;

    private MmdbMetadata()
    {
    }

    /// <summary>Where in the file it begins; the values end there.</summary>
    public int At { get; private init; }

    /// <summary>The number of nodes of the tree.</summary>
    public int NodeCount { get; private set; }

    /// <summary>The bits of each of the two records of a node: 24, 28 or 32.</summary>
    public int RecordBits { get; private set; }

    /// <summary>The family of the tree: 4, or 6 with the addresses of 4 below ::/96.</summary>
    public int AddressVersion { get; private set; }

    /// <summary>What its maker calls this kind of file.</summary>
    public string Type { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset BuiltAt { get; private set; }

    /// <summary>The languages of its names.</summary>
    public ImmutableArray<string> Languages { get; private set; } = [];

    /// <summary>The octets of the tree.</summary>
    public long TreeSize => NodeCount * 2L * RecordBits / 8;

    /// <summary>What it begins after.</summary>
    public static ReadOnlySpan<byte> Marker =>
        [0xAB, 0xCD, 0xEF, (byte)'M', (byte)'a', (byte)'x', (byte)'M', (byte)'i', (byte)'n', (byte)'d', (byte)'.', (byte)'c', (byte)'o', (byte)'m'];

    /// <summary>Reads it, and checks that the file has room for the parts it speaks of.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out MmdbMetadata? metadata, [NotNullWhen(false)] out string? problem)
    {
        metadata = null;
        var searched = Math.Max(0, file.Length - SearchedOctets);
        var marker = file[searched..].LastIndexOf(Marker);
        if (marker < 0)
        {
            problem = file.IsEmpty ? "it is empty" : "it is no MaxMind DB file (.mmdb), or its end is missing";
            return false;
        }

        var read = new MmdbMetadata { At = searched + marker };
        var values = new MmdbValues(file[(read.At + Marker.Length)..]);
        problem = read.TryFill(ref values) ? read.Check(file) : $"its metadata cannot be read: {values.Problem}";
        if (problem is null) metadata = read;
        return problem is null;
    }

    private bool TryFill(ref MmdbValues values)
    {
        var at = 0;
        if (!values.TryRead(ref at, out var map)) return false;
        if (map.Kind != MmdbKind.Map) return values.Fail(0, $"a {map.Kind} stands where a map must be");
        ulong major = 0;
        for (var i = 0; i < map.Size; i++)
        {
            if (!values.TryReadString(ref at, out var key)) return false;
            var begun = at;
            if (!values.TryRead(ref at, out var value)) return false;
            var number = values.Unsigned(value);
            if (key.SequenceEqual("binary_format_major_version"u8)) major = number ?? 0;
            else if (key.SequenceEqual("node_count"u8)) NodeCount = (int)Math.Min(number ?? 0, int.MaxValue);
            else if (key.SequenceEqual("record_size"u8)) RecordBits = (int)Math.Min(number ?? 0, int.MaxValue);
            else if (key.SequenceEqual("ip_version"u8)) AddressVersion = (int)Math.Min(number ?? 0, int.MaxValue);
            else if (key.SequenceEqual("build_epoch"u8)) BuiltAt = Moment(number ?? 0);
            else if (key.SequenceEqual("database_type"u8) && value.Kind == MmdbKind.String) Type = Text(values.Content(value));
            else if (key.SequenceEqual("languages"u8) && value.Kind == MmdbKind.Array && !TryFillLanguages(ref values, value)) return false;
            at = begun;
            if (!values.TrySkip(ref at)) return false;
        }

        return major == 2 || values.Fail(0, $"it says to be of version {major} of the format; only 2 is known");
    }

    private bool TryFillLanguages(ref MmdbValues values, MmdbValue array)
    {
        var languages = ImmutableArray.CreateBuilder<string>();
        var at = array.At;
        for (var i = 0; i < array.Size; i++)
        {
            if (!values.TryReadString(ref at, out var language)) return false;
            languages.Add(Text(language));
        }

        Languages = languages.ToImmutable();
        return true;
    }

    private string? Check(ReadOnlySpan<byte> file)
    {
        if (RecordBits is not (24 or 28 or 32)) return $"its metadata says records of {RecordBits} bits; 24, 28 and 32 are known";
        if (AddressVersion is not (4 or 6)) return $"its metadata says addresses of IP version {AddressVersion}; 4 and 6 are known";
        if (NodeCount == 0) return "its metadata says that its tree is empty";
        if (TreeSize + Separator > At) return $"its tree of {NodeCount} nodes is longer than the file: a part is missing";
        return file.Slice((int)TreeSize, Separator).ContainsAnyExcept((byte)0)
            ? $"its tree does not end where {NodeCount} nodes of {RecordBits / 4} octets end: it is damaged"
            : null;
    }

    private static DateTimeOffset Moment(ulong seconds) =>
        DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    // For a line of the log: short, and nothing in it that a terminal would obey.
    private static string Text(ReadOnlySpan<byte> utf8) =>
        string.Concat(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, LongestText)]).Select(letter => char.IsControl(letter) ? '?' : letter));
}
