using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Client;

/// <summary>How a client asks.</summary>
public sealed record QueryOptions
{
    /// <summary>What is used when nothing is said: UDP, EDNS with 1232 octets, no recursion.</summary>
    public static QueryOptions Default { get; } = new();

    /// <summary>The transport.</summary>
    public Transport Transport { get; init; } = Transport.Udp;

    /// <summary>The octets we say we can take over UDP; null asks without EDNS.</summary>
    public ushort? UdpSize { get; init; } = Edns.LargestUdp;

    /// <summary>For whom we ask (RFC 7871); needs EDNS.</summary>
    public ClientSubnet? Subnet { get; init; }

    /// <summary>A cookie: 8 octets of our own, then what the server gave us last (RFC 7873); empty for none; needs EDNS.</summary>
    public ReadOnlyMemory<byte> Cookie { get; init; }

    /// <summary>Whether to ask for the name of the server (RFC 5001); needs EDNS.</summary>
    public bool AsksNsid { get; init; }

    /// <summary>The DO bit; needs EDNS.</summary>
    public bool DnssecOk { get; init; }

    /// <summary>The RD bit: for resolvers, not for authorities.</summary>
    public bool RecursionDesired { get; init; }
}
