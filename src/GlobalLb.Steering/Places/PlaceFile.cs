using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace GlobalLb.Steering.Places;

/// <summary>
/// A file that says where addresses are, in the MaxMind DB format 2.0 and the layout of GeoIP2 databases (GeoLite2, DB-IP
/// and others have the same). Read are countries, continents, subdivisions, coordinates and the numbers of autonomous systems;
/// whatever else its records hold is passed over.
/// </summary>
public sealed record PlaceFile
{
    private PlaceFile(MmdbMetadata metadata)
    {
        Type = metadata.Type;
        BuiltAt = metadata.BuiltAt;
        Languages = metadata.Languages;
    }

    /// <summary>What its maker calls this kind of file, such as GeoLite2-Country.</summary>
    public string Type { get; }

    /// <summary>When its maker made it.</summary>
    public DateTimeOffset BuiltAt { get; }

    /// <summary>The languages its names are in.</summary>
    public ImmutableArray<string> Languages { get; }

    /// <summary>Where addresses are; nowhere for those it does not place.</summary>
    public required PlaceTable Places { get; init; }

    /// <summary>
    /// Reads a file whole. Its content may be anything: what is wrong is said in one sentence, and neither memory nor time
    /// grow beyond a small multiple of its size.
    /// </summary>
    /// <param name="file">The content; not needed afterwards.</param>
    /// <param name="placeFile">What it says, when it could be read.</param>
    /// <param name="problem">Why it could not, otherwise.</param>
    public static bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out PlaceFile? placeFile, [NotNullWhen(false)] out string? problem)
    {
        placeFile = null;
        if (!MmdbMetadata.TryRead(file, out var metadata, out problem)) return false;
        var tree = new MmdbTree(file, metadata);
        var numbers = new PlaceNumbers();
        var places = new MmdbPlaces(file[((int)metadata.TreeSize + MmdbMetadata.Separator)..metadata.At], numbers);
        var ipv4 = new RangeBuilder<uint, int>();
        var ipv6 = new RangeBuilder<UInt128, int>();
        if (!tree.TryWalk(ref places, ipv4, ipv6))
        {
            problem = tree.Problem ?? "";
            return false;
        }

        if (!tree.HasPlaces)
        {
            problem = $"it places nothing: a file of type '{metadata.Type}' has no countries, coordinates or autonomous systems; choose one that has";
            return false;
        }

        placeFile = new PlaceFile(metadata) { Places = new PlaceTable(new PrefixTable<int>(ipv4, ipv6), numbers) };
        return true;
    }
}
