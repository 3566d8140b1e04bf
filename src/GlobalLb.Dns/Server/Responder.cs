using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server.Cookies;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Dns.Wire;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Dns.Server;

/// <summary>
/// From request to response, bytes to bytes: the one function UDP, TCP, tests and benchmarks share. All loops may use one
/// responder at once. It allocates nothing and throws for no input.
/// </summary>
public sealed class Responder
{
    /// <summary>The octets a response buffer must have at least; with 65 535 any response fits.</summary>
    public const int SmallestBuffer = Edns.SmallestUdp;

    private readonly IAuthority _authority;
    private readonly ILogger<Responder>? _logger;
    private readonly CookieSecrets _secrets;
    private readonly TimeProvider _time;
    private readonly ChaosNames _chaos;
    private readonly byte[] _nsid;
    private readonly int _mostWithoutCookie;
    private readonly bool _capsAmplification;
    private readonly RateLimiter? _limiter;
    private int _failures;

    /// <summary>Makes a responder.</summary>
    /// <param name="authority">What answers well-formed questions.</param>
    /// <param name="options">What it says of itself and how much it sends to whom; the defaults unless given.</param>
    /// <param name="logger">Hears of the first failure of the authority; later ones are only counted.</param>
    public Responder(IAuthority authority, ResponderOptions? options = null, ILogger<Responder>? logger = null)
    {
        options ??= new ResponderOptions();
        _authority = authority;
        _logger = logger;
        _secrets = options.Cookies;
        _time = options.Time;
        _chaos = new ChaosNames(options);
        _nsid = Encoding.UTF8.GetBytes(options.Nsid ?? "");
        _mostWithoutCookie = options.MaxResponseWithoutCookie ?? Edns.LargestUdp;
        _capsAmplification = options.CapsAmplification;
        _limiter = options.RateLimits is { Mode: not RateLimitMode.Off } limits ? new RateLimiter(limits, _time) : null;
    }

    /// <summary>Writes the response to one request.</summary>
    /// <param name="request">The request as it came, of any length and content.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="response">Where the response goes; must not overlap the request.</param>
    /// <returns>The length of the response; 0 when there must be none.</returns>
    public int Respond(ReadOnlySpan<byte> request, in Source source, Span<byte> response)
    {
        BeginBatch();
        return Respond(request, source, response, Draws.OfThread, out _);
    }

    /// <summary>Says that the requests that follow have come now.</summary>
    internal void BeginBatch() => _limiter?.Observe();

    /// <summary>Says that these are the requests that follow.</summary>
    internal void BeginBatch(Questions questions)
    {
        BeginBatch();
        if (questions.Count < 2) return;
        try
        {
            _authority.Foresee(questions);
        }
        catch (Exception failure)
        {
            Count(failure); // nothing depends on it
        }
    }

    /// <summary>Writes the response to one request of a batch and says what became of it.</summary>
    /// <param name="message">The request.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="response">Where the response goes.</param>
    /// <param name="draws">Chance for the answer: that of the thread.</param>
    /// <param name="verdict">What became of it.</param>
    internal int Respond(ReadOnlySpan<byte> message, in Source source, Span<byte> response, Draws draws, out Verdict verdict)
    {
        verdict = default;
        if (message.Length < HeaderBits.HeaderLength || response.Length < SmallestBuffer) return 0;

        // A response must never be answered, or two servers talk for ever (RFC 1035 §4.1.1, QR).
        if ((message[2] & (HeaderBits.Response >> 8)) != 0) return 0;

        var request = new Request(message);
        var (cookie, now) = (CookieStanding.None, 0u);
        if (request.HasCookie) cookie = Judge(request, source, out now);
        var ednsLength = request.HasEdns ? EdnsLength(request, source) : 0;
        var behindQuestion = HeaderBits.HeaderLength + request.Question.Length;
        var limit = Math.Min(Limit(message.Length, request.UdpSize, source.Transport, cookie), response.Length);
        var room = response[..Math.Max(limit - ednsLength, behindQuestion)];
        request.Question.CopyTo(response[HeaderBits.HeaderLength..]);

        var answer = new AnswerWriter(room, behindQuestion) { Code = request.Refusal };
        if (request.Refusal != ResponseCode.NoError) Refuse(request, ref answer);
        else if (!request.HasQuestion) answer.Code = cookie == CookieStanding.Invalid ? ResponseCode.BadCookie : ResponseCode.NoError;
        else if (!TryAnswer(request, source, draws, ref answer)) answer = new AnswerWriter(room, behindQuestion) { Code = ResponseCode.ServerFailure };
        if (answer.AnswerCount > 1 && IsCapped(source.Transport, cookie) && Amplification.IsForAddresses(request.Type))
            Amplification.CutAddresses(response, behindQuestion, (message.Length * Amplification.MostOfAddresses) - ednsLength, ref answer);

        var rate = Limit(request, source, cookie, answer, response);
        if (rate.Decision == RateDecision.Drop)
        {
            verdict = new Verdict(false, answer.Code, false, IsProven(cookie), rate);
            return 0;
        }

        if (rate.Decision == RateDecision.Truncate) answer = RateLimiter.Truncate(answer.Code, room, behindQuestion);
        var length = answer.Position;
        if (request.HasEdns)
        {
            var why = length + ednsLength + EdnsOption.HeadLength + sizeof(ExtendedError) <= limit ? answer.ExtendedError : null;
            length += WriteEdns(request, source, cookie, now, answer, why, response[length..]);
        }

        WriteHeader(message, request, answer, response);
        verdict = new Verdict(true, answer.Code, answer.IsTruncated, IsProven(cookie), rate);
        return length;
    }

