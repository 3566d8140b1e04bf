using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Tests.Judging;

/// <summary>What users of such programs complain of, each as a test that it cannot be here.</summary>
public sealed class KnownComplaintTests
{
    [Fact]
    public void A_restart_pushes_nothing_up_that_was_down()
    {
        using var world = new JudgedWorld(3, 3).Lead(HealthState.Up, null, "r1-1", "r1-2");
        Assert.Equal("r1-1 r1-2", world.Down);
        world.Pass(1, "r1-2");
        Assert.Equal("r1-1 r1-2", world.Down);
        world.Pass(1, "r1-2");
        Assert.Equal("r1-2", world.Down);
    }

    [Fact]
    public void A_restart_withdraws_nothing_from_ignorance_and_marks_what_it_has_not_seen_itself()
    {
        using var world = new JudgedWorld(3, 3).Lead(HealthState.Up);
        Assert.All(world.Table.Endpoints.Values, known => Assert.Equal((HealthState.Up, DateTimeOffset.UnixEpoch, "HTTP 200 (believed before the start, not probed since)"), (known.Health, known.Since, known.Reason)));
        world.Pass(1, "r1-1");
        Assert.Equal("", world.Down);
        Assert.All(world.Table.Endpoints.Values, known => Assert.DoesNotContain("not probed since", known.Reason, StringComparison.Ordinal));
        Assert.Equal(0, world.Transitions);
    }

    [Fact]
    public void What_was_never_probed_is_unknown_and_never_up_by_guess()
    {
        using var world = new JudgedWorld(1, 1).Lead(HealthState.Unknown);
        Assert.All(world.Table.Endpoints.Values, known => Assert.Equal(HealthState.Unknown, known.Health));
    }

    [Fact]
    public void Everything_dead_stays_as_it_is_for_days()
    {
        using var world = new JudgedWorld(2, 2).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(10, "*");
        var sequence = world.Stage.Publisher.Edition.Health!.Sequence;
        world.Pass(20_000, "*");
        Assert.Equal(sequence, world.Stage.Publisher.Edition.Health.Sequence);
        Assert.StartsWith("frozen: all 4 probed endpoints seem down at once", world.Table.Held, StringComparison.Ordinal);
    }

    [Fact]
    public void One_good_probe_does_not_bring_an_unstable_endpoint_back()
    {
        using var world = new JudgedWorld(2, 2).With(document => document with { Safety = new Safety { HoldDownSeconds = 60 } }).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(2, "r1-1");
        world.Pass(1);
        Assert.Equal("r1-1", world.Down);
        world.Pass(1);
        Assert.Equal("", world.Down);
        world.Pass(2, "r1-1");
        world.Pass(50);
        Assert.Equal("r1-1", world.Down);
        Assert.Contains("up again (HTTP 200), and held down for 60 s", world.Reason("r1-1"), StringComparison.Ordinal);
        world.Pass(12);
        Assert.Equal("", world.Down);
    }

    [Fact]
    public void An_endpoint_that_flaps_for_an_hour_changes_a_handful_of_times()
    {
        using var world = new JudgedWorld(2, 2).With(document => document with { Safety = new Safety { HoldDownSeconds = 300 } }).Lead(HealthState.Up);
        world.Pass(3);
        for (var i = 0; i < 600; i++)
        {
            world.Pass(3, "r1-1");
            world.Pass(3);
        }

        Assert.InRange(world.Transitions, 1, 7);
    }

    [Fact]
    public void An_overload_that_fells_one_after_the_other_withdraws_at_most_its_share_in_a_minute()
    {
        using var world = new JudgedWorld(6, 2).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(10, "r1-1", "r1-2");
        world.Pass(10, "r1-1", "r1-2", "r1-3", "r1-4");
        Assert.Equal("r1-1 r1-2 r1-3", world.Down);
        Assert.Equal("r1-4 seem down and wait: health withdraws at most 50 % of a pool within a minute", world.Table.Held);
        world.Pass(60, "r1-1", "r1-2", "r1-3", "r1-4");
        Assert.Equal(("r1-1 r1-2 r1-3 r1-4", null), (world.Down, world.Table.Held));
    }

    [Fact]
    public void A_floor_keeps_so_much_answered_while_anything_is_well()
    {
        using var world = new JudgedWorld(4, 1).With(document => document with { Safety = new Safety { LeastShare = 50 } }).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(300, "r1-1", "r1-2", "r1-3");
        Assert.Equal("r1-1 r1-2", world.Down);
        Assert.Contains("and leaves 50 %", world.Table.Held, StringComparison.Ordinal);
        world.Pass(3, "r1*");
        Assert.Equal("r1-1 r1-2 r1-3 r1-4", world.Down);
    }

    [Fact]
    public void Address_families_are_withdrawn_by_themselves()
    {
        using var world = new JudgedWorld(2, 2);
        world.WithPools(pool => pool with { Endpoints = [pool.Endpoints[0], pool.Endpoints[1] with { Address = IPAddress.Parse($"2001:db8::{pool.Code.Value[1]}") }] }).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(3, "r1-2");
        Assert.Equal(("r1-2", null), (world.Down, world.Table.Held));
    }

