namespace GlobalLb.Dns.Messages;

/// <summary>The OPT record of a message that was read (RFC 6891 §6.1).</summary>
/// <param name="UdpSize">The octets the sender can take over UDP.</param>
/// <param name="Version">The EDNS version.</param>
/// <param name="DnssecOk">The DO bit.</param>
/// <param name="Subnet">The client-subnet option, when there is a valid one.</param>
/// <param name="SubnetScope">For how many bits of the subnet the answer holds (RFC 7871 §7.2.1).</param>
public sealed record MessageEdns(ushort UdpSize, byte Version, bool DnssecOk, ClientSubnet? Subnet, byte SubnetScope);
