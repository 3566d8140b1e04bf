using System.Net;
using System.Net.Sockets;
using GlobalLb.Benchmarks.Load;

namespace GlobalLb.Benchmarks.Floors;

/// <summary>The least a UDP server can do, in C#: receive a batch, set the bit that makes a query a response, send it back.</summary>
internal static unsafe class SharpFloor
{
    private const int BatchLength = 32, MessageLength = 2048, NameLength = 16;

    /// <summary>Answers on a port of 127.0.0.1 until the process ends.</summary>
    public static void Run(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        var handle = (int)socket.Handle;
        var octets = LoadNative.Allocate<byte>(BatchLength * MessageLength);
        var names = LoadNative.Allocate<byte>(BatchLength * NameLength);
        var parts = LoadNative.Allocate<LoadNative.Part>(BatchLength);
        var messages = LoadNative.Allocate<LoadNative.Message>(BatchLength);
        for (; ; )
        {
            for (var i = 0; i < BatchLength; i++)
            {
                parts[i] = new LoadNative.Part { Start = octets + (i * MessageLength), Length = MessageLength };
                messages[i].Header = new LoadNative.Header { Name = names + (i * NameLength), NameLength = NameLength, Parts = parts + i, PartCount = 1 };
            }

            var received = LoadNative.Receive(handle, messages, BatchLength, LoadNative.WaitForOne, null);
            for (var i = 0; i < received; i++)
            {
                parts[i].Length = messages[i].Length;
                parts[i].Start[2] |= 0x80;
            }

            for (var at = 0; at < received;) at += Math.Max(1, LoadNative.Send(handle, messages + at, (uint)(received - at), 0));
        }
    }
}
