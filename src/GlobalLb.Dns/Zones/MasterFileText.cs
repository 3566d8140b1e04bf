using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Zones;

/// <summary>Lays a zone out as text.</summary>
internal static class MasterFileText
{
    public static string Format(IEnumerable<ZoneRecord> records, DomainName zone, MasterFileStyle style)
    {
        var sorted = records.ToArray();
        Array.Sort(sorted, Compare);
        var isRelative = style == MasterFileStyle.Relative;
        var origin = isRelative ? zone : DomainName.Root;
        var usual = isRelative && sorted.Length > 0 ? sorted.CountBy(record => record.Ttl).MaxBy(count => count.Value).Key : (uint?)null;
        var text = new StringBuilder();
        if (isRelative) text.Append("$ORIGIN ").Append(zone).Append('\n');
        if (usual is { } ttl) text.Append("$TTL ").Append(ttl).Append('\n');

        DomainName? last = null;
        var owner = "";
        foreach (var record in sorted)
        {
            if (!ReferenceEquals(record.Name, last)) owner = (last = record.Name).ToTextBelow(origin);
            text.Append(owner).Append('\t');
            if (record.Ttl != usual) text.Append(record.Ttl);
            text.Append("\tIN\t");
            if (record.Type == RecordType.ALIAS) AppendByNumber(record, text);
            else text.Append(RecordTypes.Format(record.Type)).Append('\t').Append(RecordText.Format(record.Type, record.Octets.Span, origin));
            text.Append('\n');
        }

        return text.ToString();
    }

    // Other servers do not know the word, and load its number (RFC 3597 §5); people read the comment.
    private static void AppendByNumber(ZoneRecord record, StringBuilder text)
    {
        text.Append("TYPE").Append((ushort)record.Type).Append('\t');
        UnknownRecord.Format(record.Octets.Span, text);
        text.Append(" ; ").Append(RecordTypes.Format(record.Type)).Append(' ').Append(RecordText.Format(record.Type, record.Octets.Span, DomainName.Root));
    }

    private static int Compare(ZoneRecord left, ZoneRecord right)
    {
        if ((left.Type == RecordType.SOA) != (right.Type == RecordType.SOA)) return left.Type == RecordType.SOA ? -1 : 1;
        var order = ReferenceEquals(left.Name, right.Name) ? 0 : left.Name.CompareTo(right.Name);
        if (order == 0) order = left.Type.CompareTo(right.Type);
        return order != 0 ? order : left.Octets.Span.SequenceCompareTo(right.Octets.Span);
    }
}
