using GlobalLb.Control.Alerting;
using GlobalLb.Control.Judging;
using GlobalLb.Control.Publishing;
using GlobalLb.Store.Health;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Control.Tests.Judging;

/// <summary>A judge with a clock that stands still, a publisher that can be looked at, a log that can be read, and a database that is away.</summary>
internal sealed class JudgeStage : IDisposable
{
    private readonly NpgsqlDataSource _nowhere;
    private readonly HistoryWriter _history;

    /// <param name="databasePort">A port of this machine on which something else than a database is; 1: nothing.</param>
    public JudgeStage(int databasePort = 1)
    {
        _nowhere = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={databasePort}");
        Loggers.AddProvider(Heard);
        _history = new HistoryWriter(new HealthHistory(_nowhere, Time), new ControlOptions(), Metrics, Time, Loggers.CreateLogger<HistoryWriter>());
        Judge = new Judge(Publisher, _history, Lookout, new ControlOptions(), Metrics, Time, Loggers.CreateLogger<Judge>());
    }

    public ManualTime Time { get; } = new();

    public Heard Heard { get; } = new();

    public ControlMetrics Metrics { get; } = new();

    public LoggerFactory Loggers { get; } = new();

    public Publisher Publisher { get; } = new();

    public Judge Judge { get; }

    public Lookout Lookout { get; } = new();

    public HistoryWriter History => _history;

    public void Dispose()
    {
        _history.Dispose();
        Loggers.Dispose();
        Heard.Dispose();
        Metrics.Dispose();
        _nowhere.Dispose();
    }
}
