using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>An endpoint as answering needs it.</summary>
/// <param name="Endpoint">What the operator wrote.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Region">Its pool's region.</param>
/// <param name="Octets">Its address in wire form: 4 or 16 octets.</param>
public sealed record CompiledEndpoint(Endpoint Endpoint, Pool Pool, Region Region, ReadOnlyMemory<byte> Octets)
{
    /// <summary>Whether its address is answered to A; otherwise to AAAA.</summary>
    public bool IsIPv4 => Octets.Length == 4;
}
