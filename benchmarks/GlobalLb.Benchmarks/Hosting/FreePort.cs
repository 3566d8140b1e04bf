using System.Net;
using System.Net.Sockets;

namespace GlobalLb.Benchmarks.Hosting;

/// <summary>Finds ports.</summary>
internal static class FreePort
{
    /// <summary>A port of 127.0.0.1 that is free for UDP and TCP at this moment.</summary>
    public static int Find()
    {
        while (true)
        {
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            try
            {
                udp.Bind(tcp.LocalEndPoint!);
                return ((IPEndPoint)tcp.LocalEndPoint!).Port;
            }
            catch (SocketException)
            {
                // Taken for UDP: the system offers another.
            }
        }
    }
}
