using System.Net;

namespace GlobalLb.Vantage.Guarding;

/// <summary>The prefixes of the IANA special-purpose registries (RFC 6890), and the addresses where clouds keep secrets.</summary>
internal static class SpecialAddresses
{
    public static readonly byte[] Nat64 = [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];
    public static readonly byte[] SixToFour = [0x20, 0x02];
    public static readonly byte[] Teredo = [0x20, 0x01, 0, 0];

    /// <summary>Refused whatever was allowed.</summary>
    public static readonly SpecialAddress[] Never =
    [
        Of("169.254.169.254/32", "the metadata address of a cloud"),
        Of("169.254.170.2/32", "the metadata address of a cloud"),
        Of("169.254.170.23/32", "the metadata address of a cloud"),
        Of("100.100.100.200/32", "the metadata address of a cloud"),
        Of("168.63.129.16/32", "the metadata address of a cloud"),
        Of("192.0.0.192/32", "the metadata address of a cloud"),
        Of("fd00:ec2::254/128", "the metadata address of a cloud"),
        Of("fd00:ec2::23/128", "the metadata address of a cloud"),
        Of("fd20:ce::254/128", "the metadata address of a cloud"),
        Of("169.254.0.0/16", "an address of a link"),
        Of("fe80::/10", "an address of a link"),
        Of("0.0.0.0/8", "no address of a machine"),
        Of("::/128", "no address of a machine"),
        Of("224.0.0.0/4", "a multicast address"),
        Of("ff00::/8", "a multicast address"),
        Of("240.0.0.0/4", "a reserved or broadcast address"),
    ];

    /// <summary>Refused unless the administrator allowed it.</summary>
    public static readonly SpecialAddress[] UnlessAllowed =
    [
        Of("127.0.0.0/8", "an address of this machine itself"),
        Of("::1/128", "an address of this machine itself"),
        Of("10.0.0.0/8", "a private address"),
        Of("172.16.0.0/12", "a private address"),
        Of("192.168.0.0/16", "a private address"),
        Of("fc00::/7", "a private address"),
        Of("fec0::/10", "a private address"),
        Of("100.64.0.0/10", "an address shared by a provider's customers"),
        Of("192.0.0.0/24", "an address for protocols"),
        Of("192.88.99.0/24", "an address of relays"),
        Of("198.18.0.0/15", "an address for measurements"),
        Of("2001:2::/48", "an address for measurements"),
        Of("192.0.2.0/24", "an address for documentation"),
        Of("198.51.100.0/24", "an address for documentation"),
        Of("203.0.113.0/24", "an address for documentation"),
        Of("2001:db8::/32", "an address for documentation"),
        Of("3fff::/20", "an address for documentation"),
        Of("64:ff9b:1::/48", "an address of a local translation"),
        Of("100::/64", "an address that discards"),
        Of("5f00::/16", "an address of segment routing"),
    ];

    private static SpecialAddress Of(string prefix, string what) => new(IPNetwork.Parse(prefix), what);
}
