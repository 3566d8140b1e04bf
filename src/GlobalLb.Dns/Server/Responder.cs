using System.Buffers.Binary;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Dns.Wire;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Dns.Server;

/// <summary>
/// From request to response, bytes to bytes: the one function UDP, TCP, tests and benchmarks share. All loops may use one
/// responder at once. It allocates nothing and throws for no input.
/// </summary>
/// <param name="authority">What answers well-formed questions.</param>
/// <param name="logger">Hears of the first failure of the authority; later ones are only counted.</param>
public sealed class Responder(IAuthority authority, ILogger<Responder>? logger = null)
{
    private int _failures;

    /// <summary>The octets a response buffer must have at least; with 65 535 any response fits.</summary>
    public const int SmallestBuffer = Edns.SmallestUdp;

    /// <summary>Suppresses what a client over UDP asks too often; null: nothing is suppressed.</summary>
    public RateLimiter? RateLimiter { get; init; }

    /// <summary>Writes the response to one request.</summary>
    /// <param name="request">The request as it came, of any length and content.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="response">Where the response goes; must not overlap the request.</param>
    /// <returns>The length of the response; 0 when there must be none.</returns>
    public int Respond(ReadOnlySpan<byte> request, in Source source, Span<byte> response) =>
        Respond(request, source, response, out _);

    /// <summary>Writes the response to one request and says what became of it.</summary>
    internal int Respond(ReadOnlySpan<byte> message, in Source source, Span<byte> response, out Verdict verdict)
    {
        verdict = default;
        if (message.Length < HeaderBits.HeaderLength || response.Length < SmallestBuffer) return 0;

        // A response must never be answered, or two servers talk for ever (RFC 1035 §4.1.1, QR).
        var flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if ((flags & HeaderBits.Response) != 0) return 0;

        var request = Request.Read(message);
        var limit = source.Transport == Transport.Tcp
            ? ushort.MaxValue
            : Math.Clamp((int)request.UdpSize, Edns.SmallestUdp, Edns.LargestUdp);
        limit = Math.Min(limit, response.Length) - EdnsLength(request);
        request.Question.CopyTo(response[HeaderBits.HeaderLength..]);
        var behindQuestion = HeaderBits.HeaderLength + request.Question.Length;
        var answer = new AnswerWriter(response[..limit], behindQuestion) { Code = request.Refusal };
        if (request.Refusal == ResponseCode.NoError && !TryAnswer(request, source, ref answer))
            answer = new AnswerWriter(response[..limit], behindQuestion) { Code = ResponseCode.ServerFailure };

        var rate = RateLimiter is null || source.Transport == Transport.Tcp ? default : RateLimiter.Judge(source, request, answer, response, Environment.TickCount64);
        if (rate.Decision == RateDecision.Drop)
        {
            verdict = new Verdict(false, answer.Code, false, rate);
            return 0;
        }

        if (rate.Decision == RateDecision.Truncate) answer = RateLimiter.Truncate(answer.Code, response[..limit], behindQuestion);
        var length = answer.Position;
        if (request.HasEdns) length += WriteEdns(request, answer, response[length..]);
        WriteHeader(message, flags, request, answer, response);
        verdict = new Verdict(true, answer.Code, answer.IsTruncated, rate);
        return length;
    }

    private bool TryAnswer(in Request request, in Source source, ref AnswerWriter answer)
    {
        var query = new Query
        {
            Name = request.Name,
            Type = request.Type,
            Source = source,
            Subnet = request.Subnet,
            Draw = Draws.Next(),
        };
        try
        {
            authority.Answer(query, ref answer);

            // Codes above 15 cannot be said without EDNS (RFC 6891 §6.1.3).
            return request.HasEdns || (int)answer.Code <= HeaderBits.Code;
        }
        catch (Exception failure)
        {
            // An authority must not throw; if it does, one client gets SERVFAIL and everybody else their answers.
            if (Interlocked.Increment(ref _failures) == 1 && logger is not null) DnsLog.AuthorityFailed(logger, failure);
            return false;
        }
    }

    private static int EdnsLength(in Request request) =>
        !request.HasEdns ? 0
        : request.Subnet is null ? Edns.RecordLength
        : Edns.RecordLength + Edns.OptionHeadLength + request.SubnetOption.Length;

    private static int WriteEdns(in Request request, in AnswerWriter answer, Span<byte> at)
    {
        var length = EdnsLength(request);
        at[0] = 0; // owned by the root
        BinaryPrimitives.WriteUInt16BigEndian(at[1..], (ushort)RecordType.OPT);
        BinaryPrimitives.WriteUInt16BigEndian(at[3..], Edns.LargestUdp);
        BinaryPrimitives.WriteUInt32BigEndian(at[5..], ((uint)answer.Code >> 4 << 24) | (request.DnssecOk ? Edns.DnssecOk : 0));
        BinaryPrimitives.WriteUInt16BigEndian(at[9..], (ushort)(length - Edns.RecordLength));
        if (request.Subnet is not { } subnet) return length;

        var option = at[Edns.RecordLength..];
        BinaryPrimitives.WriteUInt16BigEndian(option, ClientSubnetOption.Code);
        BinaryPrimitives.WriteUInt16BigEndian(option[2..], (ushort)request.SubnetOption.Length);
        var contents = option[Edns.OptionHeadLength..];
        request.SubnetOption.CopyTo(contents);

        // Who reveals nothing cannot be told apart: scope 0 (RFC 7871 §7.2.1).
        contents[ClientSubnetOption.ScopeOffset] = subnet.SourceLength == 0 ? (byte)0 : answer.SubnetScope;
        return length;
    }

    private static void WriteHeader(ReadOnlySpan<byte> message, int flags, in Request request, in AnswerWriter answer, Span<byte> response)
    {
        message[..2].CopyTo(response); // ID
        var bits = HeaderBits.Response | (flags & (HeaderBits.Opcode | HeaderBits.RecursionDesired)) | ((int)answer.Code & HeaderBits.Code);
        if (answer.IsAuthoritative) bits |= HeaderBits.Authoritative;
        if (answer.IsTruncated) bits |= HeaderBits.Truncated;
        BinaryPrimitives.WriteUInt16BigEndian(response[2..], (ushort)bits);
        BinaryPrimitives.WriteUInt16BigEndian(response[4..], (ushort)(request.Question.IsEmpty ? 0 : 1));
        BinaryPrimitives.WriteUInt16BigEndian(response[6..], answer.AnswerCount);
        BinaryPrimitives.WriteUInt16BigEndian(response[8..], answer.AuthorityCount);
        BinaryPrimitives.WriteUInt16BigEndian(response[10..], (ushort)(answer.AdditionalCount + (request.HasEdns ? 1 : 0)));
    }
}
