using System.Net;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web;

/// <summary>An endpoint that the program itself plays.</summary>
/// <param name="Endpoint">Its code in the configuration.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Port">The port, 1 to 65 535.</param>
/// <param name="IsSick">Whether its probes are to fail.</param>
public sealed record SimulatedEndpoint(EndpointCode Endpoint, IPAddress Address, int Port, bool IsSick);
