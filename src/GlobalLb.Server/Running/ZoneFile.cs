using System.Collections.Immutable;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Zones;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Running;

/// <summary>A master file on its way to become a zone: all of it, or the problems that keep it from being one.</summary>
/// <param name="Path">The file.</param>
/// <param name="Zone">The zone; null when there is a problem.</param>
/// <param name="Problems">Sentences with file, line and column.</param>
/// <param name="Warnings">The same, about what is unusual, ignored or changed though the zone loads.</param>
internal sealed record ZoneFile(string Path, Zone? Zone, ImmutableArray<string> Problems, ImmutableArray<string> Warnings)
{
    /// <summary>Loads a zone. What BIND and NSD load is loaded, more than the configuration's own checks would let pass.</summary>
    /// <param name="source">The zone and its file.</param>
    /// <param name="root">The folder of what it may include; null: the folder the file is in.</param>
    /// <param name="progress">Hears now and then how many characters are done.</param>
    public static ZoneFile Load(ZoneSource source, string? root = null, IProgress<int>? progress = null)
    {
        var path = source.Path;
        if (!source.TryGetOrigin(out var origin, out var problem)) return Refused(path, problem);
        string text;
        try
        {
            text = ZoneText.Read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ZoneFile(path, null, [$"{path}: {failure.Message}"], []);
        }

        var folder = new IncludeFolder(root ?? System.IO.Path.GetDirectoryName(path) ?? "");
        var reading = MasterFile.Parse(text, origin, path, folder.TryRead, progress);
        var warnings = reading.Warnings.Select(warning => warning.ToString());
        if (!reading.IsValid) return new ZoneFile(path, null, [.. reading.Problems.Select(each => each.ToString())], [.. warnings]);
        if (reading.Records.FirstOrDefault(record => record.Type == RecordType.SOA) is not { } authority)
            return Refused(path, $"the zone {origin} has no SOA record; add one such as '@ SOA ns1 hostmaster 1 7200 900 1209600 300', or write ORIGIN=FILE when the zone is another", warnings);
        if (!reading.Records.Any(record => record.Type == RecordType.NS && record.Name == origin))
            warnings = warnings.Append($"{path}:1:1: warning: the zone {origin} has no NS record at its apex; add one such as '@ NS ns1'");

        var zone = new Zone
        {
            Name = origin,
            Authority = ZoneAuthority.Read(authority.Octets.Span, authority.Ttl),
            Records = [.. reading.Records.Where(record => record.Type != RecordType.SOA).Select(record => new Record(record.Name, record.Type, record.Ttl, record.Octets.ToArray()))],
        };
        return new ZoneFile(path, zone, [], [.. warnings]);
    }

    private static ZoneFile Refused(string path, string problem, IEnumerable<string>? warnings = null) =>
        new(path, null, [$"{path}:1:1: {problem}"], [.. warnings ?? []]);
}