    [Fact]
    public void What_stands_behind_a_dead_gateway_is_down_with_that_as_its_reason()
    {
        using var world = new JudgedWorld(4, 1).Lead(HealthState.Up);
        world.With(document => document with
        {
            Pools = document.Pools.SetItem(0, document.Pools[0] with { Endpoints = [.. document.Pools[0].Endpoints.Select((endpoint, i) => i >= 2 ? endpoint : endpoint with { DependsOn = [new("r2-1")] })] }),
        });
        world.Pass(3);
        world.Pass(3, "r2-1");
        Assert.Equal("r1-1 r1-2 r2-1", world.Down);
        Assert.Equal("it depends on r2-1, which is down: HTTP 503", world.Reason("r1-1"));
        world.Pass(3);
        Assert.Equal("", world.Down);
    }

    [Fact]
    public void A_gateway_on_which_much_depends_is_one_fall_and_freezes_nothing()
    {
        using var world = new JudgedWorld(6, 6, 6).Lead(HealthState.Up);
        world.With(document => document with { Pools = [.. document.Pools.Select((pool, i) => pool with { Endpoints = [.. pool.Endpoints.Select((endpoint, n) => i == 2 && n == 5 ? endpoint : endpoint with { DependsOn = [new("r3-6")] })] })] });
        world.Pass(3);
        world.Pass(3, "r3-6");
        Assert.Equal(18, world.Table.Endpoints.Values.Count(known => known.Health == HealthState.Down));
        Assert.Null(world.Table.Held);
    }

    [Fact]
    public void Failures_that_are_not_in_a_row_are_counted_when_the_probe_says_so()
    {
        using var world = new JudgedWorld(2, 2).WithPools(pool => pool with { Probe = pool.Probe! with { Fall = 3, FailuresOf = 6 } }).Lead(HealthState.Up);
        world.Pass(3);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("", world.Down);
            world.Pass(1, "r1-1");
            world.Pass(1);
        }

        Assert.Equal("r1-1", world.Down);
    }

    [Fact]
    public void A_probe_that_only_observes_warns_and_removes_nothing()
    {
        using var world = new JudgedWorld(2, 2).WithPools(pool => pool with { MoreProbes = [pool.Probe! with { Name = "disk", Role = ProbeRole.Observe }] }).Lead(HealthState.Up);
        world.Pass(3);
        foreach (var _ in Enumerable.Range(0, 3)) world.Hear("r1-1", "disk", false);
        world.Pass(1);
        Assert.Equal(("", "HTTP 200 (warning: probe disk: HTTP 503)"), (world.Down, world.Reason("r1-1")));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    [InlineData(87_600)]
    public void A_clock_that_is_set_changes_no_detection(int hours)
    {
        using var world = new JudgedWorld(2, 2).Lead(HealthState.Up);
        world.Pass(3);
        world.Stage.Time.SetWallClock(TimeSpan.FromHours(hours));
        world.Pass(1, "r1-1");
        Assert.Equal(("", null), (world.Down, world.Table.Held));
        world.Pass(1, "r1-1");
        Assert.Equal(("r1-1", null), (world.Down, world.Table.Held));
        world.Stage.Time.SetWallClock(TimeSpan.FromHours(-hours));
        world.Pass(2);
        Assert.Equal(("", null), (world.Down, world.Table.Held));
    }

    [Fact]
    public void A_clock_that_goes_to_and_fro_withdraws_nothing()
    {
        using var world = new JudgedWorld(2, 2).With(document => document with { Safety = new Safety { HoldDownSeconds = 60 } }).Lead(HealthState.Up);
        for (var i = 0; i < 120; i++)
        {
            world.Stage.Time.SetWallClock(TimeSpan.FromSeconds(i % 2 == 0 ? 30 : -30));
            world.Pass(5);
        }

        Assert.Equal(0, world.Transitions);
    }

    [Fact]
    public void Ten_thousand_sick_endpoints_are_judged_within_their_bound()
    {
        using var world = new JudgedWorld(5000, 5000, 100).Lead(HealthState.Up);
        world.Pass(1);
        var watch = Stopwatch.StartNew();
        world.Pass(2, "r1*", "r2*");
        Assert.StartsWith("frozen: 10000 of 10100", world.Table.Held, StringComparison.Ordinal);
        world.With(document => document with { Safety = new Safety { FreezeConfirmedAt = DateTimeOffset.UnixEpoch } });
        world.Pass(1, "r1*", "r2*");
        Assert.Equal(10_000, world.Table.Endpoints.Values.Count(known => known.Health == HealthState.Down));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }

    [Fact]
    public async Task A_paused_database_delays_no_judgement()
    {
        // It takes connections, as the system does for a process that is stopped, and never says a word.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var world = new JudgedWorld(2, 2) { Stage = new JudgeStage(((IPEndPoint)listener.LocalEndpoint).Port) };
        await world.Stage.History.StartAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        world.Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(2, "r1-1");
        Assert.Equal("r1-1", world.Down);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"took {watch.Elapsed}");
    }
}
