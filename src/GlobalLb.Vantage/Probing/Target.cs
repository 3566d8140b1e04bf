using System.Net;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Probing;

/// <summary>One endpoint, and how it is probed.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Effective">The probe, with what the endpoint inherits and has otherwise.</param>
internal sealed record Target(Endpoint Endpoint, EffectiveProbe Effective)
{
    /// <summary>What is asked.</summary>
    public Probe Probe { get; init; } = Effective.Asked;

    /// <summary>When, and how it is graded.</summary>
    public Timing Timing => Effective.Timing;

    public IPAddress Address => Endpoint.Address;

    public int Port => Probe.Port ?? Endpoint.Port;

    /// <summary>What is called for: the name where there is one, else the address.</summary>
    public string Host => Probe.Host ?? Address.ToString();

    /// <summary>The name that TLS sends and verifies.</summary>
    public string ServerName => Probe.ServerName ?? Host;
}
