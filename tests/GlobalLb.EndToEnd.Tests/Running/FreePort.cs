using System.Net;
using System.Net.Sockets;

namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>Ports that nobody uses, for both transports.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that was free a moment ago and was not given before.</summary>
    public static int Find(IPAddress? address = null)
    {
        while (true)
        {
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            tcp.Bind(new IPEndPoint(address ?? IPAddress.Loopback, 0));
            var port = ((IPEndPoint)tcp.LocalEndPoint!).Port;
            if (IsFree(new IPEndPoint(address ?? IPAddress.Loopback, port), SocketType.Dgram) && Given.Add(port)) return port;
        }
    }

    /// <summary>Whether we could listen there, as who we are.</summary>
    public static bool IsFree(IPEndPoint listen, SocketType type)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            socket.Bind(listen);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
