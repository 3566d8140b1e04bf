using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Tests.Judging;

/// <summary>What looks like an outage and is a fault of who looks must move nobody.</summary>
public sealed class ObserverFaultTests
{
    private static readonly KnownVantage Fra = new() { Code = new("fra") }, Iad = new() { Code = new("iad") }, Sin = new() { Code = new("sin") };

    [Fact]
    public void An_observer_that_loses_sight_of_several_regions_freezes_withdrawal_until_somebody_confirms()
    {
        using var world = new JudgedWorld(4, 4, 4).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(30, "r1*", "r2*");
        Assert.Equal("", world.Down);
        Assert.StartsWith("frozen: 8 of 12 probed endpoints fell within 60 s, 50 % of those outside region r1", world.Table.Held, StringComparison.Ordinal);
        Assert.StartsWith("seems down and is still answered: HTTP 503", world.Reason("r1-1"), StringComparison.Ordinal);
        Assert.True(world.Stage.Metrics.Frozen);
        Assert.Equal(1, world.Stage.Heard.Count("Critical: The health table is held"));

        world.With(document => document with { Safety = new Safety { FreezeConfirmedAt = DateTimeOffset.UnixEpoch } });
        world.Pass(1, "r1*", "r2*");
        Assert.Equal("r1-1 r1-2 r1-3 r1-4 r2-1 r2-2 r2-3 r2-4", world.Down);
        Assert.Null(world.Table.Held);
        Assert.Equal(1, world.Stage.Heard.Count("ada confirmed the freeze"));
    }

    [Fact]
    public void A_freeze_ends_by_itself_when_most_are_seen_up_again()
    {
        using var world = new JudgedWorld(4, 4, 4).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(5, "r1*", "r2*");
        Assert.NotNull(world.Table.Held);
        world.Pass(3, "r2-4");
        Assert.Null(world.Table.Held);
        Assert.Equal("r2-4", world.Down);
    }

    [Fact]
    public void A_restart_within_a_freeze_stays_frozen_until_most_are_seen_up()
    {
        using var world = new JudgedWorld(4, 4, 4).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(5, "r1*", "r2*");
        var held = world.Table.Held!;
        world.Stage.Judge.StepDown();

        world.Lead(HealthState.Up, held);
        Assert.Equal(held, world.Table.Held);
        world.Pass(100, "r1*", "r2*");
        Assert.Equal("", world.Down);
        Assert.True(FreezeGuard.IsFreeze(world.Table.Held));
        world.Pass(3);
        Assert.Null(world.Table.Held);
    }

    [Fact]
    public void Planned_work_in_two_regions_freezes_nothing()
    {
        using var world = new JudgedWorld(4, 4, 4).Lead(HealthState.Up);
        var from = world.Stage.Time.GetUtcNow();
        world.With(document => document with
        {
            Regions = document.Regions.SetItem(1, document.Regions[1] with { State = RegionState.Drained }),
            Maintenance = [new Maintenance { Name = "disks", From = from, To = from.AddHours(1), Regions = [new("r1")] }],
        });
        world.Pass(3);
        world.Pass(5, "r1*", "r2*");
        Assert.Equal("r1-1 r1-2 r1-3 r1-4 r2-1 r2-2 r2-3 r2-4", world.Down);
        Assert.Null(world.Table.Held);
    }

    [Fact]
    public void One_region_that_is_lost_is_withdrawn_at_once()
    {
        using var world = new JudgedWorld(4, 4, 4).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(2, "r2*");
        Assert.Equal("r2-1 r2-2 r2-3 r2-4", world.Down);
        Assert.Null(world.Table.Held);
    }

