using System.Diagnostics;
using System.Net;
using GlobalLb.Vantage.Probing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Tests;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace GlobalLb.Vantage.Tests.Probing;

public sealed class ProbeScheduleTests : IAsyncLifetime
{
    private readonly SteppingClock _clock = new();
    private ServiceProvider? _services;
    private IScheduler? _scheduler;

    private ProbeSchedule Schedule => _services!.GetRequiredService<ProbeSchedule>();

    public async Task InitializeAsync()
    {
        _services = new ServiceCollection().AddLogging()
            .AddSingleton<IOutcomes>(new HeardOutcomes())
            .AddGlobalLbVantage(new VantageOptions(), _clock)
            .BuildServiceProvider();
        _scheduler = await _services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await _scheduler.Start();
    }

    public async Task DisposeAsync()
    {
        await _scheduler!.Shutdown(waitForJobsToComplete: true);
        await _services!.DisposeAsync();
    }

    [Fact]
    public async Task The_first_probe_comes_within_a_second()
    {
        await using var server = await CountingServer.StartAsync();
        var begun = Stopwatch.StartNew();
        await FollowAsync(Pool("web", server, interval: 3600));
        await server.NextAsync();
        Assert.InRange(begun.Elapsed.TotalSeconds, 0, 2); // a second of its own grace for a busy machine
    }

    [Fact]
    public async Task Rounds_go_on_while_the_wall_clock_goes_back_an_hour()
    {
        await using var server = await CountingServer.StartAsync();
        await FollowAsync(Pool("web", server, interval: 0.1));
        await server.NextAsync();
        _clock.Offset = -TimeSpan.FromHours(1);
        var begun = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++) await server.NextAsync();
        Assert.InRange(begun.Elapsed.TotalSeconds, 0, 15);
    }

    [Fact]
    public async Task A_changed_path_is_asked_from_the_next_round_on_in_the_same_rhythm()
    {
        await using var server = await CountingServer.StartAsync();
        await FollowAsync(Pool("web", server, interval: 0.2));
        Assert.EndsWith("/", await server.NextAsync(), StringComparison.Ordinal);
        var trigger = await _scheduler!.GetTrigger(new TriggerKey("web"));
        await FollowAsync(Pool("web", server, interval: 0.2, path: "/other"));
        Assert.Equal(trigger!.StartTimeUtc, (await _scheduler.GetTrigger(new TriggerKey("web")))!.StartTimeUtc);
        while (!(await server.NextAsync()).EndsWith("/other", StringComparison.Ordinal)) { }
    }

    [Fact]
    public async Task A_changed_interval_counts_at_once()
    {
        await using var server = await CountingServer.StartAsync();
        await FollowAsync(Pool("web", server, interval: 3600));
        await server.NextAsync();
        await FollowAsync(Pool("web", server, interval: 0.1));
        for (var i = 0; i < 5; i++) await server.NextAsync();
    }

    [Fact]
    public async Task What_is_removed_is_probed_no_more_and_comes_back_when_added_again()
    {
        await using var server = await CountingServer.StartAsync();
        await using var other = await CountingServer.StartAsync();
        await FollowAsync(Pool("web", server, interval: 0.1), Pool("api", other, interval: 0.1));
        await server.NextAsync();
        await FollowAsync(Pool("api", other, interval: 0.1));
        await RoundsOf(other, 5); // a round that was under way may end
        var seen = server.Waiting;
        await RoundsOf(other, 10);
        Assert.Equal(seen, server.Waiting);
        Assert.Null(Schedule.Find(new("web")));

        await FollowAsync(Pool("web", server, interval: 0.1));
        await Eventually.HoldsAsync(() => server.Waiting > seen);
    }

    [Fact]
    public async Task Slow_rounds_do_not_hold_up_those_of_others()
    {
        await using var slow = await CountingServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var server = await CountingServer.StartAsync();
        await FollowAsync([.. Enumerable.Range(0, 30).Select(i => Pool($"slow-{i}", slow, interval: 60, timeout: 60))]);
        for (var i = 0; i < 30; i++) await slow.NextAsync();
        await FollowAsync([.. Enumerable.Range(0, 30).Select(i => Pool($"slow-{i}", slow, interval: 60, timeout: 60)), Pool("web", server, interval: 0.1)]);
        for (var i = 0; i < 3; i++) await server.NextAsync();
    }

    private static Pool Pool(string code, CountingServer server, double interval, string path = "/", double timeout = 0.1) => Sample.Pool(code, "eu-west", IPAddress.Loopback) with
    {
        Probe = new Probe { Kind = ProbeKind.Http, IntervalSeconds = interval, TimeoutSeconds = timeout, Port = server.Address.Port, Path = path },
    };

    private static async Task RoundsOf(CountingServer server, int count)
    {
        for (var i = server.Waiting + count; i > 0; i--) await server.NextAsync();
    }

    private Task FollowAsync(params Pool[] pools) => Schedule.FollowAsync(ConfigurationDocument.Empty with { Pools = [.. pools] }, CancellationToken.None);

    /// <summary>The system's clock, whose wall can be set.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
