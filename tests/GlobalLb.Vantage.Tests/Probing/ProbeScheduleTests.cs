using System.Diagnostics;
using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Tests;
using GlobalLb.Vantage.Probing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace GlobalLb.Vantage.Tests.Probing;

public sealed class ProbeScheduleTests : IAsyncLifetime
{
    private readonly SteppingClock _clock = new();
    private readonly HeardOutcomes _outcomes = new();
    private ServiceProvider? _services;
    private IScheduler? _scheduler;

    private ProbeSchedule Schedule => _services!.GetRequiredService<ProbeSchedule>();

    public async Task InitializeAsync()
    {
        _services = new ServiceCollection().AddLogging()
            .AddSingleton<IOutcomes>(_outcomes)
            .AddGlobalLbVantage(new VantageOptions { Allowed = [IPNetwork.Parse("127.0.0.0/8")], MostPerAddress = 1000 }, _clock)
            .BuildServiceProvider();
        _scheduler = _services.GetRequiredKeyedService<IScheduler>(VantageRegistration.Scheduler);
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
        var time = _services!.GetRequiredService<MonotonicTime>();
        var before = time.GetUtcNow();
        await FollowAsync(Pool("web", server, interval: 3600));
        var due = (await _scheduler!.GetTrigger(new TriggerKey("web")))!.StartTimeUtc;
        Assert.InRange(due, before, time.GetUtcNow().AddSeconds(1));
        await server.NextAsync();
    }

    [Fact]
    public async Task Rounds_go_on_while_the_wall_clock_goes_back_an_hour()
    {
        await using var server = await CountingServer.StartAsync();
        await FollowAsync(Pool("web", server, interval: 0.1));
        await server.NextAsync();
        _clock.Offset = -TimeSpan.FromHours(1);
        for (var i = 0; i < 10; i++) await server.NextAsync(); // which does not wait for an hour
    }

    [Fact]
    public void The_clock_of_all_others_is_the_one_that_can_be_set() =>
        Assert.Same(_clock, _services!.GetRequiredService<TimeProvider>());

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
        Assert.Null(Schedule.Find("web"));

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

    [Fact]
    public async Task While_it_is_undecided_an_endpoint_is_asked_again_soon()
    {
        await using var server = await CountingServer.StartAsync(Sick);
        var pool = Pool("web", server, interval: 3600, timeout: 5);
        var begun = Stopwatch.StartNew();
        await FollowAsync(pool with { Probe = pool.Probe! with { Fall = 4, RecheckSeconds = 0.1 } });
        for (var i = 0; i < 4; i++) Assert.Equal("HTTP 503", (await _outcomes.NextAsync()).Reason);
        Assert.InRange(begun.Elapsed.TotalSeconds, 0.3, 20);
        await Task.WhenAny(_outcomes.NextAsync(), Task.Delay(500));
        Assert.Equal(4, server.Waiting); // it is decided: the next round is in an hour
    }

    [Fact]
    public async Task What_is_down_is_asked_seldom_if_it_is_to_be()
    {
        await using var sick = await CountingServer.StartAsync(Sick);
        await using var well = await CountingServer.StartAsync();
        var pool = Pool("sick", sick, interval: 0.1);
        await FollowAsync(pool with { Probe = pool.Probe! with { Fall = 2, TimeoutSeconds = 5, DownIntervalSeconds = 3600 } }, Pool("well", well, interval: 0.1));
        await RoundsOf(well, 30);
        Assert.Equal(2, sick.Waiting);
    }

    [Fact]
    public async Task Every_probe_of_a_pool_runs_and_says_its_name()
    {
        await using var server = await CountingServer.StartAsync(context => context.Request.Path == "/live" ? Task.CompletedTask : Sick(context));
        var pool = Pool("web", server, interval: 0.2);
        await FollowAsync(pool with { MoreProbes = [pool.Probe! with { Name = "live", Path = "/live", TimeoutSeconds = 5 }] });
        var found = new HashSet<(string, bool)>();
        while (found.Count < 2)
        {
            var outcome = await _outcomes.NextAsync();
            found.Add((outcome.Probe, outcome.Passed));
        }

        Assert.Equal([("", false), ("live", true)], found.Order());
        Assert.NotNull(Schedule.Find("web/live"));
        await FollowAsync(pool);
        Assert.Null(Schedule.Find("web/live"));
    }

    [Fact]
    public async Task What_is_changed_for_all_changes_the_rhythm_of_those_without_a_word_of_their_own()
    {
        await using var server = await CountingServer.StartAsync();
        var pool = Pool("web", server, interval: 3600);
        var own = pool with { Probe = pool.Probe! with { IntervalSeconds = null } };
        await Schedule.FollowAsync(ConfigurationDocument.Empty with { Pools = [own, pool with { Code = new("other") }], ProbeDefaults = new() { IntervalSeconds = 1800 } }, CancellationToken.None);
        var kept = await StartOf("other");
        Assert.Equal(TimeSpan.FromSeconds(1800), await IntervalOf("web"));
        await Schedule.FollowAsync(ConfigurationDocument.Empty with { Pools = [own, pool with { Code = new("other") }], ProbeDefaults = new() { IntervalSeconds = 900 } }, CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(900), await IntervalOf("web"));
        Assert.Equal((TimeSpan.FromSeconds(3600), kept), (await IntervalOf("other"), await StartOf("other")));
    }

    [Fact]
    public async Task An_endpoint_with_an_interval_of_its_own_has_rounds_of_its_own()
    {
        await using var server = await CountingServer.StartAsync();
        var pool = Pool("web", server, interval: 3600);
        var quick = pool.Endpoints[0] with { Code = new("quick"), ProbeOverride = new() { IntervalSeconds = 0.1 } };
        await FollowAsync(pool with { Endpoints = [.. pool.Endpoints, quick] });
        Assert.Equal(TimeSpan.FromSeconds(0.1), await IntervalOf("web@0.1"));
        Assert.Equal(["quick"], Schedule.Find("web@0.1")!.Targets.Select(target => target.Endpoint.Code.Value));
        Assert.Equal(pool.Endpoints[0].Code, Assert.Single(Schedule.Find("web")!.Targets).Endpoint.Code);
        for (var heard = 0; heard < 3;) if ((await _outcomes.NextAsync()).Endpoint == quick.Code) heard++;
        await FollowAsync(pool);
        Assert.Null(Schedule.Find("web@0.1"));
    }

    private async Task<TimeSpan> IntervalOf(string key) => ((ISimpleTrigger)(await _scheduler!.GetTrigger(new TriggerKey(key)))!).RepeatInterval;

    private async Task<DateTimeOffset> StartOf(string key) => (await _scheduler!.GetTrigger(new TriggerKey(key)))!.StartTimeUtc;

    private static Task Sick(HttpContext context)
    {
        context.Response.StatusCode = 503;
        return Task.CompletedTask;
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
