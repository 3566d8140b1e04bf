using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>What the tracker remembers of one endpoint.</summary>
internal sealed class Tracked
{
    public required Pool Pool { get; set; }

    public required Endpoint Endpoint { get; set; }

    public HealthFold Fold { get; set; }

    public EndpointHealth Health { get; set; }

    public Probe Probe => Pool.Probe!;

    /// <summary>Whether what was learned is still about the same thing.</summary>
    public bool IsSameAs(Endpoint endpoint) => Endpoint.Address.Equals(endpoint.Address) && Endpoint.Port == endpoint.Port;
}
