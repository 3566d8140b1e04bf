using System.Net.Sockets;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Parts;

/// <summary>An endpoint's address and port as people write them.</summary>
internal static class Addresses
{
    public static string Of(Endpoint endpoint) =>
        endpoint.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{endpoint.Address}]:{endpoint.Port}" : $"{endpoint.Address}:{endpoint.Port}";
}
