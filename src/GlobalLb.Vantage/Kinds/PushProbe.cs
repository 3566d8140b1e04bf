using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Looks at what an endpoint reported of itself last: a report holds until it expires, silence is a failure.</summary>
internal sealed class PushProbe(PushDesk desk, TimeProvider time) : IProbe
{
    /// <inheritdoc/>
    public Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        if (!desk.IsOpen) return Task.FromResult(Finding.Unable("this vantage takes no reports; probe it in another way"));
        var (passed, reason) = PushFold.Judge(desk.Find(target.Endpoint.Code, target.Probe.Name), time.GetElapsedTime(0), target.Probe.Push ?? new ProbePush());
        return Task.FromResult(new Finding(passed, reason));
    }
}
