using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>The parameters of SVCB and HTTPS records (RFC 9460 §2.1, §2.2), to the end of the record; in wire form in the order of their keys.</summary>
internal sealed class ParametersField() : RecordField("parameter")
{
    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        var values = new SortedDictionary<ushort, byte[]>();
        while (!text.IsAtEnd && text.TryTake(Word, out var field))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? field : field[..equals];
            var value = equals < 0 ? null : field[(equals + 1)..];
            if (value is "" && text.TryTakeQuotedBehind(out var quoted)) value = quoted;
            if (!SvcParameter.TryParseKey(name, out var key))
                return text.Fail($"'{name}' is no parameter known here; write another by its number, like key65400=\"text\"");
            if (!SvcParameter.TryParseValue(key, value, SvcParameter.IsGeneral(name), out var octets, out var problem))
                return text.Fail($"the parameter {name} {problem}");
            if (!values.TryAdd(key, octets)) return text.Fail($"the parameter {name} is written twice; write it once");
        }

        if (FindProblem(values) is { } wrong) return text.Fail(wrong);
        foreach (var (key, value) in values)
        {
            if (value.Length > ushort.MaxValue) return text.Fail($"the parameter {SvcParameter.FormatKey(key)} has {value.Length} octets and may have {ushort.MaxValue}");
            data.Write(key);
            data.Write((ushort)value.Length);
            data.Write(value);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        for (var last = -1; message.Remaining > 0;)
        {
            if (!TryReadParameter(ref message, ref last, out var value)) return false;
            data.Write((ushort)last);
            data.Write((ushort)value.Length);
            data.Write(value);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        var values = new SortedDictionary<ushort, byte[]>();
        for (var key = -1; data.Remaining > 0;)
        {
            if (!TryReadParameter(ref data, ref key, out var value)) return false;
            if (SvcParameter.FindProblem((ushort)key, value) is not null) return false;
            if (values.Count > 0) text.Append(' ');
            values.Add((ushort)key, value.ToArray());
            SvcParameter.Format((ushort)key, value, text);
        }

        return FindProblem(values) is null;
    }

    private static bool TryReadParameter(ref WireReader data, ref int key, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!data.TryReadUInt16(out var number) || number <= key) return false;
        key = number;
        return data.TryReadUInt16(out var length) && data.TryRead(length, out value);
    }

    // What is mandatory must be there (RFC 9460 §8), and there is no default to do without when nothing is named (§7.1.1).
    private static string? FindProblem(SortedDictionary<ushort, byte[]> values)
    {
        if (values.ContainsKey(SvcParameter.NoDefaultAlpn) && !values.ContainsKey(SvcParameter.Alpn))
            return "no-default-alpn needs the parameter alpn beside it";
        if (!values.TryGetValue(SvcParameter.Mandatory, out var mandatory)) return null;
        foreach (var key in SvcParameter.ReadKeys(mandatory))
            if (!values.ContainsKey(key)) return $"the parameter mandatory names {SvcParameter.FormatKey(key)}, which is not there; add it or take it from the list";
        return null;
    }
}