    // Who has shown that it is where it says cannot be somebody's victim.
    private RateJudgement Limit(in Request request, in Source source, CookieStanding cookie, in AnswerWriter answer, ReadOnlySpan<byte> response) =>
        _limiter is null || source.Transport == Transport.Tcp || IsProven(cookie)
            ? default
            : _limiter.Judge(source, request, answer, response);

    private static bool IsProven(CookieStanding cookie) => cookie >= CookieStanding.Aging;

    private bool IsCapped(Transport transport, CookieStanding cookie) => _capsAmplification && transport == Transport.Udp && !IsProven(cookie);

    private CookieStanding Judge(in Request request, in Source source, out uint now)
    {
        now = (uint)_time.GetUtcNow().ToUnixTimeSeconds();
        return Cookie.Judge(request.CookieOption, source.Address, _secrets.Now, now);
    }

    /// <summary>The octets the whole response may have.</summary>
    private int Limit(int requestLength, int udpSize, Transport transport, CookieStanding cookie)
    {
        if (transport == Transport.Tcp) return ushort.MaxValue;
        var limit = Math.Clamp(udpSize, Edns.SmallestUdp, Edns.LargestUdp);
        if (IsProven(cookie)) return limit;
        limit = Math.Min(limit, _mostWithoutCookie);
        return _capsAmplification ? Math.Min(limit, requestLength * Amplification.Most) : limit;
    }

    private static void Refuse(in Request request, ref AnswerWriter answer)
    {
        if (request.Refusal == ResponseCode.Refused) answer.ExtendedError = ExtendedError.NotSupported;
    }

    private bool TryAnswer(in Request request, in Source source, Draws draws, ref AnswerWriter answer)
    {
        if (request.Class == RecordClass.Chaos)
        {
            _chaos.Answer(request.Name, request.Type, ref answer);
            return true;
        }

        // Both references outlive the call; the compiler cannot know that no answer keeps them.
        ref readonly var from = ref Unsafe.AsRef(in source);
        ref readonly var subnet = ref Unsafe.NullRef<ClientSubnet>();
        if (request.HasSubnet) subnet = ref Unsafe.AsRef(in request.Subnet);
        try
        {
            _authority.Answer(new Query(request.Name, request.Type, in from, in subnet, draws.Next()), ref answer);
        }
        catch (Exception failure)
        {
            // An authority must not throw; if it does, one client gets SERVFAIL and everybody else their answers.
            Count(failure);
            return false;
        }

        // We know one class of them all (RFC 1035 §6.2).
        if (request.Class == RecordClass.Any) answer.IsAuthoritative = false;

        // Codes above 15 cannot be said without EDNS (RFC 6891 §6.1.3).
        return request.HasEdns || (int)answer.Code <= HeaderBits.Code;
    }

