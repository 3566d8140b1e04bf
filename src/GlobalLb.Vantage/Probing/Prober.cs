using System.Collections.Concurrent;
using System.Diagnostics;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Vantage.Guarding;
using GlobalLb.Vantage.Kinds;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Vantage.Probing;

/// <summary>Runs one probe of one endpoint and says what was found: an outcome, never a throw, unless stopped.</summary>
internal sealed class Prober : IDisposable
{
    // A failure that is noticed so many timeouts after the probe began says that this place is too busy, or stood still, and did not hear
    // what was answered; it says nothing about the endpoint.
    private const double Patience = 2;

    private readonly VantageOptions _options;
    private readonly VantageMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<Prober> _logger;
    private readonly SemaphoreSlim _sockets;
    private readonly Dictionary<ProbeKind, IProbe> _kinds;

    // What was said of endpoints that are not probed, so that it is said once.
    private readonly ConcurrentDictionary<EndpointCode, string> _said = new();

    public Prober(VantageOptions options, PushDesk desk, VantageMetrics metrics, TimeProvider time, ILogger<Prober> logger)
    {
        (_options, _metrics, _time, _logger) = (options, metrics, time, logger);
        _sockets = new SemaphoreSlim(Math.Clamp(OpenFiles.Most() / 2, 1, options.MostProbes));
        var dialer = new Dialer(new AddressGuard(options.Allowed), new CertificateCheck(options.Roots, time));
        var http = new HttpProbe(dialer);
        _kinds = new()
        {
            [ProbeKind.Tcp] = new TcpProbe(dialer),
            [ProbeKind.Http] = http,
            [ProbeKind.Https] = http,
            [ProbeKind.Tls] = new TlsProbe(dialer),
            [ProbeKind.Dns] = new DnsProbe(dialer),
            [ProbeKind.Grpc] = new GrpcProbe(dialer),
            [ProbeKind.Icmp] = new IcmpProbe(dialer),
            [ProbeKind.Smtp] = new SmtpProbe(dialer),
            [ProbeKind.Redis] = new RedisProbe(dialer),
            [ProbeKind.Postgresql] = new PostgresqlProbe(dialer),
            [ProbeKind.Script] = new ScriptProbe(options.ScriptFolder, options.ScriptAccount),
            [ProbeKind.Push] = new PushProbe(desk, time),
        };
    }

    /// <summary>Probes once.</summary>
    /// <param name="target">The endpoint, and how.</param>
    /// <param name="due">When it was to begin, on a clock that only goes forward; null: now.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>What was found; null: nothing yet, or this place may not or cannot probe it, which was said, and says nothing about the endpoint.</returns>
    /// <exception cref="OperationCanceledException">Stopped: that says nothing about the endpoint.</exception>
    public async Task<Outcome?> RunAsync(Target target, TimeSpan? due, CancellationToken stop)
    {
        await _sockets.WaitAsync(stop);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            if (due is { } planned) _metrics.RecordDelay(_time.GetElapsedTime(0) - planned);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
            deadline.CancelAfter(TimeSpan.FromSeconds(target.Timing.TimeoutSeconds));
            var finding = await CheckAsync(target, deadline.Token);
            stop.ThrowIfCancellationRequested();
            var took = Stopwatch.GetElapsedTime(begun);
            if (finding.IsNothing) return null;
            if (!finding.Passed && took.TotalSeconds > Patience * target.Timing.TimeoutSeconds)
            {
                _metrics.CountUnheard();
                return null;
            }

            if (finding.IsUnable) return Say(target, finding.Reason);
            if (_said.TryRemove(target.Endpoint.Code, out _)) VantageLog.ProbedAgain(_logger, target.Endpoint.Code);
            _metrics.CountProbe();
            if (finding.Passed && target.Timing.MostLatencyMilliseconds is { } most && took.TotalMilliseconds > most)
                finding = new Finding(false, $"{finding.Reason}, but only after {took.TotalMilliseconds:0} ms", finding.Warning);
            return new Outcome(
                target.Endpoint.Code, _options.Name, _time.GetUtcNow(), finding.Passed, finding.Reason, took, target.Probe.Name, finding.Warning);
        }
        finally
        {
            _sockets.Release();
        }
    }

    public void Dispose() => _sockets.Dispose();

    private Outcome? Say(Target target, string reason)
    {
        _metrics.CountRefused();
        var isNew = !_said.TryGetValue(target.Endpoint.Code, out var said) || said != reason;
        _said[target.Endpoint.Code] = reason;
        if (isNew) VantageLog.NotProbed(_logger, target.Endpoint.Code, reason);
        return null;
    }

    private async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        // Where very many are sick, it counts that a failure is thrown once less.
        var check = _kinds[target.Probe.Kind].CheckAsync(target, deadline);
        await ((Task)check).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (check.IsCompletedSuccessfully) return await check;
        return check.Exception?.InnerException switch
        {
            null => new Finding(false, $"no answer within {target.Timing.TimeoutSeconds} s"),
            RefusedException refused => Finding.Unable(refused.Message),
            var failure => new Finding(false, FailurePhrase.Of(failure, target)),
        };
    }
}
