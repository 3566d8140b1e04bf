using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>
/// Decides once an answer is known whether it is sent, so that we are of no use for flooding whoever stands as the source
/// of forged requests. All loops share one; deciding allocates nothing, takes no lock and remembers in a fixed 2 MiB.
/// </summary>
internal sealed class RateLimiter
{
    private const ulong FamilyIPv4 = 4, FamilyIPv6 = 6;

    private readonly RateLimitOptions _options;
    private readonly KeyedHash _hash = KeyedHash.Random();
    private readonly PrefixSet _allowed;
    private readonly Allowances _allowances;
    private readonly long[] _intervals;

    /// <summary>Takes its memory.</summary>
    /// <exception cref="ArgumentException">A number is out of its range; the message is <see cref="RateLimitOptions.FindProblem"/>.</exception>
    public RateLimiter(RateLimitOptions options)
    {
        if (options.FindProblem() is { } problem) throw new ArgumentException(problem, nameof(options));
        _options = options;
        _allowed = new PrefixSet(options.Allowed);
        _allowances = new Allowances((long)(options.Burst.TotalSeconds * Allowances.TicksPerSecond));

        // Rounded up: what rounding changes is in favour of the victim. In the order of the classes.
        int[] rates = [options.Positive, options.Negative, options.Errors, options.Total];
        _intervals = [.. rates.Select(rate => (Allowances.TicksPerSecond + rate - 1) / rate)];
    }

    /// <summary>Decides about the response to one request.</summary>
    /// <param name="source">Where the request came from.</param>
    /// <param name="request">The request.</param>
    /// <param name="answer">The answer as it would be sent.</param>
    /// <param name="response">The memory the answer is written to.</param>
    /// <param name="milliseconds">The moment, on a clock that only goes forward.</param>
    public RateJudgement Judge(in Source source, in Request request, in AnswerWriter answer, ReadOnlySpan<byte> response, long milliseconds)
    {
        var @class = request.HasQuestion ? Classify(answer) : ResponseClass.Error;
        var key = @class switch
        {
            ResponseClass.Error => 0UL,
            ResponseClass.Positive when answer.AnswerCount > 0 => _hash.OfName(request.Name) + (ulong)request.Type,
            ResponseClass.Negative when answer.Code == ResponseCode.NoError => _hash.OfName(request.Name),

            // The zone that denies, or the delegation: all names below share it, however many are made up.
            _ => _hash.OfName(answer.AuthorityOwner > 0 ? NameAt(response[answer.AuthorityOwner..answer.Position]) : request.Name),
        };
        return Judge(source.Address, @class, key, milliseconds);
    }

    /// <summary>Decides about a response of which the class and what its allowance is for are known.</summary>
    public RateJudgement Judge(ClientAddress address, ResponseClass @class, ulong key, long milliseconds)
    {
        var now = milliseconds * (Allowances.TicksPerSecond / 1000);
        var factor = !_allowed.IsEmpty && _allowed.Contains(address) ? RateLimitOptions.AllowedFactor : 1;
        var bits = address.Masked(address.IsIPv4 ? _options.IPv4Length : _options.IPv6Length).Bits;
        var prefix = _hash.Of((ulong)(bits >> 64) + (address.IsIPv4 ? FamilyIPv4 : FamilyIPv6), (ulong)bits);

        // The narrow allowance first: what one name used up must not be taken from the other names of the prefix, too.
        if (!_allowances.TryTake(_hash.Of(prefix + (ulong)@class, key), now, _intervals[(int)@class] / factor)) return Suppress(@class);
        if (!_allowances.TryTake(prefix, now, _intervals[(int)ResponseClass.Total] / factor)) return Suppress(ResponseClass.Total);
        return default;
    }

    /// <summary>
    /// The answer with nothing but the TC bit. It is no longer a denial, because one without its SOA could be believed for
    /// longer than the zone says (RFC 2308 §5).
    /// </summary>
    public static AnswerWriter Truncate(ResponseCode code, Span<byte> response, int behindQuestion)
    {
        var truncated = new AnswerWriter(response, behindQuestion) { Code = code == ResponseCode.NoSuchName ? ResponseCode.NoError : code };
        truncated.Truncate();
        return truncated;
    }

    private static ResponseClass Classify(in AnswerWriter answer) => answer.Code switch
    {
        ResponseCode.NoSuchName => ResponseClass.Negative,
        ResponseCode.NoError when answer.AnswerCount == 0 && answer.AuthorityCount > 0 && answer.IsAuthoritative => ResponseClass.Negative,
        ResponseCode.NoError => ResponseClass.Positive,
        _ => ResponseClass.Error,
    };

    // A name that the authority wrote: whole, or up to a compression pointer.
    private static ReadOnlySpan<byte> NameAt(ReadOnlySpan<byte> octets)
    {
        var length = 0;
        while (length < octets.Length && octets[length] is > 0 and < 64) length += octets[length] + 1;
        return octets[..Math.Min(length, octets.Length)];
    }

    // By chance and not in turn: who floods in a rhythm could otherwise choose who gets the truncated ones.
    private RateJudgement Suppress(ResponseClass @class)
    {
        if (_options.Mode != RateLimitMode.On) return new RateJudgement(RateDecision.Spare, @class);
        var isTruncated = _options.Slip > 0 && Draws.Next() % (ulong)_options.Slip == 0;
        return new RateJudgement(isTruncated ? RateDecision.Truncate : RateDecision.Drop, @class);
    }
}
