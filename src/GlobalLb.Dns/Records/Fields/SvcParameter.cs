using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>One parameter of a SVCB or HTTPS record: its key, and its value in text and wire form (RFC 9460 §7, §8; RFC 9461 §5).</summary>
internal static class SvcParameter
{
    /// <summary>The key of the list of keys that a client must understand.</summary>
    public const ushort Mandatory = 0;

    /// <summary>The key of the list of protocols.</summary>
    public const ushort Alpn = 1;

    /// <summary>The key that says that the default protocol is not spoken.</summary>
    public const ushort NoDefaultAlpn = 2;

    private const ushort Port = 3;
    private const ushort IPv4Hint = 4;
    private const ushort EncryptedHello = 5;
    private const ushort IPv6Hint = 6;
    private const ushort DohPath = 7;
    private const ushort Invalid = ushort.MaxValue;
    private const string General = "key";

    private static readonly string[] Names = ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath"];

    /// <summary>Whether the name is the general one, whose value is octets: <c>key</c> and a number.</summary>
    public static bool IsGeneral(string name) => name.StartsWith(General, StringComparison.Ordinal);

    /// <summary>Parses the name of a key.</summary>
    public static bool TryParseKey(string name, out ushort key)
    {
        var known = Array.IndexOf(Names, name);
        key = (ushort)Math.Max(known, 0);
        if (known >= 0) return true;
        return IsGeneral(name) && ushort.TryParse(name.AsSpan(General.Length), NumberStyles.None, CultureInfo.InvariantCulture, out key)
            && (name.Length == General.Length + 1 || name[General.Length] != '0') && key != Invalid;
    }

    /// <summary>Formats the name of a key.</summary>
    public static string FormatKey(ushort key) => key < Names.Length ? Names[key] : $"{General}{key}";

    /// <summary>Parses a value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="text">What stands behind the equals sign, escapes still in it; null when there is none.</param>
    /// <param name="isGeneral">Whether the text is the octets themselves, as behind <c>key65400</c>.</param>
    /// <param name="value">The octets.</param>
    /// <param name="problem">What is wrong, as the end of a sentence.</param>
    public static bool TryParseValue(
        ushort key, string? text, bool isGeneral, [NotNullWhen(true)] out byte[]? value, [NotNullWhen(false)] out string? problem)
    {
        if (!CharacterString.TryParse(text ?? "", out value, out problem))
        {
            problem = $"has a value that cannot be read: {problem}";
            return false;
        }

        if (!isGeneral) value = Parse(key, value);
        problem = value is null ? $"has a value that is not {Allowed(key)}" : FindProblem(key, value);
        return problem is null;
    }

    /// <summary>What is wrong with a value, as the end of a sentence; null when nothing is.</summary>
    public static string? FindProblem(ushort key, ReadOnlySpan<byte> value)
    {
        var isRight = key switch
        {
            Mandatory => IsMandatory(value),
            Alpn => IsAlpn(value),
            NoDefaultAlpn => value.IsEmpty,
            Port => value.Length == 2,
            IPv4Hint => value.Length > 0 && value.Length % 4 == 0,
            EncryptedHello => value.Length > 0,
            IPv6Hint => value.Length > 0 && value.Length % 16 == 0,
            DohPath => value is [(byte)'/', ..] && value.IndexOf("{?dns"u8) >= 0 && Utf8.IsValid(value),
            _ => key != Invalid,
        };
        return isRight ? null : $"has a value that is not {Allowed(key)}";
    }

    /// <summary>Formats key and value; the value has no problem.</summary>
    public static void Format(ushort key, ReadOnlySpan<byte> value, StringBuilder text)
    {
        text.Append(FormatKey(key));
        if (value.IsEmpty) return;
        text.Append('=');
        switch (key)
        {
            case Mandatory:
                text.AppendJoin(',', ReadKeys(value).Select(FormatKey));
                break;
            case Alpn:
                CharacterString.Format(JoinAlpn(value), text);
                break;
            case Port:
                text.Append(BinaryPrimitives.ReadUInt16BigEndian(value));
                break;
            case IPv4Hint or IPv6Hint:
                var octets = key == IPv4Hint ? 4 : 16;
                for (var at = 0; at < value.Length; at += octets)
                {
                    if (at > 0) text.Append(',');
                    AddressField.Format(value.Slice(at, octets), text);
                }

                break;
            case EncryptedHello:
                text.Append(Convert.ToBase64String(value));
                break;
            default:
                CharacterString.Format(value, text);
                break;
        }
    }

