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
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly KeyedHash _hash = KeyedHash.Random();
    private readonly PrefixSet _allowed;
    private readonly Allowances _allowances;
    private readonly long[] _intervals;
    private readonly long[] _allowedIntervals;
    private readonly (ulong Upper, ulong Lower) _maskIPv4;
    private readonly (ulong Upper, ulong Lower) _maskIPv6;

    private long _now;

    /// <summary>Takes its memory.</summary>
    /// <param name="options">The rates.</param>
    /// <param name="time">The clock they are measured by.</param>
    /// <exception cref="ArgumentException">A number is out of its range; the message is <see cref="RateLimitOptions.FindProblem"/>.</exception>
    public RateLimiter(RateLimitOptions options, TimeProvider time)
    {
        if (options.FindProblem() is { } problem) throw new ArgumentException(problem, nameof(options));
        _options = options;
        _time = time;
        _origin = time.GetTimestamp();
        _allowed = new PrefixSet(options.Allowed);
        _allowances = new Allowances((long)(options.Burst.TotalSeconds * Allowances.TicksPerSecond));

        // Rounded up: what rounding changes is in favour of the victim. In the order of the classes.
        int[] rates = [options.Positive, options.Negative, options.Errors, options.Total];
        _intervals = [.. rates.Select(rate => (Allowances.TicksPerSecond + rate - 1) / rate)];
        _allowedIntervals = [.. _intervals.Select(interval => interval / RateLimitOptions.AllowedFactor)];
        _maskIPv4 = Mask(options.IPv4Length);
        _maskIPv6 = Mask(options.IPv6Length);
    }

    /// <summary>Looks at the clock; once for a batch of requests is enough.</summary>
    public void Observe()
    {
        // Written only when it has changed: all loops read it.
        var now = (long)_time.GetElapsedTime(_origin).TotalMilliseconds;
        if (_now != now) _now = now;
    }

    /// <summary>Decides about the response to one request, at the moment last observed.</summary>
    /// <param name="source">Where the request came from.</param>
    /// <param name="request">The request.</param>
    /// <param name="answer">The answer as it would be sent.</param>
    /// <param name="response">The memory the answer is written to.</param>
    public RateJudgement Judge(in Source source, in Request request, in AnswerWriter answer, ReadOnlySpan<byte> response)
    {
        var @class = Classify(request, answer, response, out var key);
        return Judge(source.Address, @class, key, _now);
    }

    /// <summary>Decides about a response of a class.</summary>
    /// <param name="address">Where the request came from.</param>
    /// <param name="class">The class.</param>
    /// <param name="key">What the allowance is for, within the class.</param>
    /// <param name="milliseconds">The moment, on a clock that only goes forward.</param>
    public RateJudgement Judge(ClientAddress address, ResponseClass @class, ulong key, long milliseconds)
    {
        var now = milliseconds * (Allowances.TicksPerSecond / 1000);
        var intervals = !_allowed.IsEmpty && _allowed.Contains(address) ? _allowedIntervals : _intervals;
        var (upper, lower) = address.IsIPv4 ? _maskIPv4 : _maskIPv6;
        var family = address.IsIPv4 ? FamilyIPv4 : FamilyIPv6;
        var prefix = _hash.Of(((ulong)(address.Bits >> 64) & upper) + family, (ulong)address.Bits & lower);

        // The narrow allowance first: what one name used up must not be taken from the other names of the prefix, too.
        if (!_allowances.TryTake(_hash.Of(prefix + (ulong)@class, key), now, intervals[(int)@class])) return Suppress(@class);
        if (!_allowances.TryTake(prefix, now, intervals[(int)ResponseClass.Total])) return Suppress(ResponseClass.Total);
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

    private static (ulong Upper, ulong Lower) Mask(int length)
    {
        var mask = UInt128.MaxValue << (128 - length);
        return ((ulong)(mask >> 64), (ulong)mask);
    }

    private ResponseClass Classify(in Request request, in AnswerWriter answer, ReadOnlySpan<byte> response, out ulong key)
    {
        key = 0;
        if (!request.HasQuestion || answer.Code is not (ResponseCode.NoError or ResponseCode.NoSuchName)) return ResponseClass.Error;
        var isDenied = answer.Code == ResponseCode.NoSuchName;
        if (answer.AnswerCount > 0 && !isDenied)
        {
            key = _hash.OfName(request.Name) + (ulong)request.Type;
            return ResponseClass.Positive;
        }

        // No data: an allowance per name, because every resolver asks for types that a name has not. Otherwise it is the zone
        // that denies or the delegation: all names below share it, however many are made up.
        var isEmpty = !isDenied && answer.IsAuthoritative && !answer.IsTruncated;
        key = _hash.OfName(isEmpty || answer.AuthorityOwner == 0 ? request.Name : NameAt(response[answer.AuthorityOwner..answer.Position]));
        return isEmpty || isDenied ? ResponseClass.Negative : ResponseClass.Positive;
    }

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
        var isTruncated = _options.Slip > 0 && Draws.OfThread.Next() % (ulong)_options.Slip == 0;
        return new RateJudgement(isTruncated ? RateDecision.Truncate : RateDecision.Drop, @class);
    }
}
