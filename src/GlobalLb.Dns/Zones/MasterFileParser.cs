using System.Buffers.Binary;
using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Zones;

/// <summary>Parses one master file, entry by entry, and goes on after a problem to find them all.</summary>
/// <param name="zone">The name of the zone.</param>
/// <param name="file">The name of the file.</param>
internal sealed class MasterFileParser(DomainName zone, string file)
{
    private readonly ImmutableArray<ZoneRecord>.Builder _records = ImmutableArray.CreateBuilder<ZoneRecord>();
    private readonly ImmutableArray<MasterFileProblem>.Builder _problems = ImmutableArray.CreateBuilder<MasterFileProblem>();
    private DomainName _origin = DomainName.Root;
    private DomainName? _owner;
    private uint? _defaultTtl;
    private uint? _lastTtl;

    /// <summary>Parses the text.</summary>
    public MasterFileReading Parse(string text)
    {
        _origin = zone;
        var scanner = new EntryScanner(text, allowsComments: true);
        var fields = new List<TextField>();
        while (scanner.TryRead(fields, out var beginsWithBlank, out var problem))
        {
            if (problem is not null) Add(problem.Line, problem.Column, problem.Sentence);
            else if (fields.Count == 0) continue;
            else if (!beginsWithBlank && !fields[0].IsQuoted && fields[0].Text.StartsWith('$')) ParseDirective(fields);
            else ParseRecord(fields, beginsWithBlank);
        }

        return new MasterFileReading(_problems.Count == 0 ? _records.ToImmutable() : [], _problems.ToImmutable());
    }

    private void ParseDirective(List<TextField> fields)
    {
        switch (fields[0].Text.ToUpperInvariant())
        {
            case "$ORIGIN" when fields.Count == 2:
                if (DomainName.TryParse(fields[1].Text, _origin, out var origin, out var problem)) _origin = origin;
                else Add(fields[1], $"the origin is no valid name: {problem}");
                break;
            case "$ORIGIN":
                Add(fields[^1], "$ORIGIN takes one name; write it like: $ORIGIN example.com.");
                break;
            case "$TTL" when fields.Count == 2 && TimeToLive.TryParse(fields[1].Text, out var ttl):
                _defaultTtl = ttl;
                break;
            case "$TTL":
                Add(fields[^1], "$TTL takes one period; write it like: $TTL 3600 or $TTL 1h");
                break;
            case "$INCLUDE":
                Add(fields[0], "$INCLUDE is not supported; put the contents of the other file in its place");
                break;
            case "$GENERATE":
                Add(fields[0], "$GENERATE is not supported; write the records out");
                break;
            default:
                Add(fields[0], $"'{fields[0].Text}' is no directive; $ORIGIN and $TTL are, and a name that begins with $ is written \\$");
                break;
        }
    }

    private void ParseRecord(List<TextField> fields, bool beginsWithBlank)
    {
        var next = 0;
        if (!beginsWithBlank && !TryParseOwner(fields[next++])) return;
        if (_owner is not { } owner)
        {
            Add(fields[0], "the line begins with a blank, but there is no record before it whose name it could take; write the name first");
            return;
        }

        uint? ttl = null;
        var hasClass = false;
        for (; next < fields.Count; next++)
        {
            var text = fields[next].Text;
            if (ttl is null && text.Length > 0 && char.IsAsciiDigit(text[0]))
            {
                if (!TimeToLive.TryParse(text, out var period))
                {
                    Add(fields[next], $"'{text}' is no TTL; write a period such as 3600 or 1h, at most {TimeToLive.Longest} seconds");
                    return;
                }

                ttl = period;
            }
            else if (!hasClass && IsClass(text))
            {
                if (!text.Equals("IN", StringComparison.OrdinalIgnoreCase))
                {
                    Add(fields[next], $"the class {text} is not served here; write IN or leave it out");
                    return;
                }

                hasClass = true;
            }
            else
            {
                break;
            }
        }

        ParseTypeAndData(fields, next, owner, ttl);
    }

    private void ParseTypeAndData(List<TextField> fields, int next, DomainName owner, uint? ttl)
    {
        if (next >= fields.Count)
        {
            Add(fields[^1], "the type and the data of the record are missing; a record is written like: www 300 IN A 192.0.2.1");
            return;
        }

        if (!RecordTypes.TryParse(fields[next].Text, out var type))
        {
            Add(fields[next], $"'{fields[next].Text}' is no type of record known here; write another type by its number, like TYPE65280");
            return;
        }

        // What follows without a TTL takes the last one stated (RFC 1035 §5.1), also when this record turns out wrong.
        _lastTtl = ttl ?? _lastTtl;
        var reader = new FieldReader(fields, next + 1, _origin);
        if (!RecordText.TryParse(type, reader, out var octets, out var problem))
        {
            Add(reader.Last ?? fields[next], problem);
            return;
        }

        // A zone without any TTL means the minimum of its SOA (RFC 1035 §3.3.13).
        if (type == RecordType.SOA) _lastTtl ??= Math.Min(BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(octets.Length - 4)), TimeToLive.Longest);
        if ((ttl ?? _defaultTtl ?? _lastTtl) is not { } seconds)
        {
            Add(fields[next], "the record has no TTL; write one before its type, or a line $TTL 3600 above");
            return;
        }

        _records.Add(new ZoneRecord(owner, seconds, type, octets));
    }

    private bool TryParseOwner(TextField field)
    {
        // After a wrong owner, lines that begin with a blank still have one: one mistake, one problem.
        var isName = DomainName.TryParse(field.Text, _origin, out var name, out var problem);
        _owner = name ?? _owner ?? zone;
        if (!isName) Add(field, $"the name of the record is no valid name: {problem}");
        else if (!name!.IsAtOrBelow(zone)) Add(field, $"{name} is outside the zone {zone}");
        else return true;
        return false;
    }

    private static bool IsClass(string text) =>
        text.ToUpperInvariant() is "IN" or "CH" or "HS" or "CS" || (text.Length > 5 && text.StartsWith("CLASS", StringComparison.OrdinalIgnoreCase));

    private void Add(TextField field, string sentence) => Add(field.Line, field.Column, sentence);

    private void Add(int line, int column, string sentence) => _problems.Add(new MasterFileProblem(file, line, column, sentence));
}
