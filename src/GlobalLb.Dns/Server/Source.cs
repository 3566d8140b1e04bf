using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server;

/// <summary>Where a request came from.</summary>
/// <param name="Address">The address of the resolver that asked.</param>
/// <param name="Transport">How it came; decides what an answer may weigh.</param>
public readonly record struct Source(ClientAddress Address, Transport Transport);
