using System.Buffers.Binary;
using System.Globalization;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Zones;

/// <summary>Makes records of entries, and keeps what one entry leaves to the next: origin, owner and TTL.</summary>
/// <param name="zone">The name of the zone.</param>
/// <param name="fold">Takes the records.</param>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class EntryParser(DomainName zone, ZoneFold fold, MasterFileProblems problems)
{
    private readonly DomainName _zone = zone;
    private readonly List<TextField> _generated = [];
    private DomainName? _owner;
    private bool _isIgnored;
    private bool _hasOwnerOfOtherOrigin;
    private uint? _lastTtl;

    /// <summary>The file the entries are in.</summary>
    public string File { get; set; } = "";

    /// <summary>What relative names are completed with.</summary>
    public DomainName Origin { get; private set; } = zone;

    /// <summary>What a record without a TTL gets (RFC 2308 §4); null until it is said.</summary>
    public uint? DefaultTtl { get; set; }

    /// <summary>Changes the origin; the owner stays, though hardly anybody means that.</summary>
    public void ChangeOrigin(DomainName origin)
    {
        Origin = origin;
        _hasOwnerOfOtherOrigin = true;
    }

    /// <summary>What an included file must not change.</summary>
    public (string File, DomainName Origin, DomainName? Owner, bool IsIgnored, bool HasOwnerOfOtherOrigin) Remember() =>
        (File, Origin, _owner, _isIgnored, _hasOwnerOfOtherOrigin);

    /// <summary>Makes everything as it was.</summary>
    public void Restore((string File, DomainName Origin, DomainName? Owner, bool IsIgnored, bool HasOwnerOfOtherOrigin) before) =>
        (File, Origin, _owner, _isIgnored, _hasOwnerOfOtherOrigin) = before;

    /// <summary>Parses a record and hands it on.</summary>
    public void ParseRecord(List<TextField> fields, bool beginsWithBlank)
    {
        var next = 0;
        if (!beginsWithBlank && !TryParseOwner(fields[next++])) return;
        if (_owner is not { } owner)
        {
            Add(fields[0], "the line begins with a blank, but there is no record before it whose name it could take; write the name first");
            return;
        }

        if (beginsWithBlank && _hasOwnerOfOtherOrigin)
        {
            problems.Warn(PlaceOf(fields[0]), $"the line begins with a blank behind a change of the origin to {Origin}, and belongs to {owner} all the same; write the name to be clear");
            _hasOwnerOfOtherOrigin = false;
        }

        TryParseRest(fields, next, owner, _isIgnored);
    }

    /// <summary>Makes one record of a <c>$GENERATE</c>: its fields from the third on are a name, a TTL and a class perhaps, type and data.</summary>
    public bool TryGenerate(List<TextField> directive, int number)
    {
        _generated.Clear();
        for (var i = 2; i < directive.Count; i++)
        {
            if (!GenerateTemplate.TryFill(directive[i].Text, number, out var text, out var problem)) return Add(directive[i], problem);
            _generated.Add(directive[i] with { Text = text });
        }

        // Data in quotes is what stands between them: "10 mail-$" is two fields.
        if (_generated[^1].IsQuoted && _generated.Count > 1 && RecordTypes.TryParse(_generated[^2].Text, out _))
        {
            var quoted = _generated[^1];
            _generated.RemoveAt(_generated.Count - 1);
            var inside = new List<TextField>();
            if (new EntryScanner(quoted.Text, allowsComments: true).TryRead(inside, out _, out var cut) && cut is not null) return Add(quoted, cut.Sentence);
            foreach (var field in inside) _generated.Add(field with { Line = quoted.Line, Column = quoted.Column });
        }

        if (!DomainName.TryParse(_generated[0].Text, Origin, out var owner, out var wrong)) return Add(_generated[0], $"the name of the record is no valid name: {wrong}");
        var isIgnored = !owner.IsAtOrBelow(_zone);
        if (isIgnored) WarnOutside(_generated[0], owner);
        return TryParseRest(_generated, 1, owner, isIgnored);
    }

    /// <summary>Parses a TTL; one above the highest counts as 0 (RFC 2181 §8), with a warning.</summary>
    public bool TryParseTtl(TextField field, out uint seconds)
    {
        if (TimeToLive.TryParse(field.Text, out seconds)) return true;
        if (!uint.TryParse(field.Text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds)) return false;
        problems.Warn(PlaceOf(field), $"a TTL of {seconds} is above {TimeToLive.Longest} and counts as 0 (RFC 2181 §8)");
        seconds = 0;
        return true;
    }

    private bool TryParseRest(List<TextField> fields, int next, DomainName owner, bool isIgnored)
    {
        uint? ttl = null;
        var hasClass = false;
        for (; next < fields.Count; next++)
        {
            var text = fields[next].Text;
            if (ttl is null && text.Length > 0 && char.IsAsciiDigit(text[0]))
            {
                if (!TryParseTtl(fields[next], out var period))
                    return Add(fields[next], $"'{text}' is no TTL; write a period such as 3600 or 1h, at most {TimeToLive.Longest} seconds");
                ttl = period;
            }
            else if (!hasClass && IsClass(text))
            {
                if (!IsInternet(text)) return Add(fields[next], $"the class {text} is not served here; write IN or leave it out");
                hasClass = true;
            }
            else
            {
                break;
            }
        }

        return TryParseTypeAndData(fields, next, owner, isIgnored, ttl);
    }

    private bool TryParseTypeAndData(List<TextField> fields, int next, DomainName owner, bool isIgnored, uint? ttl)
    {
        if (next >= fields.Count)
            return Add(fields[^1], "the type and the data of the record are missing; a record is written like: www 300 IN A 192.0.2.1");

        var field = fields[next];
        if (!RecordTypes.TryParse(field.Text, out var type))
        {
            return Add(field, field.Text.StartsWith('$')
                ? $"'{field.Text}' stands behind a blank or a name; a directive begins its line"
                : $"'{field.Text}' is no type of record known here; write another type by its number, like TYPE65280");
        }

        // What follows without a TTL takes the last one stated (RFC 1035 §5.1), also when this record turns out wrong.
        _lastTtl = ttl ?? _lastTtl;
        var reader = new FieldReader(fields, next + 1, Origin);
        if (!RecordText.TryParse(type, reader, out var octets, out var problem)) return Add(reader.Last, problem);
        if (isIgnored)
            return type != RecordType.SOA || owner.IsAtOrBelow(_zone) || Add(field, $"this SOA record is for {owner}, not for {_zone}; load the file as the zone {owner.ToHostName()}");

        // A zone without any TTL means the minimum of its SOA (RFC 1035 §3.3.13).
        if (type == RecordType.SOA) _lastTtl ??= Math.Min(BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(octets.Length - 4)), TimeToLive.Longest);
        if ((ttl ?? DefaultTtl ?? _lastTtl) is not { } seconds)
            return Add(field, "the record has no TTL; write one before its type, or a line $TTL 3600 above");

        fold.Add(new ZoneRecord(owner, seconds, type, octets), PlaceOf(field));
        return true;
    }

    private bool TryParseOwner(TextField field)
    {
        _hasOwnerOfOtherOrigin = false;
        if (!DomainName.TryParse(field.Text, Origin, out var name, out var problem))
        {
            // After a wrong owner, lines that begin with a blank still have one: one mistake, one problem.
            (_owner, _isIgnored) = (_zone, true);
            return Add(field, $"the name of the record is no valid name: {problem}");
        }

        // Records of one name share it, also when each line writes it.
        if (_owner is null || !name.Wire.SequenceEqual(_owner.Wire)) _owner = name;
        _isIgnored = !name.IsAtOrBelow(_zone);
        if (_isIgnored) WarnOutside(field, name);
        return true;
    }

    private void WarnOutside(TextField field, DomainName name) => problems.Warn(PlaceOf(field), $"{name} is outside the zone {_zone}; its records are ignored");

    private static bool IsClass(string text) =>
        text.Length <= 2
            ? text.ToUpperInvariant() is "IN" or "CH" or "HS" or "CS"
            : text.Length > 5 && text.StartsWith("CLASS", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(text[5]);

    // CLASS1 is IN in the general form (RFC 3597 §5).
    private static bool IsInternet(string text) =>
        text.Equals("IN", StringComparison.OrdinalIgnoreCase) || text.Equals("CLASS1", StringComparison.OrdinalIgnoreCase);

    private TextPlace PlaceOf(TextField field) => new(File, field.Line, field.Column);

    private bool Add(TextField field, string sentence)
    {
        problems.Add(PlaceOf(field), sentence);
        return false;
    }
}
