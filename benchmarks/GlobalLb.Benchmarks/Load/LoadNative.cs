using System.Runtime.InteropServices;

namespace GlobalLb.Benchmarks.Load;

/// <summary>The calls of Linux that send and receive many datagrams at once, with their structures (sendmmsg(2), recvmmsg(2)).</summary>
internal static unsafe partial class LoadNative
{
    /// <summary>MSG_DONTWAIT: return at once with what is there.</summary>
    public const int DoNotWait = 0x40;

    /// <summary>MSG_WAITFORONE: return as soon as one is there, with what else has arrived.</summary>
    public const int WaitForOne = 0x10000;

    /// <summary>Sends datagrams; how many, or −1.</summary>
    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int Send(int socket, Message* messages, uint count, int flags);

    /// <summary>Receives datagrams; how many, or −1.</summary>
    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int Receive(int socket, Message* messages, uint count, int flags, void* timeout);

    /// <summary>Memory outside the collected heap, zeroed, for the life of the process.</summary>
    public static T* Allocate<T>(int count)
        where T : unmanaged => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Part
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>struct mmsghdr: a struct msghdr, and how long what was received is.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public Header Header;
        public uint Length;
    }

    /// <summary>struct msghdr; a structure of its own, because its end is padded before what follows.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Header
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
