using System.Buffers.Binary;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.Cookies;

/// <summary>
/// The COOKIE option as a server reads and writes it: the client's 8 octets, then our 16 in the interoperable form (RFC 9018
/// §4): version, three reserved octets, the time it was made, and a hash over all of that and the client's address.
/// </summary>
internal static class Cookie
{
    /// <summary>The octets of the client's part.</summary>
    public const int ClientLength = 8;

    /// <summary>The octets of both parts as we write them.</summary>
    public const int WholeLength = 24;

    private const byte Version = 1;
    private const int TimeOffset = 12, HashOffset = 16;

    // RFC 9018 §4.3: valid for an hour, and up to five minutes early, because clocks of servers that share a secret differ;
    // after half an hour the client is given a new one.
    private const int OldestAge = 3600, OldestClean = 1800, YoungestAge = -300;

    /// <summary>Whether the option has a length that it may have: 8, or 16 to 40 (RFC 7873 §5.2.2).</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> option) => option.Length is ClientLength or (>= 16 and <= 40);

    /// <summary>What a well-formed option says about the client.</summary>
    /// <param name="option">The contents of the option.</param>
    /// <param name="client">Where the request came from.</param>
    /// <param name="secrets">Our secrets.</param>
    /// <param name="now">Seconds since 1970, modulo 2³² (RFC 9018 §4.3: compared by RFC 1982).</param>
    public static CookieStanding Judge(ReadOnlySpan<byte> option, in ClientAddress client, CookieSecrets.Pair secrets, uint now)
    {
        if (option.Length == ClientLength) return CookieStanding.ClientOnly;
        if (option.Length != WholeLength || option[ClientLength] != Version) return CookieStanding.Invalid;
        var age = (int)(now - BinaryPrimitives.ReadUInt32BigEndian(option[TimeOffset..]));
        if (age is < YoungestAge or > OldestAge) return CookieStanding.Invalid;

        // Comparing two numbers takes the same time whatever they are.
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(option[HashOffset..]);
        if (hash == Hash(option[..HashOffset], client, secrets.Current)) return age > OldestClean ? CookieStanding.Aging : CookieStanding.Valid;
        return secrets.Other is { } other && hash == Hash(option[..HashOffset], client, other) ? CookieStanding.Aging : CookieStanding.Invalid;
    }

    /// <summary>Writes the contents of the option for the response: as it came while it is valid, else with a new server part.</summary>
    public static void Write(
        ReadOnlySpan<byte> option, CookieStanding standing, in ClientAddress client, CookieSecrets.Pair secrets, uint now, Span<byte> response)
    {
        if (standing == CookieStanding.Valid)
        {
            option[..WholeLength].CopyTo(response);
            return;
        }

        option[..ClientLength].CopyTo(response);
        BinaryPrimitives.WriteUInt32BigEndian(response[ClientLength..], (uint)Version << 24);
        BinaryPrimitives.WriteUInt32BigEndian(response[TimeOffset..], now);
        BinaryPrimitives.WriteUInt64LittleEndian(response[HashOffset..], Hash(response[..HashOffset], client, secrets.Current));
    }

    private static ulong Hash(ReadOnlySpan<byte> head, in ClientAddress client, UInt128 secret)
    {
        Span<byte> hashed = stackalloc byte[HashOffset + 16];
        head.CopyTo(hashed);
        BinaryPrimitives.WriteUInt128BigEndian(hashed[HashOffset..], client.Bits);
        return SipHash.Hash(secret, client.IsIPv4 ? hashed[..(HashOffset + 4)] : hashed);
    }
}
