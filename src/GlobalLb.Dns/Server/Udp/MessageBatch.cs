using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.Udp;

/// <summary>
/// Memory for a batch of requests and their responses, outside the garbage-collected heap, laid out as Linux wants it.
/// A response takes the place of its request in the list of messages, so that client and interface need no copying.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class MessageBatch : IDisposable
{
    /// <summary>How many datagrams one call receives or sends.</summary>
    public const int Capacity = 32;

    // Longer requests are cut by the system and then are a format error: a query of one question and EDNS needs some 300 octets.
    private const int RequestLength = 2048;
    private const int NameLength = 32;
    private const int ControlLength = 64;

    // struct cmsghdr on 64-bit systems, then struct in_pktinfo (interface first) or in6_pktinfo (interface after 16 octets of address).
    private const int ControlHeadLength = 16;
    private const ushort FamilyIPv4 = 2;

    private readonly byte* _requests = Allocate(Capacity * RequestLength);
    private readonly byte* _responses = Allocate(Capacity * Edns.LargestUdp);
    private readonly byte* _names = Allocate(Capacity * NameLength);
    private readonly byte* _controls = Allocate(Capacity * ControlLength);
    private readonly Native.Part* _requestParts = (Native.Part*)Allocate(Capacity * sizeof(Native.Part));
    private readonly Native.Part* _responseParts = (Native.Part*)Allocate(Capacity * sizeof(Native.Part));
    private readonly Native.Message* _messages = (Native.Message*)Allocate(Capacity * sizeof(Native.Message));
    private readonly bool _keepsDestination;
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="keepsDestination">Whether responses must leave from the address their request was sent to.</param>
    public MessageBatch(bool keepsDestination)
    {
        _keepsDestination = keepsDestination;
        for (var i = 0; i < Capacity; i++)
        {
            _requestParts[i] = new Native.Part { Start = _requests + (i * RequestLength), Length = RequestLength };
            _responseParts[i].Start = _responses + (i * Edns.LargestUdp);
        }
    }

    /// <summary>The list of messages.</summary>
    public Native.Message* Messages => _messages;

    /// <summary>Makes every message ready to receive a request.</summary>
    public void Prepare()
    {
        for (var i = 0; i < Capacity; i++)
        {
            ref var header = ref _messages[i].Header;
            header.Name = _names + (i * NameLength);
            header.NameLength = NameLength;
            header.Parts = _requestParts + i;
            header.PartCount = 1;
            header.Control = _keepsDestination ? _controls + (i * ControlLength) : null;
            header.ControlLength = _keepsDestination ? ControlLength : 0u;
            header.Flags = 0;
        }
    }

    /// <summary>The request a message has received.</summary>
    public ReadOnlySpan<byte> Request(int index) => new(_messages[index].Header.Parts->Start, (int)_messages[index].Length);

    /// <summary>Where the request came from.</summary>
    public ClientAddress From(int index)
    {
        var name = new ReadOnlySpan<byte>(_messages[index].Header.Name, NameLength);
        return IsIPv4(name)
            ? ClientAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(name[4..]))
            : ClientAddress.Read(name.Slice(8, 16));
    }

    /// <summary>Where a response is to be written.</summary>
    public Span<byte> Response(int index) => new(_responses + (index * Edns.LargestUdp), Edns.LargestUdp);

    /// <summary>Puts the response to the request at <paramref name="from"/> into the list at <paramref name="to"/>, not after it.</summary>
    public void Answer(int from, int to, int length)
    {
        _responseParts[from].Length = (nuint)length;
        var header = _messages[from].Header;
        header.Parts = _responseParts + from;
        header.Flags = 0;
        if (_keepsDestination) ForgetInterface(header);
        _messages[to].Header = header;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.Free(_requests);
        NativeMemory.Free(_responses);
        NativeMemory.Free(_names);
        NativeMemory.Free(_controls);
        NativeMemory.Free(_requestParts);
        NativeMemory.Free(_responseParts);
        NativeMemory.Free(_messages);
    }

    private static byte* Allocate(int octets) => (byte*)NativeMemory.AllocZeroed((nuint)octets);

    private static bool IsIPv4(ReadOnlySpan<byte> name) => MemoryMarshal.Read<ushort>(name) == FamilyIPv4;

    // What was received says which of our addresses was asked and through which interface. Sent back, it makes the response
    // leave from that address; the way out is for the routing table to find, except for link-local addresses (fe80::/10).
    private static void ForgetInterface(in Native.Header header)
    {
        var control = new Span<byte>(header.Control, ControlLength)[ControlHeadLength..];
        if (IsIPv4(new ReadOnlySpan<byte>(header.Name, NameLength))) control[..4].Clear();
        else if (control[0] != 0xFE || (control[1] & 0xC0) != 0x80) control.Slice(16, 4).Clear();
    }
}
