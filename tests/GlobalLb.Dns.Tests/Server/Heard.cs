using GlobalLb.Dns.Server;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Dns.Tests.Server;

/// <summary>Keeps the failures that a responder tells of.</summary>
internal sealed class Heard : ILogger<Responder>
{
    public List<Exception?> Failures { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Failures.Add(exception);
}
