using System.Collections.Immutable;
using System.Net;

namespace GlobalLb.Steering.Aliases;

/// <summary>What one look-up of one target found, in one family of addresses.</summary>
public readonly record struct AliasFinding
{
    /// <summary>The shortest time a finding is held for, in seconds: nobody is asked more often, whatever TTL it writes.</summary>
    public const uint ShortestTtl = 30;

    /// <summary>The longest time a finding is held for, in seconds.</summary>
    public const uint LongestTtl = 3600;

    private AliasFinding(AliasFindingKind kind, ImmutableArray<IPAddress> addresses, uint ttl, string reason) =>
        (Kind, Addresses, Ttl, Reason) = (kind, addresses, Math.Clamp(ttl, ShortestTtl, LongestTtl), reason);

    /// <summary>What it came to.</summary>
    public AliasFindingKind Kind { get; }

    /// <summary>The addresses found, each once and in an order that does not depend on the answer's.</summary>
    public ImmutableArray<IPAddress> Addresses { get; }

    /// <summary>For how long it holds: the TTL of the answer in seconds, moved into <see cref="ShortestTtl"/> to <see cref="LongestTtl"/>.</summary>
    public uint Ttl { get; }

    /// <summary>Why nothing was found, as the middle of a sentence.</summary>
    public string Reason { get; }

    /// <summary>There are addresses.</summary>
    /// <param name="addresses">At least one, of one family.</param>
    /// <param name="ttl">The least TTL on the way to them, in seconds.</param>
    public static AliasFinding Found(IEnumerable<IPAddress> addresses, uint ttl) =>
        new(AliasFindingKind.Found, [.. addresses.Distinct().OrderBy(address => Convert.ToHexString(address.GetAddressBytes()), StringComparer.Ordinal)], ttl, "");

    /// <summary>A resolver said that there are none.</summary>
    /// <param name="ttl">For how long it said so, in seconds (RFC 2308 §5).</param>
    /// <param name="reason">What it said.</param>
    public static AliasFinding Denied(uint ttl, string reason) => new(AliasFindingKind.Denied, [], ttl, reason);

    /// <summary>Nobody could say.</summary>
    /// <param name="reason">Why.</param>
    public static AliasFinding Failed(string reason) => new(AliasFindingKind.Failed, [], 0, reason);
}
