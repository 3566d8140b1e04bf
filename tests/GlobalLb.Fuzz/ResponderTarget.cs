using System.Buffers.Binary;
using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Steering.Answering;

namespace GlobalLb.Fuzz;

/// <summary>
/// Responders over zones with everything in them: one that gives what it has, over UDP and TCP; one that caps what a forged address
/// could get; and one that limits rates as well. Each answers with silence or with a readable response that fits, allocates nothing,
/// and leaves the request alone.
/// </summary>
internal sealed class ResponderTarget : FuzzTarget
{
    private const int HeaderLength = 12;
    private const int SmallestUdp = 512, LargestUdp = 1232, LargestWithoutCookie = 900;
    private const int ClientCookieLength = 8, CookieLength = 24;
    private const int MostTimes = 10, MostTimesOfAddresses = 3;

    private static readonly Source Udp = new(ClientAddress.From(IPAddress.Parse("10.1.2.3")), Transport.Udp);
    private static readonly Source Tcp = new(ClientAddress.From(IPAddress.Parse("2001:db8::1")), Transport.Tcp) { KeepAlive = 300 };

    private static readonly ResponderOptions Guarded = new()
    {
        Cookies = new CookieSecrets("fuzz fuzz fuzz !"u8),
        Time = new CountedTime(),
        Nsid = "edge-1",
        Version = "1.0",
        HostName = "edge-1.example.test",
        MaxResponseWithoutCookie = LargestWithoutCookie,
        CapsAmplification = true,
    };

    // What the guarded responders give to our address over UDP: who has it in a request receives what is sent there.
    private static readonly byte[] Cookie = AskForCookie();
    private static readonly byte[] CookieOption = [0, 10, 0, CookieLength, .. Cookie];

    // Allowances are earned back by the clock and draws come from a stream: both begin anew with each run, so that a seed repeats it.
    private readonly CountedTime _time = new();
    private readonly Responder _open = new(new Authority(() => FuzzZones.Snapshot));
    private readonly Responder _guarded = new(new Authority(() => FuzzZones.SnapshotWithRoot), Guarded);
    private readonly Responder _limited;

    private readonly byte[] _response = new byte[ushort.MaxValue];

    public ResponderTarget() => _limited = new(
        new Authority(() => FuzzZones.SnapshotWithRoot),
        Guarded with { Time = _time, RateLimits = new RateLimitOptions { Positive = 50, Negative = 20, Errors = 20, Total = 1_000 } });

