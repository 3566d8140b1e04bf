using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Snapshots;

/// <summary>A steered name, ready to be chosen for.</summary>
/// <param name="Name">The owner.</param>
/// <param name="Policy">What decides.</param>
public sealed record CompiledName(DomainName Name, CompiledPolicy Policy);
