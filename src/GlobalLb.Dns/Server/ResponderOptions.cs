using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Dns.Server;

/// <summary>What a <see cref="Responder"/> says of itself, and how much it sends to addresses that may be forged.</summary>
public sealed record ResponderOptions
{
    /// <summary>The octets that <see cref="Nsid"/>, <see cref="Version"/> and <see cref="HostName"/> may have in UTF-8.</summary>
    public const int LongestText = 128;

    /// <summary>The least that <see cref="MaxResponseWithoutCookie"/> may be.</summary>
    public const int SmallestWithoutCookie = 128;

    private readonly string? _nsid, _version, _hostName;
    private readonly int? _maxResponseWithoutCookie;

    /// <summary>The secrets of our cookies (RFC 9018); unless given, drawn at random and known to this server alone.</summary>
    public CookieSecrets Cookies { get; init; } = CookieSecrets.Random();

    /// <summary>The clock that cookies are dated and rates are measured by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The name of this server for who asks with NSID (RFC 5001); null: the question is ignored.</summary>
    /// <exception cref="ArgumentException">It is empty or longer than <see cref="LongestText"/> octets.</exception>
    public string? Nsid { get => _nsid; init => _nsid = Checked(value); }

    /// <summary>What <c>version.bind</c> and <c>version.server</c> are answered with in class CHAOS; null: they are refused.</summary>
    /// <exception cref="ArgumentException">It is empty or longer than <see cref="LongestText"/> octets.</exception>
    public string? Version { get => _version; init => _version = Checked(value); }

    /// <summary>What <c>hostname.bind</c> and <c>id.server</c> (RFC 4892) are answered with in class CHAOS; null: they are refused.</summary>
    /// <exception cref="ArgumentException">It is empty or longer than <see cref="LongestText"/> octets.</exception>
    public string? HostName { get => _hostName; init => _hostName = Checked(value); }

    /// <summary>
    /// The octets of a response over UDP to a client without a valid cookie; larger ones are truncated, so that the client comes
    /// by TCP. From <see cref="SmallestWithoutCookie"/> to 1232; null: as large as for others.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public int? MaxResponseWithoutCookie
    {
        get => _maxResponseWithoutCookie;
        init
        {
            if (value is { } octets)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(octets, SmallestWithoutCookie);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(octets, Edns.LargestUdp);
            }

            _maxResponseWithoutCookie = value;
        }
    }

    /// <summary>
    /// Whether a response over UDP to a client without a valid cookie has at most ten times the octets of its request, and at
    /// most three times when it holds more than one address.
    /// </summary>
    public bool CapsAmplification { get; init; }

    /// <summary>How often a prefix is answered over UDP; null: as often as it asks.</summary>
    public RateLimitOptions? RateLimits { get; init; }

    private static string? Checked(string? text)
    {
        if (text is null || System.Text.Encoding.UTF8.GetByteCount(text) is > 0 and <= LongestText) return text;
        throw new ArgumentException($"a text has 1 to {LongestText} octets", nameof(text));
    }
}
