using System.Collections.Frozen;
using GlobalLb.Control.Judging;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Judging;

public sealed class HealthTrackerTests : IAsyncLifetime, IDisposable
{
    private readonly JudgeStage _stage = new();
    private readonly HealthTracker _tracker;

    public HealthTrackerTests() => _tracker = new HealthTracker(_stage.Judge, _stage.Time, _stage.Loggers.CreateLogger<HealthTracker>());

    public async Task InitializeAsync()
    {
        await _tracker.StartAsync(CancellationToken.None);
        var configuration = new ConfigurationVersion(1, Sample.Document, "test", "", DateTimeOffset.UnixEpoch);
        var nothing = new HealthView(FrozenDictionary<EndpointCode, EndpointBelief>.Empty, null, null, true);
        await _tracker.LeadAsync(Guid.NewGuid(), 1, configuration, nothing, CancellationToken.None);
        await Eventually.HoldsAsync(() => _stage.Publisher.IsLeading);
    }

    public Task DisposeAsync() => _tracker.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _tracker.Dispose();
        _stage.Dispose();
    }

    [Fact]
    public async Task A_change_is_published_at_once_and_the_next_a_tenth_of_a_second_later()
    {
        _stage.Time.Advance(TimeSpan.FromSeconds(5));
        await HearAsync(0);
        await Eventually.HoldsAsync(() => IsUp(0));
        await HearAsync(1);
        await _stage.Time.UntilWaitingForAsync(TimeSpan.FromSeconds(0.1));
        _stage.Time.Advance(TimeSpan.FromSeconds(0.09));
        Assert.False(IsUp(1));
        _stage.Time.Advance(TimeSpan.FromSeconds(0.01));
        await Eventually.HoldsAsync(() => IsUp(1));
    }

    [Fact]
    public async Task What_was_told_to_a_tracker_that_is_stopped_before_it_began_is_judged()
    {
        using var stage = new JudgeStage();
        using var tracker = new HealthTracker(stage.Judge, stage.Time, stage.Loggers.CreateLogger<HealthTracker>());
        await tracker.StartAsync(new CancellationToken(canceled: true));
        await tracker.FollowAsync(new ConfigurationVersion(1, Sample.Document, "test", "", DateTimeOffset.UnixEpoch), CancellationToken.None);
        Assert.Equal(Timeout.InfiniteTimeSpan, stage.Judge.UntilLook);
        await tracker.StopAsync(CancellationToken.None);
        Assert.NotEqual(Timeout.InfiniteTimeSpan, stage.Judge.UntilLook);
    }

    [Fact]
    public async Task A_storm_of_outcomes_keeps_no_table_waiting()
    {
        _stage.Time.Advance(TimeSpan.FromSeconds(5));
        await HearAsync(0);
        await HearAsync(1);
        var storm = Task.Run(async () =>
        {
            for (var i = 0; i < 300_000; i++) await HearAsync(0);
        });
        await Eventually.HoldsAsync(() => IsUp(0));
        await storm.WaitAsync(TimeSpan.FromSeconds(60));
        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => IsUp(1));
    }

    [Fact]
    public async Task A_step_that_fails_is_said_and_the_next_is_done()
    {
        await _tracker.FollowAsync(null!, CancellationToken.None);
        await _stage.Heard.UntilAsync("One step of judging failed");
        _stage.Time.Advance(TimeSpan.FromSeconds(5));
        await HearAsync(0);
        await Eventually.HoldsAsync(() => IsUp(0));
    }

    [Fact]
    public async Task What_was_told_before_the_stop_is_done()
    {
        var told = Enumerable.Range(0, 2000).Select(_ => HearAsync(0)).Append(HearAsync(1)).ToList();
        await Task.WhenAll(told);
        await _tracker.StopAsync(CancellationToken.None);
        Assert.Equal(2, _stage.Heard.Count("went from Unknown to Up"));
    }

    private async Task HearAsync(int pool)
    {
        var endpoint = Sample.Document.Pools[pool].Endpoints[0];
        await _tracker.HearAsync(endpoint, new Outcome(endpoint.Code, "control", DateTimeOffset.UnixEpoch, true, "HTTP 200", TimeSpan.Zero), CancellationToken.None);
    }

    private bool IsUp(int pool) => _stage.Publisher.Edition.Health!.Table[Sample.Document.Pools[pool].Endpoints[0].Code] == HealthState.Up;
}
