using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Looks at what an endpoint reported of itself last: a report holds until it expires, silence is a failure.</summary>
internal sealed class PushProbe(PushDesk desk, TimeProvider time) : IProbe
{
    /// <inheritdoc/>
    public Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        if (!desk.IsOpen) return Task.FromResult(Finding.Unable("this vantage takes no reports: give it a --push-key, or probe the endpoint in another way"));
        var found = desk.Find(target.Endpoint.Code, target.Probe.Name) is { } expected
            ? PushFold.Judge(expected.Since, expected.Last, time.GetElapsedTime(0), target.Probe.Push ?? new ProbePush())
            : null;
        return Task.FromResult(found is var (passed, reason) ? new Finding(passed, reason) : Finding.Nothing);
    }
}
