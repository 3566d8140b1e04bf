using System.Diagnostics.Metrics;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Dns;

/// <summary>
/// Everything the DNS server counts, on the meter <c>GlobalLb.Dns</c>. Loops count in counters of their own; whoever
/// observes the meter pays for adding them up.
/// </summary>
public static class DnsMetrics
{
    /// <summary>The name of the meter, for whoever exports it.</summary>
    public const string MeterName = "GlobalLb.Dns";

    private static readonly Lock Gate = new();
    private static readonly List<LoopCounters> Running = [];
    private static readonly LoopCounters[] Ended = [new(Transport.Udp), new(Transport.Tcp)];
    private static readonly Meter Meter = new(MeterName);

    /// <summary>All responses that this program has sent since it began, over any transport.</summary>
    public static long ResponsesSent =>
        Enum.GetValues<Transport>().Sum(transport => Enum.GetValues<ResponseCode>().Sum(code => Sum(transport, counters => counters.Responses(code))));

    static DnsMetrics()
    {
        Meter.CreateObservableCounter("dns.responses", Responses, "{response}", "Responses, by transport and response code");
        Meter.CreateObservableCounter("dns.silenced", () => Sums(counters => counters.Silenced), "{request}", "Requests that got no response");
        Meter.CreateObservableCounter("dns.truncated", () => Sums(counters => counters.Truncated), "{response}", "Responses with the TC bit");
        Meter.CreateObservableCounter("globallb.dns.rate_limited", Limited, "{response}", "Responses above a rate limit, by class and decision");
    }

    /// <summary>Adds the counters of a loop that begins.</summary>
    internal static LoopCounters Begin(Transport transport)
    {
        var counters = new LoopCounters(transport);
        lock (Gate) Running.Add(counters);
        return counters;
    }

    /// <summary>Keeps what a loop that ends has counted, so that no sum ever falls.</summary>
    internal static void End(LoopCounters counters)
    {
        lock (Gate)
        {
            if (Running.Remove(counters)) Ended[(int)counters.Transport].Add(counters);
        }
    }

    private static IEnumerable<Measurement<long>> Responses() =>
        from transport in Enum.GetValues<Transport>()
        from code in Enum.GetValues<ResponseCode>()
        select new Measurement<long>(Sum(transport, counters => counters.Responses(code)), Tag(transport), new("code", code.ToString()));

    private static IEnumerable<Measurement<long>> Limited() =>
        from @class in Enum.GetValues<ResponseClass>()
        from decision in new[] { RateDecision.Spare, RateDecision.Truncate, RateDecision.Drop }
        select new Measurement<long>(Sum(Transport.Udp, counters => counters.Limited(@class, decision)), new("class", Word(@class)), new("decision", Word(decision)));

    private static IEnumerable<Measurement<long>> Sums(Func<LoopCounters, long> count) =>
        from transport in Enum.GetValues<Transport>() select new Measurement<long>(Sum(transport, count), Tag(transport));

    private static long Sum(Transport transport, Func<LoopCounters, long> count)
    {
        lock (Gate) return Running.Append(Ended[(int)transport]).Where(counters => counters.Transport == transport).Sum(count);
    }

    private static string Word(ResponseClass @class) => @class switch
    {
        ResponseClass.Positive => "positive",
        ResponseClass.Negative => "negative",
        ResponseClass.Error => "error",
        _ => "total",
    };

    private static string Word(RateDecision decision) => decision switch
    {
        RateDecision.Spare => "dry-run",
        RateDecision.Truncate => "truncated",
        _ => "dropped",
    };

    private static KeyValuePair<string, object?> Tag(Transport transport) => new("transport", transport == Transport.Udp ? "udp" : "tcp");
}
