using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>
/// A place on the globe (RFC 1876 §2, §3): latitude and longitude in thousandths of a second of arc, altitude in centimetres,
/// and how exact they are. The text leaves out what is 0 or usual, from the right.
/// </summary>
internal sealed class PlaceField() : RecordField("place")
{
    private const int Octets = 16;
    private const uint Middle = 1U << 31; // the equator and the prime meridian
    private const uint Degree = 3_600_000;
    private const long SeaLevel = 10_000_000; // altitudes count from 100 000 m below it, in centimetres
    private const long GreatestSize = 9_000_000_000;

    private static readonly (string Word, byte Usual)[] Sizes = [("size", 0x12), ("horizontal precision", 0x16), ("vertical precision", 0x13)];

    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!TryParseAngle(text, "latitude", 90, 'N', 'S', out var latitude)) return false;
        if (!TryParseAngle(text, "longitude", 180, 'E', 'W', out var longitude)) return false;
        if (!text.TryTake("altitude", out var field)) return false;
        if (!TryParseMetres(field, out var altitude) || altitude + SeaLevel is < 0 or > uint.MaxValue)
            return text.Fail($"the altitude '{field}' is not a number of metres from -100000.00 to 42849672.95");

        Span<byte> sizes = stackalloc byte[Sizes.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = Sizes[i].Usual;
            if (text.IsAtEnd || !text.TryTake(Sizes[i].Word, out field)) continue;
            if (!TryParseMetres(field, out var size) || size is < 0 or > GreatestSize)
                return text.Fail($"the {Sizes[i].Word} '{field}' is not a number of metres from 0 to 90000000.00");
            sizes[i] = ToSize(size);
        }

        data.Write((byte)0);
        data.Write(sizes);
        data.Write(latitude);
        data.Write(longitude);
        data.Write((uint)(altitude + SeaLevel));
        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (!message.TryRead(Octets, out var place)) return false;
        data.Write(place);
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryRead(Octets, out var place) || place[0] != 0) return false;
        foreach (var size in place[1..4])
            if (size >> 4 > 9 || (size & 15) > 9 || (size is > 0 and < 16)) return false; // a digit and a power of ten; 0 is 0e0 only
        if (!FormatAngle(BinaryPrimitives.ReadUInt32BigEndian(place[4..]), 90, 'N', 'S', text)) return false;
        text.Append(' ');
        if (!FormatAngle(BinaryPrimitives.ReadUInt32BigEndian(place[8..]), 180, 'E', 'W', text)) return false;
        FormatMetres(BinaryPrimitives.ReadUInt32BigEndian(place[12..]) - SeaLevel, text);
        foreach (var size in place[1..4])
        {
            long centimetres = size >> 4;
            for (var power = size & 15; power > 0; power--) centimetres *= 10;
            FormatMetres(centimetres, text);
        }

        return true;
    }

    // Degrees, then perhaps minutes, then perhaps seconds, then which half of the globe.
    private static bool TryParseAngle(FieldReader text, string word, int most, char upper, char lower, out uint value)
    {
        value = Middle;
        long angle = 0;
        var unit = (long)Degree;
        for (var parts = 0; ; parts++)
        {
            if (!text.TryTake(word, out var field)) return false;
            if (parts > 0 && field.Length == 1 && char.ToUpperInvariant(field[0]) is var half && (half == upper || half == lower))
            {
                if (angle > most * (long)Degree) return text.Fail($"the {word} is more than {most} degrees");
                value = (uint)(half == upper ? Middle + angle : Middle - angle);
                return true;
            }

            if (parts == 3) return text.Fail($"the {word} has '{field}' where {upper} or {lower} belongs");
            if (!TryParseDecimal(field, parts == 2 ? 3 : 0, out var number) || number >= (parts == 2 ? 60_000 : parts == 1 ? 60 : most + 1))
                return text.Fail(parts == 0
                    ? $"the {word} '{field}' is not a whole number of degrees from 0 to {most}"
                    : $"the {word} has '{field}' where {upper} or {lower}, or minutes and seconds below 60, belong");
            angle += parts == 2 ? number : number * unit;
            unit /= 60;
        }
    }

    private static bool FormatAngle(uint value, int most, char upper, char lower, StringBuilder text)
    {
        var angle = Math.Abs((long)value - Middle);
        if (angle > most * (long)Degree) return false;
        text.Append(CultureInfo.InvariantCulture, $"{angle / Degree} {angle / 60_000 % 60} {angle / 1_000 % 60}.{angle % 1_000:D3} {(value >= Middle ? upper : lower)}");
        return true;
    }

    private static bool TryParseMetres(string field, out long centimetres)
    {
        var number = field.AsSpan();
        var isNegative = number is ['-', ..];
        if (isNegative) number = number[1..];
        if (number is [.., 'm' or 'M']) number = number[..^1];
        var isNumber = TryParseDecimal(number, 2, out centimetres);
        if (isNegative) centimetres = -centimetres;
        return isNumber;
    }

    private static void FormatMetres(long centimetres, StringBuilder text)
    {
        var all = Math.Abs(centimetres);
        text.Append(CultureInfo.InvariantCulture, $" {(centimetres < 0 ? "-" : "")}{all / 100}.{all % 100:D2}m");
    }

    // A number with at most so many decimals, as a whole number of its last decimal.
    private static bool TryParseDecimal(ReadOnlySpan<char> field, int decimals, out long number)
    {
        number = 0;
        var point = field.IndexOf('.');
        var whole = point < 0 ? field : field[..point];
        var fraction = point < 0 ? default : field[(point + 1)..];
        if (whole.Length is 0 or > 10 || fraction.Length > decimals || (point >= 0 && fraction.IsEmpty)) return false;
        for (var i = 0; i < whole.Length + decimals; i++)
        {
            var digit = i < whole.Length ? whole[i] : i - whole.Length < fraction.Length ? fraction[i - whole.Length] : '0';
            if (!char.IsAsciiDigit(digit)) return false;
            number = (number * 10) + (digit - '0');
        }

        return true;
    }

    private static byte ToSize(long centimetres)
    {
        var power = 0;
        for (; centimetres > 9; centimetres /= 10) power++;
        return (byte)((centimetres << 4) | (centimetres == 0 ? 0 : (long)power));
    }
}
