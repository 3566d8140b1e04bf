namespace GlobalLb.Dns.Messages;

/// <summary>The OPT record of a message that was read (RFC 6891 §6.1).</summary>
/// <param name="UdpSize">The octets the sender can take over UDP.</param>
/// <param name="Version">The EDNS version.</param>
/// <param name="DnssecOk">The DO bit.</param>
/// <param name="Subnet">The client-subnet option, when there is a valid one.</param>
/// <param name="SubnetScope">For how many bits of the subnet the answer holds (RFC 7871 §7.2.1).</param>
public sealed record MessageEdns(ushort UdpSize, byte Version, bool DnssecOk, ClientSubnet? Subnet, byte SubnetScope)
{
    /// <summary>The cookie option: 8 octets of the client, then what the server added (RFC 7873); null: there is none.</summary>
    public ReadOnlyMemory<byte>? Cookie { get; init; }

    /// <summary>The name of the server (RFC 5001); null: there is none.</summary>
    public ReadOnlyMemory<byte>? Nsid { get; init; }

    /// <summary>Why the code is what it is (RFC 8914), by number; null: nothing is said.</summary>
    public ExtendedError? ExtendedError { get; init; }
}
