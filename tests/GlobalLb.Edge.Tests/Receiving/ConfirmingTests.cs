using System.Threading.Channels;
using GlobalLb.Edge.Answering;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Publications;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Tests.Receiving;

/// <summary>What an edge says that it took.</summary>
public sealed class ConfirmingTests : IAsyncLifetime, IDisposable
{
    private static readonly Guid Here = Guid.NewGuid();
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10), Rest = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly ManualFeed _feed = new() { Listens = true };
    private readonly CurrentSnapshot _current = new();
    private readonly LoggerFactory _loggers = new();
    private readonly EdgeMetrics _metrics;
    private readonly Receiver _receiver;
    private ChannelWriter<Publication>? _control;

    public ConfirmingTests()
    {
        _metrics = new EdgeMetrics(_time);
        var options = new EdgeOptions { StateFolder = _folder.Path, Name = "fra-1" };
        _receiver = new Receiver(_feed, _current, options, _time, _metrics, _loggers.CreateLogger<Receiver>());
    }

    public async Task InitializeAsync()
    {
        await _receiver.StartAsync(CancellationToken.None);
        _control = await _feed.AcceptAsync();
    }

    public Task DisposeAsync() => _receiver.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _receiver.Dispose();
        _metrics.Dispose();
        _loggers.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_answered_from_is_said_with_its_age_and_again_after_a_while()
    {
        await PublishAsync(Sample.Configuration(Here, 3, 7), Sample.Health(Here, 3, 12));
        var taken = await UntilSaidAsync(word => word.Health.Order == 12);
        Assert.Equal(("fra-1", new Fence(Here, 3, 7), new Fence(Here, 3, 12), TimeSpan.Zero), (taken.Edge, taken.Configuration, taken.Health, taken.HealthAge));
        Assert.Equal(7, _current.Value!.Version);
        await _time.UntilWaitingForAsync(Beat);
        _time.Advance(Beat);
        Assert.Equal(Beat, (await UntilSaidAsync(word => word.HealthAge > TimeSpan.Zero)).HealthAge);
    }

    [Fact]
    public async Task What_is_refused_is_not_confirmed()
    {
        await PublishAsync(Sample.Configuration(Here, 3, 7), Sample.Health(Here, 3, 12), Sample.Health(Here, 3, 11), Sample.Configuration(Here, 3, 9));
        var word = await UntilSaidAsync(word => word.Configuration.Order == 9);
        Assert.Equal(12, word.Health.Order);
    }

    [Fact]
    public async Task A_Control_that_does_not_listen_holds_nothing_up_and_is_told_the_newest_alone()
    {
        var hears = new TaskCompletionSource();
        _feed.OnConfirmation = () => hears.Task;
        await PublishAsync(Sample.Configuration(Here, 1, 1));
        await UntilSaidAsync(word => word.Configuration.Order == 1);
        for (var version = 2; version < 50; version++) await PublishAsync(Sample.Configuration(Here, 1, version), Sample.Health(Here, 1, version));
        await Eventually.HoldsAsync(() => _current.Value!.Version == 49);
        hears.SetException(new IOException("it answered 503"));
        await _time.UntilWaitingForAsync(Rest);
        Assert.Equal(1, _metrics.Unconfirmed);
        _feed.OnConfirmation = () => Task.CompletedTask;
        _time.Advance(Rest);
        var next = await _feed.Confirmed.Reader.ReadAsync();
        Assert.Equal(49, next.Configuration.Order);
    }

    [Fact]
    public async Task Whatever_is_thrown_at_it_is_counted_and_answering_goes_on()
    {
        _feed.OnConfirmation = () => throw new InvalidOperationException("unheard of");
        await PublishAsync(Sample.Configuration(Here, 1, 1));
        await _time.UntilWaitingForAsync(Rest);
        await PublishAsync(Sample.Configuration(Here, 1, 2));
        await Eventually.HoldsAsync(() => _current.Value?.Version == 2);
        Assert.Equal(1, _metrics.Unconfirmed);
    }

    private async Task PublishAsync(params Publication[] publications)
    {
        foreach (var publication in publications) await _control!.WriteAsync(publication);
    }

    private async Task<Confirmation> UntilSaidAsync(Func<Confirmation, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var word in _feed.Confirmed.Reader.ReadAllAsync(patience.Token))
            if (wanted(word)) return word;
        throw new InvalidOperationException("the feed ended");
    }
}
