using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Asks once for a path, over plain HTTP or TLS: the status decides, and the beginning of the body if it is told to.</summary>
internal sealed class HttpProbe(Dialer dialer) : IProbe
{
    private readonly BodyPatterns _patterns = new();

    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        var probe = target.Probe;
        using var exchange = await Exchange.AskAsync(dialer, target, probe.Kind == ProbeKind.Https, probe.Http2, _ => { }, deadline);
        var status = (int)exchange.Response.StatusCode;
        var isWell = probe.Statuses is { } statuses ? StatusRanges.Hold(statuses, status) : status >= probe.LowestStatus && status <= probe.HighestStatus;
        if (!isWell) return new Finding(false, $"HTTP {status}");
        if (exchange.Certificate is { Passed: false } ends) return ends;
        if (probe.BodyContains is not null || probe.BodyMatches is not null)
        {
            await using var body = await exchange.Response.Content.ReadAsStreamAsync(deadline);
            var octets = await BoundedReading.ReadAsync(body, _ => false, deadline);
            if (_patterns.ProblemOf(probe, octets) is { } problem) return new Finding(false, $"HTTP {status}, {problem}");
        }

        return new Finding(true, $"HTTP {status}", exchange.Certificate?.Warning);
    }
}
