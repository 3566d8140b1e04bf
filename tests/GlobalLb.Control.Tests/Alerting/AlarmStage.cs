using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Control.Alerting;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Alerts;
using GlobalLb.Store.Health;
using GlobalLb.Tests;
using GlobalLb.Vantage.Kinds;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Alerting;

/// <summary>Who tells people, with a database, real receivers and judging that sees what a test says.</summary>
internal sealed class AlarmStage : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers;
    private readonly Alarm _alarm;
    private readonly Lookout _lookout = new();
    private ImmutableArray<AlertReceiver> _receivers = [];
    private string[] _down = [], _ending = [], _undecided = [];
    private DateTimeOffset _since = DateTimeOffset.UtcNow;

    private AlarmStage(AlertBook book, HealthHistory history, Heard heard, ControlOptions options)
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(heard));
        _alarm = new Alarm(_lookout, book, history, options, Metrics, TimeProvider.System, _loggers.CreateLogger<Alarm>());
    }

    public ControlMetrics Metrics { get; } = new();

    public static async Task<AlarmStage> StartAsync(AlertBook book, HealthHistory history, Heard heard, ControlOptions options)
    {
        var stage = new AlarmStage(book, history, heard, options);
        await stage._alarm.StartAsync(CancellationToken.None);
        return stage;
    }

    /// <summary>Tells these from now on.</summary>
    public void Tell(params AlertReceiver[] receivers)
    {
        _receivers = [.. receivers];
        See();
    }

    /// <summary>Judging sees these down.</summary>
    public void Down(params string[] down)
    {
        (_down, _since) = (down, DateTimeOffset.UtcNow);
        See();
    }

    /// <summary>Judging sees the certificates of these end soon, and knows nothing of those of others yet.</summary>
    public void Certificates(string[] ending, params string[] undecided)
    {
        (_ending, _undecided) = (ending, undecided);
        See();
    }

    /// <summary>Another Control leads.</summary>
    public void StepDown() => _lookout.See(null);

    public async ValueTask DisposeAsync()
    {
        await _alarm.StopAsync(CancellationToken.None);
        _alarm.Dispose();
        Metrics.Dispose();
        _loggers.Dispose();
    }

    private void See()
    {
        var document = Sample.Document with { Alerts = _receivers };
        _lookout.See(new Outlook(
            7,
            document,
            new HealthTable
            {
                Endpoints = document.Pools.SelectMany(pool => pool.Endpoints).ToFrozenDictionary(
                    endpoint => endpoint.Code, endpoint => new EndpointHealth(_down.Contains(endpoint.Code.Value) ? HealthState.Down : HealthState.Up, _since, _down.Contains(endpoint.Code.Value) ? "HTTP 503" : "HTTP 200")),
            },
            [],
            _down.Concat(_ending).ToFrozenDictionary(code => new EndpointCode(code), code => ImmutableArray.Create(
                _down.Contains(code) ? new Vote("", "fra", HealthState.Down, "HTTP 503") : new Vote("", "fra", HealthState.Up, "HTTP 200", CertificateWarning.Of(TimeSpan.FromDays(6.5))))))
        {
            Undecided = _undecided.Select(code => Conditions.CertificateKey(new(code), "")).ToHashSet(),
        });
    }
}
