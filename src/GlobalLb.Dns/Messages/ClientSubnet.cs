namespace GlobalLb.Dns.Messages;

/// <summary>The EDNS client-subnet option of a query (RFC 7871 §6), already checked: no bit is set beyond the prefix.</summary>
/// <param name="Address">The network address of the client's prefix.</param>
/// <param name="SourceLength">How many bits of it the resolver revealed: 0 to 32 or 0 to 128.</param>
public readonly record struct ClientSubnet(ClientAddress Address, byte SourceLength);