    [Fact]
    public void One_partitioned_vantage_of_three_changes_nothing_and_its_word_stops_counting_until_it_passes_again()
    {
        using var world = new JudgedWorld(4, 4).SeenBy(Fra, Iad, Sin).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(10, "fra:*");
        Assert.Equal(("", 0), (world.Down, world.Transitions));
        Assert.Equal("the word of vantage fra does not count: it alone finds 8 of 8 endpoints down", world.Table.Held);

        // Two are left, and two are a majority of two.
        world.Pass(3, "fra:*", "r1-1");
        Assert.Equal("r1-1", world.Down);
        world.Pass(5);
        Assert.Equal(("", null), (world.Down, world.Table.Held));
        Assert.Equal(1, world.Stage.Heard.Count("The word of vantage fra counts"));
    }

    [Fact]
    public void A_vantage_that_finds_down_alone_never_withdraws_even_when_a_single_one_is_enough_for_much()
    {
        using var world = new JudgedWorld(4, 4).SeenBy(Fra, Iad).Lead(HealthState.Up).WithPools(pool => pool with { Quorum = Quorum.All });
        world.Pass(3);
        world.Pass(20, "fra:*");
        Assert.Equal(0, world.Transitions);
    }

    [Fact]
    public void A_vantage_that_does_not_find_its_canaries_has_no_word()
    {
        using var world = new JudgedWorld(2, 1).SeenBy(Fra with { Canaries = [new("r2-1")] }).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(20, "r1-1", "r2-1");
        Assert.Equal("", world.Down);
        Assert.Contains("the word of vantage fra does not count: it finds 0 of its 1 canaries up", world.Table.Held, StringComparison.Ordinal);
        world.Pass(3, "r1-1");
        Assert.Equal(("r1-1", null), (world.Down, world.Table.Held));
    }

    [Fact]
    public void A_vantage_that_found_nothing_up_since_it_began_withdraws_nothing()
    {
        using var world = new JudgedWorld(3, 3).Lead(HealthState.Up);
        world.Pass(60, "*");
        Assert.Equal(0, world.Transitions);
        Assert.Contains("the word of vantage control does not count: it found nothing up yet", world.Table.Held, StringComparison.Ordinal);
    }

    [Fact]
    public void All_vantages_lost_holds_the_last_table_and_says_since_when()
    {
        using var world = new JudgedWorld(2, 2).SeenBy(Fra, Iad).Lead(HealthState.Up);
        world.Pass(3, "r1-1");
        Assert.Equal("r1-1", world.Down);
        world.Idle(3600);
        Assert.Equal("r1-1", world.Down);
        Assert.Equal("no vantage has reported since 2026-11-20 12:00:03Z: what was known then is held", world.Table.Held);
        world.Pass(1, "r1-1");
        Assert.Null(world.Table.Held);
    }

    [Fact]
    public void Without_vantages_a_pool_may_count_as_unknown()
    {
        using var world = new JudgedWorld(2, 2).WithPools(pool => pool with { WithoutVantages = SilenceMeaning.Unknown }).Lead(HealthState.Up);
        world.Pass(3, "r1-1");
        world.Idle(60);
        Assert.All(world.Table.Endpoints.Values, known => Assert.Equal((HealthState.Unknown, "no vantage reports on it"), (known.Health, known.Reason)));
    }

    [Fact]
    public void A_quorum_counts_only_vantages_that_report()
    {
        using var world = new JudgedWorld(2, 2).SeenBy(Fra, Iad, Sin).Lead(HealthState.Up);
        world.Pass(3);
        // Two go silent; the word of the third counts alone as soon as that is sure.
        world.PassOnly("fra", 10, "r1-1");
        Assert.Equal("r1-1", world.Down);
        Assert.Equal("HTTP 503 (seen by 1 of 1 vantages: fra)", world.Reason("r1-1"));
    }

    [Fact]
    public void Two_vantages_that_disagree_are_seen_to()
    {
        using var world = new JudgedWorld(4, 4).SeenBy(Fra, Iad, Sin).Lead(HealthState.Up);
        world.Pass(5, "iad:r1-1");
        Assert.Equal("HTTP 200 (warning: 1 of 3 vantages find it down: iad (HTTP 503))", world.Reason("r1-1"));
    }
}
