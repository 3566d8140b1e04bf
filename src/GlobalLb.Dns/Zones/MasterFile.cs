using GlobalLb.Dns.Names;

namespace GlobalLb.Dns.Zones;

/// <summary>Master files (RFC 1035 §5): zones as text.</summary>
public static class MasterFile
{
    /// <summary>
    /// Parses a master file: <c>$ORIGIN</c>, <c>$TTL</c> (RFC 2308 §4), <c>$INCLUDE</c>, <c>$GENERATE</c>, parentheses, quotes,
    /// comments, escapes, relative names, left-out owners, TTL and class in either order, TTLs with units. Records outside the
    /// zone are left out with a warning, repeated ones silently; sets get the lowest of their TTLs, with a warning.
    /// </summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="zone">The name of the zone: what relative names are completed with, and what every owner is at or below.</param>
    /// <param name="file">The name of the file, for problems.</param>
    /// <param name="include">Reads what is included; null: <c>$INCLUDE</c> is a problem.</param>
    /// <param name="progress">Hears now and then how many characters of the file itself are done.</param>
    public static MasterFileReading Parse(
        string text, DomainName zone, string file, IncludeReader? include = null, IProgress<int>? progress = null) =>
        new MasterFileParser(zone, include, progress).Parse(new IncludedFile(file, text));

    /// <summary>
    /// Formats records so that parsing gives them again, one a line: the SOA record first, then in canonical order of names
    /// (RFC 4034 §6.1), types by number and data by octets.
    /// </summary>
    /// <param name="records">The records, in any order.</param>
    /// <param name="zone">The name of the zone.</param>
    /// <param name="style">How the file is laid out.</param>
    public static string Format(IEnumerable<ZoneRecord> records, DomainName zone, MasterFileStyle style = MasterFileStyle.Relative) =>
        MasterFileText.Format(records, zone, style);
}
