using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>A steered name, ready to be chosen for.</summary>
/// <param name="Name">The owner.</param>
/// <param name="Ttl">Seconds a resolver may keep an answer.</param>
/// <param name="Fallback">What is answered when the policy finds nothing available.</param>
/// <param name="Policy">What decides.</param>
public sealed record CompiledName(DomainName Name, uint Ttl, Fallback Fallback, CompiledPolicy Policy);
