using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server;

/// <summary>Where a request came from.</summary>
/// <param name="Address">The address of the resolver that asked.</param>
/// <param name="Transport">How it came; decides what an answer may weigh.</param>
public readonly record struct Source(ClientAddress Address, Transport Transport)
{
    /// <summary>How long its connection may be silent, in units of 100 ms, for who wants to know (RFC 7828); null over UDP.</summary>
    public ushort? KeepAlive { get; init; }
}
