using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Aliases;

/// <summary>
/// What is remembered of a target to judge the next look-up of it. A name that is live never loses its last address.
/// <code>
///  family holds   found     the other family                  becomes
///  anything       Found     any                               what was found
///  anything       Failed    any                               stays
///  unknown        Denied    has addresses                     none
///  unknown        Denied    has none                          unknown   (nothing was ever found: no answer to cache)
///  addresses      Denied    any, fewer than 3 in a row        stays
///  addresses      Denied    Found in this look-up, 3rd        none
///  addresses      Denied    not found in this look-up         stays     (its last address, or nobody knows better)
///  none           Denied    any                               none
/// </code>
/// </summary>
/// <param name="IPv4">What is remembered of A.</param>
/// <param name="IPv6">What is remembered of AAAA.</param>
public readonly record struct AliasFold(AliasFamily IPv4, AliasFamily IPv6)
{
    /// <summary>Never looked up.</summary>
    public static AliasFold Unknown { get; } = new(AliasFamily.Unknown, AliasFamily.Unknown);

    /// <summary>Whether anything is kept although it was denied as often as it takes.</summary>
    public bool IsKeptAgainstDenial => IPv4.IsKeptAgainstDenial || IPv6.IsKeptAgainstDenial;

    /// <summary>Begins from what was good last.</summary>
    /// <param name="ipv4">Of A; null: not known.</param>
    /// <param name="ipv6">Of AAAA; null: not known.</param>
    public static AliasFold From(AliasAddresses? ipv4, AliasAddresses? ipv6)
    {
        return new AliasFold(Family(ipv4), Family(ipv6));

        static AliasFamily Family(AliasAddresses? known) =>
            known is null ? AliasFamily.Unknown : new AliasFamily(known.Addresses, known.Since, known.Addresses.IsEmpty ? [] : [known.Ttl], 0);
    }

    /// <summary>Folds one more look-up in.</summary>
    /// <param name="ipv4">What was found of A.</param>
    /// <param name="ipv6">What was found of AAAA, in the same look-up.</param>
    /// <param name="now">The moment of it.</param>
    public AliasFold With(in AliasFinding ipv4, in AliasFinding ipv6, DateTimeOffset now) =>
        new(Fold(IPv4, ipv4, IPv6, ipv6, now), Fold(IPv6, ipv6, IPv4, ipv4, now));

    /// <summary>What is known of the target, for the table.</summary>
    public IEnumerable<AliasAddresses> Known(DomainName target)
    {
        if (IPv4.IsKnown) yield return new AliasAddresses(target, RecordType.A, IPv4.Ttl, IPv4.Addresses, IPv4.Since);
        if (IPv6.IsKnown) yield return new AliasAddresses(target, RecordType.AAAA, IPv6.Ttl, IPv6.Addresses, IPv6.Since);
    }

    private static AliasFamily Fold(in AliasFamily held, in AliasFinding found, in AliasFamily other, in AliasFinding foundOther, DateTimeOffset now)
    {
        if (found.Kind == AliasFindingKind.Failed) return held;
        if (found.Kind == AliasFindingKind.Found)
        {
            var isSame = held.IsKnown && held.Addresses.SequenceEqual(found.Addresses);
            var ttls = held.Ttls.Length < AliasFamily.MostTtls ? held.Ttls : held.Ttls.RemoveAt(0);
            return new AliasFamily(found.Addresses, isSame ? held.Since : now, ttls.Add(found.Ttl), 0);
        }

        // Counted only as far as it matters, so that it never overflows.
        var denials = Math.Min(held.Denials + 1, AliasFamily.Confirmation);
        var isFoundElsewhere = foundOther.Kind == AliasFindingKind.Found;
        var isNone = held.IsKnown ? held.HasAddresses && denials >= AliasFamily.Confirmation && isFoundElsewhere : isFoundElsewhere || other.HasAddresses;
        return isNone ? new AliasFamily([], now, [], denials) : held with { Denials = denials };
    }
}