    /// <summary>The keys in the value of <c>mandatory</c>.</summary>
    public static List<ushort> ReadKeys(ReadOnlySpan<byte> value)
    {
        var keys = new List<ushort>();
        for (var at = 0; at + 1 < value.Length; at += 2) keys.Add(BinaryPrimitives.ReadUInt16BigEndian(value[at..]));
        return keys;
    }

    private static string Allowed(ushort key) => key switch
    {
        Mandatory => "a list of other keys, each once, such as alpn,port",
        Alpn => "a list of protocols of 1 to 255 octets each, such as \"h2,h3\"",
        NoDefaultAlpn => "empty; write the name alone",
        Port => "a port from 0 to 65535",
        IPv4Hint => "a list of IPv4 addresses, such as 192.0.2.1,192.0.2.2",
        EncryptedHello => "a list of configurations in Base64",
        IPv6Hint => "a list of IPv6 addresses, such as 2001:db8::1,2001:db8::2",
        DohPath => "a path with the variable dns, such as /dns-query{?dns}",
        _ => "valid",
    };

    // Null when the text does not read as the value of its key; limits of the octets are checked afterwards.
    private static byte[]? Parse(ushort key, byte[] text) => key switch
    {
        Mandatory => ParseKeys(text),
        Alpn => SplitAlpn(text),
        Port => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? [(byte)(port >> 8), (byte)port] : null,
        IPv4Hint => ParseAddresses(text, AddressFamily.InterNetwork, 4),
        IPv6Hint => ParseAddresses(text, AddressFamily.InterNetworkV6, 16),
        EncryptedHello => ParseBase64(text),
        _ => text,
    };

    private static byte[]? ParseKeys(byte[] text)
    {
        var keys = new List<ushort>();
        foreach (var name in Encoding.Latin1.GetString(text).Split(','))
        {
            if (!TryParseKey(name, out var key)) return null;
            keys.Add(key);
        }

        keys.Sort();
        return [.. keys.SelectMany(key => (byte[])[(byte)(key >> 8), (byte)key])];
    }

    private static byte[]? ParseAddresses(byte[] text, AddressFamily family, int octets)
    {
        var parts = Encoding.Latin1.GetString(text).Split(',');
        var addresses = new byte[parts.Length * octets];
        for (var i = 0; i < parts.Length; i++)
            if (!AddressField.TryParse(parts[i], family, addresses.AsSpan(i * octets, octets))) return null;
        return addresses;
    }

    private static byte[]? ParseBase64(byte[] text)
    {
        var octets = new byte[text.Length];
        return Convert.TryFromBase64String(Encoding.Latin1.GetString(text), octets, out var length) ? octets[..length] : null;
    }

    // Inside the value, commas part the protocols, and a backslash takes a comma or backslash as it is (RFC 9460 §A.1).
    private static byte[]? SplitAlpn(byte[] text)
    {
        var protocols = new List<byte>(text.Length + 1);
        var start = 0;
        protocols.Add(0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || text[at] == (byte)',')
            {
                var length = protocols.Count - start - 1;
                if (length is 0 or > byte.MaxValue) return null;
                protocols[start] = (byte)length;
                start = protocols.Count;
                if (at < text.Length) protocols.Add(0);
            }
            else if (text[at] != (byte)'\\')
            {
                protocols.Add(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] is (byte)',' or (byte)'\\')
            {
                protocols.Add(text[++at]);
            }
            else
            {
                return null;
            }
        }

        return [.. protocols];
    }

    private static byte[] JoinAlpn(ReadOnlySpan<byte> value)
    {
        var text = new List<byte>(value.Length);
        for (var at = 0; at < value.Length; at += value[at] + 1)
        {
            if (at > 0) text.Add((byte)',');
            foreach (var octet in value.Slice(at + 1, value[at]))
            {
                if (octet is (byte)',' or (byte)'\\') text.Add((byte)'\\');
                text.Add(octet);
            }
        }

        return [.. text];
    }

    private static bool IsAlpn(ReadOnlySpan<byte> value)
    {
        var at = 0;
        while (at < value.Length && value[at] > 0) at += value[at] + 1;
        return at == value.Length && at > 0;
    }

    private static bool IsMandatory(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.Length % 2 != 0) return false;
        for (int at = 0, last = Mandatory; at < value.Length; at += 2)
        {
            var key = BinaryPrimitives.ReadUInt16BigEndian(value[at..]);
            if (key <= last || key == Invalid) return false;
            last = key;
        }

        return true;
    }
}
