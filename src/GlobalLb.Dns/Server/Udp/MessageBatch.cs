using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.Udp;

/// <summary>
/// Memory for a batch of requests and their responses, outside the garbage-collected heap, laid out as Linux wants it.
/// There is a list of messages to receive and one to send; both point to the same client and control messages, so that neither
/// is copied. Only what the system changes is set again: a batch that brought one request costs one.
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
    private const int CacheLine = 64;

    // struct cmsghdr on 64-bit systems, then struct in_pktinfo (interface first) or in6_pktinfo (interface after 16 octets of address).
    private const int ControlHeadLength = 16;
    private const ushort FamilyIPv4 = 2;

    private readonly byte* _requests = Allocate(Capacity * RequestLength);
    private readonly byte* _responses = Allocate(Capacity * Edns.LargestUdp);
    private readonly byte* _names = Allocate(Capacity * NameLength);
    private readonly byte* _controls = Allocate(Capacity * ControlLength);
    private readonly Native.Part* _requestParts = (Native.Part*)Allocate(Capacity * sizeof(Native.Part));
    private readonly Native.Part* _responseParts = (Native.Part*)Allocate(Capacity * sizeof(Native.Part));
    private readonly Native.Message* _received = (Native.Message*)Allocate(Capacity * sizeof(Native.Message));
    private readonly Native.Message* _sent = (Native.Message*)Allocate(Capacity * sizeof(Native.Message));
    private readonly Range[] _requestRanges = new Range[Capacity];
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
            _received[i].Header = new Native.Header
            {
                Name = _names + (i * NameLength),
                Parts = _requestParts + i,
                PartCount = 1,
                Control = keepsDestination ? _controls + (i * ControlLength) : null,
            };
            _sent[i].Header.PartCount = 1;
        }

        Prepare(Capacity);
    }

    /// <summary>The messages that receive requests.</summary>
    public Native.Message* Received => _received;

    /// <summary>The messages that send responses.</summary>
    public Native.Message* Sent => _sent;

    /// <summary>Makes the first messages ready to receive again: the system has written how much of each part it used.</summary>
    public void Prepare(int count)
    {
        for (var i = 0; i < count; i++)
        {
            ref var header = ref _received[i].Header;
            header.NameLength = NameLength;
            header.ControlLength = _keepsDestination ? ControlLength : 0u;
        }
    }

    /// <summary>The request a message has received.</summary>
    public ReadOnlySpan<byte> Request(int index) => new(_requests + (index * RequestLength), (int)_received[index].Length);

    /// <summary>The first requests, together.</summary>
    public Questions Questions(int count)
    {
        for (var i = 0; i < count; i++) _requestRanges[i] = new Range(i * RequestLength, (i * RequestLength) + (int)_received[i].Length);
        return new Questions(new ReadOnlySpan<byte>(_requests, Capacity * RequestLength), _requestRanges.AsSpan(0, count));
    }

    /// <summary>Where the request came from.</summary>
    public ClientAddress From(int index)
    {
        var name = new ReadOnlySpan<byte>(_names + (index * NameLength), NameLength);
        return IsIPv4(name)
            ? ClientAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(name[4..]))
            : ClientAddress.Read(name.Slice(8, 16));
    }

    /// <summary>Where a response is to be written.</summary>
    public Span<byte> Response(int index) => new(_responses + (index * Edns.LargestUdp), Edns.LargestUdp);

    /// <summary>Puts the response to the request at <paramref name="from"/> into the list to send at <paramref name="to"/>.</summary>
    public void Answer(int from, int to, int length)
    {
        _responseParts[from].Length = (nuint)length;
        ref readonly var request = ref _received[from].Header;
        ref var response = ref _sent[to].Header;
        response.Name = request.Name;
        response.NameLength = request.NameLength;
        response.Parts = _responseParts + from;
        if (!_keepsDestination) return;
        response.Control = request.Control;
        response.ControlLength = request.ControlLength;
        ForgetInterface(response);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.AlignedFree(_requests);
        NativeMemory.AlignedFree(_responses);
        NativeMemory.AlignedFree(_names);
        NativeMemory.AlignedFree(_controls);
        NativeMemory.AlignedFree(_requestParts);
        NativeMemory.AlignedFree(_responseParts);
        NativeMemory.AlignedFree(_received);
        NativeMemory.AlignedFree(_sent);
    }

    // Aligned, so that no line of the cache belongs to two loops.
    private static byte* Allocate(int octets)
    {
        var length = (nuint)(octets + CacheLine - 1) / CacheLine * CacheLine;
        var start = (byte*)NativeMemory.AlignedAlloc(length, CacheLine);
        NativeMemory.Clear(start, length);
        return start;
    }

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
