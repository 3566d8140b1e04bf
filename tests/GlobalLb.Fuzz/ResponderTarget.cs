using System.Buffers.Binary;
using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Answering;

namespace GlobalLb.Fuzz;

/// <summary>
/// The responder over zones with everything in them, at once as over UDP and as over TCP: it answers with silence or with a readable
/// response that fits, allocates nothing, and leaves the request alone.
/// </summary>
internal sealed class ResponderTarget : FuzzTarget
{
    private const int HeaderLength = 12;
    private const int SmallestUdp = 512, LargestUdp = 1232;

    private readonly Responder _responder = new(new Authority(() => FuzzZones.Snapshot));
    private readonly Source _udp = new(ClientAddress.From(IPAddress.Parse("10.1.2.3")), Transport.Udp);
    private readonly Source _tcp = new(ClientAddress.From(IPAddress.Parse("2001:db8::1")), Transport.Tcp);
    private readonly byte[] _response = new byte[ushort.MaxValue];

    /// <inheritdoc/>
    public override string Name => "responder";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } = MakeSeeds();

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Words { get; } =
    [
        [0xC0, 12], [0xC0, 0], [0, 41], [0, 8], [0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8], [0, 11, 0, 0], [0, 3, 0, 0], [0, 0, 1, 0, 1], [1, (byte)'*'], [3, (byte)'w', (byte)'w', (byte)'w'],
    ];

    /// <inheritdoc/>
    public override int LongestInput => 1_500;

    /// <inheritdoc/>
    public override int Try(byte[] input)
    {
        Message.TryRead(input, out _);
        var overTcp = Try(input, _tcp, ushort.MaxValue);
        return HashCode.Combine(Try(input, _udp, LargestUdp), overTcp);
    }

    private int Try(byte[] input, Source source, int largest)
    {
        var before = (byte[])input.Clone();
        var length = Respond(input, source);
        FuzzFailure.Unless(input.AsSpan().SequenceEqual(before), "the request was changed");
        if (length == 0) return 0;

        FuzzFailure.Unless(input.Length >= 2 && input.AsSpan(0, 2).SequenceEqual(_response.AsSpan(0, 2)), "the ID differs");
        FuzzFailure.Unless((input[2] & 0x80) == 0, "a response was answered");
        FuzzFailure.Unless(length >= HeaderLength && length <= largest, $"the response has {length} octets");
        FuzzFailure.Unless(Message.TryRead(_response.AsSpan(0, length), out var response), "the response cannot be read");
        FuzzFailure.Unless(response!.IsResponse && response.Opcode == ((input[2] >> 3) & 15), "the response is not one to this request");
        if (response.Edns is null) FuzzFailure.Unless(source.Transport == Transport.Tcp || length <= SmallestUdp, "a client without EDNS got more than 512 octets");
        CheckQuestion(input, response);
        return HashCode.Combine(
            response.Code, response.IsAuthoritative, response.IsTruncated, response.Edns is null, response.Edns?.SubnetScope,
            Math.Min(response.Answers.Length, 4), Math.Min(response.Authorities.Length, 2), Math.Min(response.Additionals.Length, 4));
    }

    // Twice when it allocated: the first time the runtime may have prepared something of its own.
    private int Respond(byte[] input, Source source)
    {
        for (var attempt = 0; ; attempt++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var length = _responder.Respond(input, source, _response);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (allocated == 0) return length;
            FuzzFailure.Unless(attempt < 3, $"answering allocated {allocated} octets");
        }
    }

    // The question comes back octet for octet, or not at all (RFC 1035 §4.1.1, RFC 9267 is why it is looked at so closely).
    private void CheckQuestion(byte[] input, Message response)
    {
        if (response.QuestionName is not { } name) return;
        var question = _response.AsSpan(HeaderLength, name.Wire.Length + 4);
        FuzzFailure.Unless(input.AsSpan(HeaderLength).StartsWith(question), "the question differs");
        FuzzFailure.Unless(BinaryPrimitives.ReadUInt16BigEndian(input.AsSpan(4)) == 1, "a question came from a request that has not one");
    }

    private static List<byte[]> MakeSeeds()
    {
        RecordType[] types = [RecordType.A, RecordType.AAAA, RecordType.MX, RecordType.ANY, RecordType.SOA, RecordType.DS, RecordType.DNAME, RecordType.AXFR];
        byte[][] options =
        [
            [], [0, 8, 0, 7, 0, 1, 24, 0, 10, 1, 2], [0, 8, 0, 8, 0, 2, 32, 0, 0x20, 1, 0xD, 0xB8], [0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8],
            [0, 3, 0, 0, 0, 11, 0, 0], [0, 12, 0, 4, 0, 0, 0, 0],
        ];
        var seeds = new List<byte[]>();
        foreach (var name in FuzzZones.Names)
        {
            var type = types[seeds.Count % types.Length];
            byte[] question = [.. DomainName.Parse(name).Wire, (byte)((ushort)type >> 8), (byte)type, 0, 1];
            seeds.Add([0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. question]);
            var option = options[seeds.Count % options.Length];
            seeds.Add([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, .. question, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, (byte)option.Length, .. option]);
        }

        return seeds;
    }
}
