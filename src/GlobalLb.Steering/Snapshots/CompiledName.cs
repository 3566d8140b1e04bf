using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>A steered name, ready to be chosen for.</summary>
/// <param name="Name">What the operator wrote.</param>
/// <param name="Zone">The zone it belongs to.</param>
/// <param name="Policy">Its compiled tree.</param>
/// <param name="IPv4">Indexes of all IPv4 endpoints its tree reaches.</param>
/// <param name="IPv6">Indexes of all IPv6 endpoints its tree reaches.</param>
public sealed record CompiledName(SteeredName Name, DomainName Zone, CompiledNode Policy, int[] IPv4, int[] IPv6)
{
    /// <summary>All endpoints of one family that the tree reaches.</summary>
    public int[] Reached(bool isIPv4) => isIPv4 ? IPv4 : IPv6;
}
