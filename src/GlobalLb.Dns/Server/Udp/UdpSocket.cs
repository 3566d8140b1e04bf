using System.Net;
using System.Net.Sockets;

namespace GlobalLb.Dns.Server.Udp;

/// <summary>Binds sockets for UDP.</summary>
internal static class UdpSocket
{
    // A burst must find room while a loop is being scheduled; the system may grant less.
    private const int BufferLength = 4 << 20;

    // SOL_SOCKET and SO_REUSEPORT on Linux.
    private const int SocketLevel = 1;
    private const int ReusePort = 15;

    /// <summary>Binds a socket.</summary>
    /// <param name="address">Where; port 0 lets the system choose.</param>
    /// <param name="isShared">Whether further sockets of ours are bound to the same port; the system spreads requests among them (Linux).</param>
    /// <exception cref="SocketException">The address is in use, not ours, or not allowed.</exception>
    public static Socket Bind(IPEndPoint address, bool isShared)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (isShared) socket.SetRawSocketOption(SocketLevel, ReusePort, BitConverter.GetBytes(1));
            TryEnlarge(socket, SocketOptionName.ReceiveBuffer);
            TryEnlarge(socket, SocketOptionName.SendBuffer);
            socket.Bind(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void TryEnlarge(Socket socket, SocketOptionName buffer)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, buffer, BufferLength);
        }
        catch (SocketException)
        {
            // A smaller buffer loses requests under load, but answers.
        }
    }
}