    private void Count(Exception failure)
    {
        if (Interlocked.Increment(ref _failures) == 1 && _logger is not null) DnsLog.AuthorityFailed(_logger, failure);
    }

    /// <summary>The octets of OPT without an extended error, which may be left out.</summary>
    private int EdnsLength(in Request request, in Source source)
    {
        var length = Edns.RecordLength;
        if (request.HasSubnet) length += EdnsOption.HeadLength + request.SubnetOption.Length;
        if (request.HasCookie) length += EdnsOption.HeadLength + Cookie.WholeLength;
        if (request.AsksNsid && _nsid.Length > 0) length += EdnsOption.HeadLength + _nsid.Length;
        if (request.AsksKeepAlive && source.KeepAlive is not null) length += EdnsOption.HeadLength + sizeof(ushort);
        return length;
    }

    private int WriteEdns(
        in Request request, in Source source, CookieStanding cookie, uint now, in AnswerWriter answer, ExtendedError? why, Span<byte> at)
    {
        at[0] = 0; // owned by the root
        BinaryPrimitives.WriteUInt16BigEndian(at[1..], (ushort)Records.RecordType.OPT);
        BinaryPrimitives.WriteUInt16BigEndian(at[3..], Edns.LargestUdp);
        BinaryPrimitives.WriteUInt32BigEndian(at[5..], ((uint)answer.Code >> 4 << 24) | (request.DnssecOk ? Edns.DnssecOk : 0));
        var length = Edns.RecordLength;
        if (request.HasSubnet)
        {
            var contents = Option(EdnsOption.ClientSubnet, request.SubnetOption.Length, at, ref length);
            request.SubnetOption.CopyTo(contents);

            // Who reveals nothing cannot be told apart: scope 0 (RFC 7871 §7.2.1).
            contents[ClientSubnetOption.ScopeOffset] = request.Subnet.SourceLength == 0 ? (byte)0 : answer.SubnetScope;
        }

        if (request.HasCookie)
            Cookie.Write(request.CookieOption, cookie, source.Address, _secrets.Now, now, Option(EdnsOption.Cookie, Cookie.WholeLength, at, ref length));
        if (request.AsksNsid && _nsid.Length > 0) _nsid.CopyTo(Option(EdnsOption.Nsid, _nsid.Length, at, ref length));
        if (request.AsksKeepAlive && source.KeepAlive is { } time)
            BinaryPrimitives.WriteUInt16BigEndian(Option(EdnsOption.KeepAlive, sizeof(ushort), at, ref length), time);
        if (why is { } code) BinaryPrimitives.WriteUInt16BigEndian(Option(EdnsOption.ExtendedError, sizeof(ExtendedError), at, ref length), (ushort)code);
        BinaryPrimitives.WriteUInt16BigEndian(at[9..], (ushort)(length - Edns.RecordLength));
        return length;
    }

    private static Span<byte> Option(ushort code, int contents, Span<byte> at, ref int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(at[length..], ((uint)code << 16) | (uint)contents);
        length += EdnsOption.HeadLength + contents;
        return at.Slice(length - contents, contents);
    }

    private static void WriteHeader(ReadOnlySpan<byte> message, in Request request, in AnswerWriter answer, Span<byte> response)
    {
        // All else of the request's flags is cleared: AD and CD are for validators (RFC 4035 §3.1.6), Z must be zero.
        var idAndFlags = BinaryPrimitives.ReadUInt32BigEndian(message);
        var bits = HeaderBits.Response | (idAndFlags & (HeaderBits.Opcode | HeaderBits.RecursionDesired)) | ((uint)answer.Code & HeaderBits.Code);
        if (answer.IsAuthoritative) bits |= HeaderBits.Authoritative;
        if (answer.IsTruncated) bits |= HeaderBits.Truncated;
        BinaryPrimitives.WriteUInt32BigEndian(response, (idAndFlags & 0xFFFF_0000) | (uint)bits);
        var counts = ((request.HasQuestion ? 1ul : 0) << 48) | ((ulong)answer.AnswerCount << 32)
            | ((ulong)answer.AuthorityCount << 16) | (ushort)(answer.AdditionalCount + (request.HasEdns ? 1 : 0));
        BinaryPrimitives.WriteUInt64BigEndian(response[4..], counts);
    }
}
