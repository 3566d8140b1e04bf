using System.Collections.Immutable;
using System.Net;

namespace GlobalLb.Steering.Aliases;

/// <summary>What is remembered of one target in one family of addresses.</summary>
/// <param name="Addresses">What is answered; empty: known to have none; default: never found, so not known.</param>
/// <param name="Since">When it became this.</param>
/// <param name="Ttls">What the last answers allowed, the newest last, at most <see cref="MostTtls"/>.</param>
/// <param name="Denials">Denials in a row, up to now.</param>
public readonly record struct AliasFamily(ImmutableArray<IPAddress> Addresses, DateTimeOffset Since, ImmutableArray<uint> Ttls, int Denials)
{
    /// <summary>How many denials in a row it takes to give addresses up.</summary>
    public const int Confirmation = 3;

    /// <summary>How many answers the TTL is made of.</summary>
    public const int MostTtls = 3;

    /// <summary>Never looked up.</summary>
    public static AliasFamily Unknown { get; } = new(default, default, [], 0);

    /// <summary>Whether it is known at all.</summary>
    public bool IsKnown => !Addresses.IsDefault;

    /// <summary>Whether there is something to answer.</summary>
    public bool HasAddresses => !Addresses.IsDefaultOrEmpty;

    /// <summary>Whether addresses are kept although they were denied as often as it takes.</summary>
    public bool IsKeptAgainstDenial => HasAddresses && Denials >= Confirmation;

    /// <summary>
    /// The longest that one of the last answers allowed. A resolver that answers from its cache counts down; the next but one
    /// answer comes fresh, so the highest is what the target's owner wrote.
    /// </summary>
    public uint Ttl => Ttls.IsEmpty ? AliasFinding.ShortestTtl : Ttls.Max();
}