    /// <inheritdoc/>
    public override string Name => "responder";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } = MakeSeeds();

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Words { get; } =
    [
        [0xC0, 12], [0xC0, 0], [0, 41], [0, 8], [0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8], [0, 11, 0, 0], [0, 3, 0, 0], [0, 0, 1, 0, 1], [1, (byte)'*'], [3, (byte)'w', (byte)'w', (byte)'w'],
        [0, 3], [0, 43], [0, 39], [0, 255], [6, .. "rename"u8], [4, .. "turn"u8], [4, .. "flat"u8], CookieOption,
    ];

    /// <inheritdoc/>
    public override int LongestInput => 1_500;

    /// <inheritdoc/>
    public override int Try(byte[] input)
    {
        Draws.OfThread.Begin((ulong)++_time.Milliseconds);
        Message.TryRead(input, out _);
        var overTcp = Ask(_open, input, Tcp, ushort.MaxValue, out _);
        var overUdp = Ask(_open, input, Udp, LargestUdp, out _);
        var mayBeProven = input.AsSpan().IndexOf(Cookie) >= 0;
        var guarded = Ask(_guarded, input, Udp, mayBeProven ? LargestUdp : LargestWithoutCookie, out var length);
        if (guarded is not null && !mayBeProven) CheckAmplification(input, guarded, length);
        var limited = Ask(_limited, input, Udp, mayBeProven ? LargestUdp : LargestWithoutCookie, out _);
        CheckLimited(guarded, limited, guarded is not null && IsProven(input, guarded));
        _ = Ask(_guarded, input, Tcp, ushort.MaxValue, out _);
        return HashCode.Combine(Outcome(overTcp), Outcome(overUdp), Outcome(guarded), Outcome(limited));
    }

    private Message? Ask(Responder responder, byte[] input, Source source, int largest, out int length)
    {
        var before = (byte[])input.Clone();
        length = Respond(responder, input, source);
        FuzzFailure.Unless(input.AsSpan().SequenceEqual(before), "the request was changed");
        if (length == 0) return null;

        FuzzFailure.Unless(input.Length >= 2 && input.AsSpan(0, 2).SequenceEqual(_response.AsSpan(0, 2)), "the ID differs");
        FuzzFailure.Unless((input[2] & 0x80) == 0, "a response was answered");
        FuzzFailure.Unless(length >= HeaderLength && length <= largest, $"the response has {length} octets");
        FuzzFailure.Unless(Message.TryRead(_response.AsSpan(0, length), out var response), "the response cannot be read");
        FuzzFailure.Unless(response!.IsResponse && response.Opcode == ((input[2] >> 3) & 15), "the response is not one to this request");
        if (response.Edns is null) FuzzFailure.Unless(source.Transport == Transport.Tcp || length <= SmallestUdp, "a client without EDNS got more than 512 octets");
        if (source.Transport == Transport.Tcp) FuzzFailure.Unless(!response.IsTruncated, "something did not fit over TCP");
        if (response.Edns?.Cookie is { } cookie) FuzzFailure.Unless(cookie.Length == CookieLength && input.AsSpan().IndexOf(cookie.Span[..ClientCookieLength]) >= 0, "the cookie is not one for this client");
        CheckQuestion(input, response);
        return response;
    }

    // Twice when it allocated: the first time the runtime may have prepared something of its own.
    private int Respond(Responder responder, byte[] input, Source source)
    {
        for (var attempt = 0; ; attempt++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var length = responder.Respond(input, source, _response);
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

    private static void CheckAmplification(byte[] input, Message response, int length)
    {
        FuzzFailure.Unless(length <= input.Length * MostTimes, $"a request of {input.Length} octets that may be forged got {length}");
        if (response.QuestionType is not (RecordType.A or RecordType.AAAA)) return;
        var addresses = response.Answers.Count(record => record.Type is RecordType.A or RecordType.AAAA);
        FuzzFailure.Unless(
            addresses < 2 || length <= input.Length * MostTimesOfAddresses, $"a request of {input.Length} octets that may be forged got {addresses} addresses in {length}");
    }

    // Whether the cookie was understood: it came back, and as it is in the request once, no new one was made for the same client.
    private static bool IsProven(ReadOnlySpan<byte> input, Message response) =>
        input.Count(CookieOption.AsSpan(4, ClientCookieLength)) == 1 && input.IndexOf(CookieOption) >= 0 && response.Edns?.Cookie?.Span.SequenceEqual(Cookie) == true;

    // What is limited is what would have been sent, or nothing but TC, or nothing.
    private static void CheckLimited(Message? guarded, Message? limited, bool isProven)
    {
        if (limited is null) FuzzFailure.Unless(!isProven, "a client with a cookie was limited");
        if (limited is null || limited.Code == guarded?.Code) return;
        FuzzFailure.Unless(guarded?.Code == ResponseCode.NoSuchName && limited is { IsTruncated: true, Code: ResponseCode.NoError }, $"the code is {limited.Code}, and without limits it is {guarded?.Code}");
        FuzzFailure.Unless(limited is { Answers: [], Authorities: [], Additionals: [] }, "a denial was taken back, and there are records");
    }

    private static int Outcome(Message? response) => response is null ? 0 : HashCode.Combine(
        response.Code, response.IsAuthoritative, response.IsTruncated, response.Edns is null, response.Edns?.SubnetScope,
        Math.Min(response.Answers.Length, 4), Math.Min(response.Authorities.Length, 2), Math.Min(response.Additionals.Length, 4));

    private static byte[] AskForCookie()
    {
        var response = new byte[SmallestUdp];
        var length = new Responder(new Authority(() => null), Guarded).Respond([0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, .. Edns([0, 10, 0, 8, .. "to prove"u8])], Udp, response);
        return Message.TryRead(response.AsSpan(0, length), out var message) && message.Edns?.Cookie is { Length: CookieLength } cookie
            ? cookie.ToArray()
            : throw new InvalidOperationException("a cookie was asked for and not given");
    }

    private static byte[] Edns(byte[] option) => [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, (byte)option.Length, .. option];

    private static List<byte[]> MakeSeeds()
    {
        RecordType[] types =
        [
            RecordType.A, RecordType.AAAA, RecordType.MX, RecordType.ANY, RecordType.SOA, RecordType.DS, RecordType.DNAME, RecordType.AXFR,
            RecordType.TXT, RecordType.ALIAS, RecordType.HTTPS, RecordType.CNAME, RecordType.NS,
        ];
        byte[][] options =
        [
            [], [0, 8, 0, 7, 0, 1, 24, 0, 10, 1, 2], [0, 8, 0, 8, 0, 2, 32, 0, 0x20, 1, 0xD, 0xB8], [0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8],
            [0, 3, 0, 0, 0, 11, 0, 0], [0, 12, 0, 4, 0, 0, 0, 0], CookieOption, [0, 10, 0, CookieLength, .. Cookie[..16], .. new byte[8]],
            [0, 3, 0, 0, .. CookieOption, 0, 11, 0, 0, 0, 8, 0, 4, 0, 1, 0, 0],
        ];
        var seeds = new List<byte[]>();
        foreach (var name in FuzzZones.Names)
        {
            for (var i = 0; i < 2; i++)
            {
                var type = types[seeds.Count % types.Length];
                byte[] question = [.. DomainName.Parse(name).Wire, (byte)((ushort)type >> 8), (byte)type, 0, (byte)(seeds.Count % 11 == 0 ? 255 : 1)];
                seeds.Add([0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. question]);
                seeds.Add([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, .. question, .. Edns(options[seeds.Count / 2 % options.Length])]);
            }
        }

        foreach (var name in new[] { "version.bind", "id.server", "version.server", "hostname.bind", "authors.bind" })
            seeds.Add([0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, .. DomainName.Parse(name).Wire, 0, 16, 0, 3, .. Edns(options[seeds.Count % options.Length])]);
        seeds.Add([0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, .. Edns(options[6])]);
        return seeds;
    }

    // The date, by which cookies are judged, stands still.
    private sealed class CountedTime : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(20_000);
    }
}
