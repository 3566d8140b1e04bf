using System.Globalization;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Observing;

/// <summary>
/// Writes what is logged to standard error, a line each, because standard output is for whoever waits for us to be ready. The
/// framework's own console logger would be a third of what the program loads before it answers.
/// </summary>
internal sealed class StandardErrorLog(TextWriter output, TimeProvider time) : ILoggerFactory
{
    private readonly Lock _turn = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    /// <summary>Nobody else is written to.</summary>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("there is one place to write to");

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Write(string line)
    {
        var moment = time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        lock (_turn)
        {
            try
            {
                output.WriteLine($"{moment} {line}");
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                // Whoever read it is gone, and that is no reason to stop answering.
            }
        }
    }

    private sealed class Category(StandardErrorLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}";
            log.Write($"{Word(logLevel)}: {name}[{eventId.Id}] {text.ReplaceLineEndings(" ")}");
        }

        private static string Word(LogLevel level) => level switch
        {
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
    }
}
