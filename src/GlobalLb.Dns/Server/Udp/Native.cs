using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace GlobalLb.Dns.Server.Udp;

/// <summary>The calls of Linux that receive and send many datagrams at once, and their structures (recvmmsg(2), socket(7)).</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class Native
{
    /// <summary>Return as soon as one datagram is there, with what else has arrived.</summary>
    public const int WaitForOne = 0x10000;

    /// <summary>Return what has arrived, and <see cref="TryAgain"/> when that is nothing.</summary>
    public const int DoNotWait = 0x40;

    /// <summary>EINTR: a signal came; nothing was lost.</summary>
    public const int Interrupted = 4;

    /// <summary>EAGAIN: the receive timeout went by.</summary>
    public const int TryAgain = 11;

    /// <summary>Receives up to <paramref name="count"/> datagrams.</summary>
    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int Receive(int socket, Message* messages, uint count, int flags, void* timeout);

    /// <summary>Sends up to <paramref name="count"/> datagrams.</summary>
    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int Send(int socket, Message* messages, uint count, int flags);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Part
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>struct mmsghdr, with the struct msghdr it begins with.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public Header Header;
        public uint Length;
    }

    /// <summary>struct msghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Header
    {
        public byte* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
