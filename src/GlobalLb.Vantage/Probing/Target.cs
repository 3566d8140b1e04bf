using System.Net;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Probing;

/// <summary>One endpoint, and how it is probed.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Probe">The probe, with what the endpoint has otherwise.</param>
internal sealed record Target(Endpoint Endpoint, Probe Probe)
{
    public IPAddress Address => Endpoint.Address;

    public int Port => Probe.Port ?? Endpoint.Port;

    /// <summary>What is called for: the name where there is one, else the address.</summary>
    public string Host => Probe.Host ?? Address.ToString();

    /// <summary>The name that TLS sends and verifies.</summary>
    public string ServerName => Probe.ServerName ?? Host;
}
