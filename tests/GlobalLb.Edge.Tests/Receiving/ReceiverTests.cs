using System.Threading.Channels;
using GlobalLb.Dns.Messages;
using GlobalLb.Edge.Answering;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Tests.Receiving;

public sealed class ReceiverTests : IAsyncLifetime, IDisposable
{
    private static readonly Guid Here = Guid.NewGuid();
    private static readonly Guid Elsewhere = Guid.NewGuid();

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly ManualFeed _feed = new();
    private readonly CurrentSnapshot _current = new();
    private readonly Heard _heard = new();
    private readonly LoggerFactory _loggers = new();
    private EdgeMetrics? _metrics;
    private Receiver? _receiver;
    private ChannelWriter<Publication>? _control;

    public Task InitializeAsync()
    {
        _loggers.AddProvider(_heard);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _receiver?.StopAsync(CancellationToken.None) ?? Task.CompletedTask;

    public void Dispose()
    {
        _receiver?.Dispose();
        _metrics?.Dispose();
        _loggers.Dispose();
        _heard.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_published_is_answered_from_and_saved()
    {
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 1, 7), Sample.Health(Here, 1, 1, "eu-web-1"));
        await Eventually.HoldsAsync(() => Standings() is [Standing.Down, Standing.Available]);
        Assert.Equal(7, _current.Value!.Version);
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(_folder.Path, "health.json")));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "configuration.json")));
    }

    [Fact]
    public async Task A_restart_answers_from_disk_what_was_answered_before()
    {
        var disk = new LastKnownState(_folder.Path, _heard);
        disk.Save(Sample.Health(Here, 1, 1, "us-web-1"));
        disk.Save(Sample.Configuration(Here, 1, 7));
        await StartAsync();
        Assert.Equal([Standing.Available, Standing.Down], Standings());
        Assert.Equal(1, _heard.Count("Answering from the last known state: configuration version 7"));
    }

    [Fact]
    public async Task A_lower_term_is_refused_whatever_its_kind()
    {
        await StartAsync();
        await PublishAsync(
            Sample.Configuration(Here, 5, 7),
            Sample.Health(Here, 6, 1),
            Sample.Configuration(Here, 5, 8, Sample.WithDrill(_time.GetUtcNow().AddHours(1))),
            Sample.Health(Here, 5, 99, "eu-web-1"));
        await _heard.UntilAsync("Refused publication", 2);
        Assert.Equal(7, _current.Value!.Version);
        Assert.Equal([Standing.Available, Standing.Available], Standings());
        Assert.Equal(2, _metrics!.Refused);
    }

    [Fact]
    public async Task Another_system_is_followed_with_its_health_however_low_its_term_is()
    {
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 9, 7), Sample.Health(Here, 9, 1, "us-web-1"));
        await Eventually.HoldsAsync(() => Standings() is [Standing.Available, Standing.Down]);

        await PublishAsync(Sample.Configuration(Elsewhere, 1, 2));
        await _heard.UntilAsync("Took configuration version 2");
        Assert.Equal([Standing.Available, Standing.Available], Standings()); // the health of the other system says nothing here
        await PublishAsync(Sample.Health(Elsewhere, 1, 1, "eu-web-1"));
        await Eventually.HoldsAsync(() => Standings() is [Standing.Down, Standing.Available]);
        Assert.Equal(1, _heard.Count("Following another system now"));
        Assert.Equal(0, _metrics!.Refused);
    }

    [Fact]
    public async Task Health_of_a_system_whose_configuration_is_not_answered_from_is_refused()
    {
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 1, 7), Sample.Health(Elsewhere, 1, 1, "eu-web-1"));
        await _heard.UntilAsync("it is the health of another system");
        Assert.Equal([Standing.Available, Standing.Available], Standings());
    }

    [Fact]
    public async Task A_configuration_that_is_not_valid_changes_nothing()
    {
        await StartAsync();
        await PublishAsync(
            Sample.Configuration(Here, 1, 7), Sample.Configuration(Here, 1, 8, Sample.Document with { Regions = [] }), Sample.Configuration(Here, 1, 9));
        await _heard.UntilAsync("Took configuration version 9");
        Assert.Equal(1, _heard.Count("Publication 8 was refused and what is held is kept: it is not valid: "));
    }

    [Fact]
    public async Task A_configuration_that_empties_what_is_live_changes_nothing()
    {
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 1, 7), Sample.Configuration(Here, 1, 8, ConfigurationDocument.Empty));
        await _heard.UntilAsync("Publication 8 was refused");
        Assert.Equal(7, _current.Value!.Version);
    }

    [Fact]
    public async Task A_drill_ends_by_itself_at_its_time()
    {
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 1, 7, Sample.WithDrill(_time.GetUtcNow().AddSeconds(2.5))));
        await _heard.UntilAsync("Took configuration version 7");
        Assert.Equal([Standing.Evacuated, Standing.Available], Standings());
        foreach (var step in new[] { 1, 1, 0.5 })
        {
            await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(step));
            Assert.Equal([Standing.Evacuated, Standing.Available], Standings());
            _time.Advance(TimeSpan.FromSeconds(step));
        }

        await Eventually.HoldsAsync(() => Standings() is [Standing.Available, Standing.Available]);
        Assert.Null(_current.Value!.ChangesAt);
    }

    [Fact]
    public async Task A_wall_clock_set_back_before_a_window_opened_is_noticed_within_a_second()
    {
        var zone = Sample.Document.Zones[0];
        var now = _time.GetUtcNow();
        var window = new ScheduleWindow { From = TimeOnly.FromDateTime(now.UtcDateTime.AddHours(1)), To = TimeOnly.FromDateTime(now.UtcDateTime.AddHours(5)), Node = new PoolNode { Pool = new("us-web") } };
        var schedule = new ScheduleNode { Zone = "UTC", Windows = [window with { From = Minutes(window.From), To = Minutes(window.To) }], Otherwise = new PoolNode { Pool = new("eu-web") } };
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 1, 7, Sample.Document with { Zones = [zone with { SteeredNames = [zone.SteeredNames[0] with { Policy = schedule }] }] }));
        await _heard.UntilAsync("Took configuration version 7");
        Assert.Equal("eu-west", RegionOfWww());
        foreach (var (hours, region) in new[] { (2, "us-east"), (-2, "eu-west") })
        {
            await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(1));
            _time.SetWallClock(TimeSpan.FromHours(hours));
            _time.Advance(TimeSpan.FromSeconds(1));
            await Eventually.HoldsAsync(() => RegionOfWww() == region);
        }

        static TimeOnly Minutes(TimeOnly time) => new(time.Hour, time.Minute);
    }

    [Fact]
    public async Task What_fails_back_by_hand_stays_where_it_went_when_something_else_is_edited()
    {
        var zone = Sample.Document.Zones[0];
        ConfigurationDocument With(DateTimeOffset? failedBackAt, uint ttl) => Sample.Document with
        {
            Zones =
            [
                zone with
                {
                    SteeredNames = [zone.SteeredNames[0] with { Ttl = ttl, Policy = (FailoverNode)zone.SteeredNames[0].Policy with { FailBack = FailBack.Manual, FailedBackAt = failedBackAt } }],
                },
            ],
        };
        await StartAsync();
        await PublishAsync(
            Sample.Configuration(Here, 1, 7, With(null, 30)), Sample.Health(Here, 1, 1, "eu-web-1"), Sample.Health(Here, 1, 2),
            Sample.Configuration(Here, 1, 8, With(null, 60)));
        await _heard.UntilAsync("Took configuration version 8");
        Assert.Equal("us-east", RegionOfWww());
        await PublishAsync(Sample.Configuration(Here, 1, 9, With(DateTimeOffset.UnixEpoch, 60)));
        await _heard.UntilAsync("Took configuration version 9");
        Assert.Equal("eu-west", RegionOfWww());
    }

    [Fact]
    public async Task A_wall_clock_set_past_the_end_of_a_drill_is_noticed_within_a_second()
    {
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 1, 7, Sample.WithDrill(_time.GetUtcNow().AddHours(1))));
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(1));
        _time.SetWallClock(TimeSpan.FromHours(2));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Standings() is [Standing.Available, Standing.Available]);
    }

    [Fact]
    public async Task A_publication_during_a_drill_is_taken_at_once()
    {
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 1, 7, Sample.WithDrill(_time.GetUtcNow().AddHours(1))));
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(1));
        await PublishAsync(Sample.Health(Here, 1, 1, "us-web-1"));
        await Eventually.HoldsAsync(() => Standings() is [Standing.Evacuated, Standing.Down]);
        await PublishAsync(Sample.Configuration(Here, 1, 8));
        await _heard.UntilAsync("Took configuration version 8");
        await Eventually.HoldsAsync(() => _time.Waiting == 0);
    }

    [Fact]
    public async Task Publications_leave_no_timer_behind()
    {
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 1, 1));
        for (var i = 1; i <= 50; i++) await PublishAsync(Sample.Health(Here, 1, i));
        await PublishAsync(Sample.Configuration(Here, 1, 2));
        await _heard.UntilAsync("Took configuration version 2");
        Assert.Equal(0, _time.Waiting);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_is_said_once_and_does_not_stop_answers()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        await StartAsync(Path.Combine(file, "state"));
        await PublishAsync(Sample.Configuration(Here, 1, 1), Sample.Health(Here, 1, 1), Sample.Health(Here, 1, 2), Sample.Configuration(Here, 1, 2));
        await _heard.UntilAsync("Took configuration version 2");
        Assert.Equal(1, _heard.Count("The last known state was not saved"));
    }

    [Fact]
    public async Task A_feed_that_ends_in_order_is_lost_too_and_that_is_said_once()
    {
        await StartAsync();
        await PublishAsync(Sample.Configuration(Here, 1, 1));
        await Eventually.HoldsAsync(() => _metrics!.FeedIsConnected);
        _control!.Complete();
        await _heard.UntilAsync("The feed is lost and what is held is answered on: the other side ended it");
        Assert.False(_metrics!.FeedIsConnected);
        for (var i = 0; i < 3; i++)
        {
            await Eventually.HoldsAsync(() => _time.Waiting == 1);
            _time.Advance(TimeSpan.FromSeconds(31));
            _control = await _feed.AcceptAsync();
            if (i < 2) _control.Complete(new IOException("refused"));
        }

        Assert.Equal(TimeSpan.FromSeconds(93), _metrics.SnapshotAge);
        await PublishAsync(Sample.Configuration(Here, 1, 1));
        await _heard.UntilAsync("The feed is reached again");
        Assert.Equal(TimeSpan.Zero, _metrics.SnapshotAge);
        Assert.Equal(1, _heard.Count("The feed is lost"));
        Assert.Equal(1, _current.Value!.Version);
    }

    private async Task StartAsync(string? folder = null)
    {
        _metrics = new EdgeMetrics(_time);
        var options = new EdgeOptions { StateFolder = folder ?? _folder.Path };
        _receiver = new Receiver(_feed, _current, options, _time, _metrics, _loggers.CreateLogger<Receiver>());
        await _receiver.StartAsync(CancellationToken.None);
        await _receiver.Loaded;
        _control = await _feed.AcceptAsync();
    }

    private async Task PublishAsync(params Publication[] publications)
    {
        foreach (var publication in publications) await _control!.WriteAsync(publication);
    }

    private string? RegionOfWww() => Explainer.Explain(_current.Value!, Sample.Www, new Client(new ClientAddress(0, true)), isIPv4: true, draw: 0)?.Region?.Value;

    private Standing[]? Standings() => _current.Value is { } snapshot ? [.. snapshot.Standings] : null;
}
