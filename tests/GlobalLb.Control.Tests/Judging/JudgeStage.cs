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
    private readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
    private readonly ControlMetrics _metrics = new();
    private readonly HistoryWriter _history;

    public JudgeStage()
    {
        Loggers.AddProvider(Heard);
        _history = new HistoryWriter(new HealthHistory(_nowhere, Time), new ControlOptions(), _metrics, Time, Loggers.CreateLogger<HistoryWriter>());
        Judge = new Judge(Publisher, _history, new ControlOptions(), Time, Loggers.CreateLogger<Judge>());
    }

    public ManualTime Time { get; } = new();

    public Heard Heard { get; } = new();

    public LoggerFactory Loggers { get; } = new();

    public Publisher Publisher { get; } = new();

    public Judge Judge { get; }

    public void Dispose()
    {
        _history.Dispose();
        _metrics.Dispose();
        Loggers.Dispose();
        Heard.Dispose();
        _nowhere.Dispose();
    }
}
