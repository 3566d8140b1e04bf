using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>Types as a bitmap, to the end of the record (RFC 4034 §4.1.2): windows of 256 types, their trailing zeros left out.</summary>
internal sealed class TypesField() : RecordField("type")
{
    private const int LongestWindow = 32;

    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        var types = new SortedSet<RecordType>();
        while (!text.IsAtEnd && text.TryTake(Word, out var field))
        {
            if (!RecordTypes.TryParse(field, out var type)) return text.Fail($"'{field}' is no type of record known here; write another by its number, like TYPE65280");
            types.Add(type);
        }

        Span<byte> bits = stackalloc byte[LongestWindow];
        foreach (var window in types.GroupBy(type => (byte)((ushort)type >> 8)))
        {
            bits.Clear();
            var length = 0;
            foreach (var low in window.Select(type => (byte)type))
            {
                bits[low >> 3] |= (byte)(0x80 >> (low & 7));
                length = (low >> 3) + 1;
            }

            data.Write(window.Key);
            data.Write((byte)length);
            data.Write(bits[..length]);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        for (var last = -1; message.Remaining > 0;)
        {
            if (!TryReadWindow(ref message, ref last, out var bits)) return false;
            data.Write((byte)last);
            data.Write((byte)bits.Length);
            data.Write(bits);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        var isFirst = true;
        for (var window = -1; data.Remaining > 0;)
        {
            if (!TryReadWindow(ref data, ref window, out var bits)) return false;
            for (var low = 0; low < bits.Length * 8; low++)
            {
                if ((bits[low >> 3] & (0x80 >> (low & 7))) == 0) continue;
                var type = (RecordType)((window << 8) | low);
                if (type == RecordType.None) return false; // type 0 has no text form
                if (!isFirst) text.Append(' ');
                text.Append(RecordTypes.Format(type));
                isFirst = false;
            }
        }

        return true;
    }

    private static bool TryReadWindow(ref WireReader data, ref int window, out ReadOnlySpan<byte> bits)
    {
        bits = default;
        if (!data.TryReadByte(out var number) || number <= window) return false;
        if (!data.TryReadByte(out var length) || length is 0 or > LongestWindow) return false;
        window = number;
        return data.TryRead(length, out bits) && bits[^1] != 0;
    }
}
