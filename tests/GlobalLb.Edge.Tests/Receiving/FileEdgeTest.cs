using GlobalLb.Edge.Answering;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Configuration;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Tests.Receiving;

/// <summary>A test of an edge that takes what it answers by from files.</summary>
public abstract class FileEdgeTest : IAsyncLifetime, IDisposable
{
    private static readonly DateTime Written = new(2026, 11, 20, 8, 0, 0, DateTimeKind.Utc);

    private readonly LoggerFactory _loggers = new();
    private int _watched;

    private protected FileEdgeTest()
    {
        Metrics = new EdgeMetrics(Time);
        Configuration = In("configuration.json");
    }

    /// <summary>The version that a configuration has by when it was written.</summary>
    private protected static long Version { get; } = new DateTimeOffset(Written).ToUnixTimeSeconds();

    private protected TemporaryFolder Folder { get; } = new();

    private protected ManualTime Time { get; } = new();

    private protected CurrentSnapshot Current { get; } = new();

    private protected Heard Heard { get; } = new();

    private protected EdgeMetrics Metrics { get; }

    private protected string Configuration { get; }

    private protected Receiver? Receiver { get; private set; }

    public Task InitializeAsync()
    {
        _loggers.AddProvider(Heard);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Receiver?.StopAsync(CancellationToken.None) ?? Task.CompletedTask;

    public void Dispose()
    {
        Receiver?.Dispose();
        Metrics.Dispose();
        _loggers.Dispose();
        Heard.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string In(string name) => Path.Combine(Folder.Path, name);

    /// <summary>Writes the configuration, as if that was so long after it was written first.</summary>
    private protected void Write(ConfigurationDocument document, TimeSpan after = default)
    {
        File.WriteAllText(Configuration, ConfigurationJson.Write(document));
        File.SetLastWriteTimeUtc(Configuration, Written + after);
    }

    private protected async Task StartAsync(params string[] places)
    {
        Receiver?.Dispose();
        _watched = 1 + places.Length;
        var options = new EdgeOptions { StateFolder = In("state"), ConfigurationFile = Configuration, PlaceFiles = [.. places] };
        var feed = new FileFeed(options, Current, Time, Metrics, _loggers.CreateLogger<FileFeed>());
        Receiver = new Receiver(feed, Current, options, Time, Metrics, _loggers.CreateLogger<Receiver>());
        await Receiver.StartAsync(CancellationToken.None);
        await Receiver.Loaded;
    }

    /// <summary>Lets files be looked at twice: once to see that one is another, once to see that it has settled.</summary>
    private protected async Task PassAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            await Time.UntilWaitingForAsync(TimeSpan.FromSeconds(1));
            await Eventually.HoldsAsync(() => Time.Waiting == _watched);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
