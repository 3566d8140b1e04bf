using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Simulating;

/// <summary>Which part of the clients of a steered name is sent elsewhere.</summary>
/// <param name="Name">The steered name.</param>
/// <param name="Part">0 to 1.</param>
public sealed record NameMoved(DomainName Name, double Part);
