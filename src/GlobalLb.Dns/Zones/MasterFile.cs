using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Zones;

/// <summary>Master files (RFC 1035 §5): zones as text.</summary>
public static class MasterFile
{
    /// <summary>
    /// Parses a master file: <c>$ORIGIN</c>, <c>$TTL</c> (RFC 2308 §4), parentheses, quotes, comments, escapes, relative
    /// names, left-out owners, TTL and class in either order, TTLs with units.
    /// </summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="origin">The name of the zone; what relative names are completed with, and what every owner must be at or below.</param>
    /// <param name="file">The name of the file, for problems.</param>
    public static MasterFileReading Parse(string text, DomainName origin, string file) => new MasterFileParser(origin, file).Parse(text);

    /// <summary>Formats records, one a line, names relative to the zone.</summary>
    public static string Format(IEnumerable<ZoneRecord> records, DomainName origin)
    {
        var text = new StringBuilder($"$ORIGIN {origin}\n");
        foreach (var record in records)
        {
            text.Append(record.Name.ToTextBelow(origin)).Append('\t').Append(record.Ttl).Append("\tIN\t");
            text.Append(RecordTypes.Format(record.Type)).Append('\t');
            text.Append(RecordText.Format(record.Type, record.Octets.Span, origin)).Append('\n');
        }

        return text.ToString();
    }
}
