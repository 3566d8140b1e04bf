using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Tests.Judging;

/// <summary>What vantages near some clients find down is taken away from these clients, and from nobody else.</summary>
public sealed class RegionalHealthTests
{
    private static readonly KnownVantage[] Vantages = [Near("fra", "r1"), Near("ber", "r1"), Near("iad", "r2"), Near("nyc", "r2"), Near("sin", "r3")];

    [Fact]
    public void What_only_the_vantages_of_one_region_find_down_is_down_near_them_and_up_for_all()
    {
        using var world = World(4, 4, 4);
        world.Pass(5, "fra:r2-1", "ber:r2-1");
        Assert.Equal("", world.Down);
        Assert.Equal("r1: r2-1", Views(world));
        var known = world.Table.Regional[0].Down[new("r2-1")];
        Assert.Equal((HealthState.Down, "HTTP 503 (seen by 2 of 2 vantages: fra, ber)"), (known.Health, known.Reason));
        Assert.Null(world.Table.Held);
        Assert.Equal(1, world.Stage.Heard.Count("r2-1 is down for clients near r1: HTTP 503 (seen by 2 of 2 vantages: fra, ber)"));
        Assert.Equal(0, world.Transitions);

        world.Pass(5);
        Assert.Equal("", Views(world));
        Assert.Equal(1, world.Stage.Heard.Count("r2-1 is as for all for clients near r1 again: HTTP 200"));
    }

    [Fact]
    public void Since_when_it_is_down_nearby_stays_while_it_is()
    {
        using var world = World(4, 4, 4);
        world.Pass(5, "sin:r2-1");
        var since = world.Table.Regional[0].Down[new("r2-1")].Since;
        var sequence = world.Stage.Publisher.Edition.Health!.Sequence;
        world.Pass(20, "sin:r2-1");
        Assert.Equal(since, world.Table.Regional[0].Down[new("r2-1")].Since);
        Assert.Equal(sequence, world.Stage.Publisher.Edition.Health!.Sequence);
    }

    [Fact]
    public void The_quorum_of_the_pool_holds_among_the_vantages_of_a_region()
    {
        using var world = World(4, 4, 4);
        world.Pass(5, "fra:r2-1");
        Assert.Equal("", Views(world));
        world.WithPools(pool => pool with { Quorum = Quorum.One });
        world.Pass(5, "sin:r3-2");
        Assert.Equal("r3-2", world.Down); // one is enough for all
    }

    [Fact]
    public void A_pool_that_does_not_ask_has_no_regional_views()
    {
        using var world = World(4, 4, 4);
        world.WithPools(pool => pool with { RegionalHealth = pool.Code.Value == "r1" });
        world.Pass(5, "sin:r2-1", "sin:r1-1");
        Assert.Equal("r3: r1-1", Views(world));
        world.WithPools(pool => pool with { RegionalHealth = false });
        Assert.Equal("", Views(world));
        Assert.Equal(1, world.Stage.Heard.Count("r1-1 is as for all for clients near r3 again: nobody near is asked about it any more"));
    }

    [Fact]
    public void What_all_find_down_is_in_no_regional_view()
    {
        using var world = World(4, 4, 4);
        world.Pass(8, "r2-1");
        Assert.Equal("r2-1", world.Down);
        Assert.Equal("", Views(world));
    }

    [Fact]
    public void Vantages_that_fall_silent_have_no_view()
    {
        using var world = World(4, 4, 4);
        world.Pass(5, "sin:r2-1");
        Assert.Equal("r3: r2-1", Views(world));
        Silence(world, "sin");
        Assert.Equal("", Views(world));
    }

    [Fact]
    public void A_region_of_vantages_that_alone_finds_much_down_is_not_listened_to()
    {
        using var world = World(4, 4, 4);
        world.With(document => document with { Vantages = [.. document.Vantages, Near("muc", "r1"), Near("ham", "r1")] }).WithPools(pool => pool with { Quorum = Quorum.All });
        world.SeenBy([.. world.Document.Vantages]);
        world.Pass(3);
        world.Pass(8, "fra:r2*", "ber:r2*", "muc:r2*", "ham:r2*");
        Assert.Equal("", Views(world));
        Assert.Equal("the word of the vantages near r1 does not count: together they alone find 4 of 12 endpoints down", world.Table.Held);
        world.Pass(5, "fra:r2-1", "ber:r2-1", "muc:r2-1", "ham:r2-1");
        Assert.Equal("r1: r2-1", Views(world));
        Assert.Null(world.Table.Held);
    }

    [Fact]
    public void Vantages_whose_word_does_not_count_have_no_view()
    {
        using var world = World(4, 4, 4);
        world.Pass(8, "sin:r2*");
        Assert.Equal("", Views(world));
        Assert.StartsWith("the word of vantage sin does not count", world.Table.Held, StringComparison.Ordinal);
    }

    [Fact]
    public void While_withdrawal_is_frozen_nothing_is_taken_away_from_anybody_and_what_was_stays()
    {
        using var world = World(4, 4, 4);
        world.Pass(5, "sin:r3-1");
        Assert.Equal("r3: r3-1", Views(world));
        world.Pass(5, "sin:r3-1", "r1*", "r2-1", "r2-2", "r2-3");
        Assert.True(FreezeGuard.IsFreeze(world.Table.Held));
        world.Pass(5, "sin:r3-1", "sin:r3-2", "r1*", "r2-1", "r2-2", "r2-3");
        Assert.Equal("r3: r3-1", Views(world));
        world.Pass(8, "sin:r3-2");
        Assert.Null(world.Table.Held);
        Assert.Equal("r3: r3-2", Views(world));
    }

    [Fact]
    public void What_is_down_nearby_does_not_return_there_because_it_now_seems_down_to_all_and_waits()
    {
        using var world = World(10, 4, 4);
        world.With(document => document with { Safety = document.Safety with { WithdrawalShare = 10, FreezeShare = 100 } });
        world.Pass(5, "sin:r1-1");
        Assert.Equal("r3: r1-1", Views(world));
        world.Pass(5, "sin:r1-1", "r1-2");
        Assert.Equal("r1-2", world.Down);

        // No more than one may go within a minute.
        world.Pass(10, "r1-1", "r1-2");
        Assert.Equal("r1-2", world.Down);
        Assert.Equal("r3: r1-1", Views(world));
        world.Pass(60, "r1-1", "r1-2");
        Assert.Equal("r1-1 r1-2", world.Down);
        Assert.Equal("", Views(world));
    }

    [Fact]
    public void The_limit_holds_for_each_view_by_itself()
    {
        using var world = World(10, 4, 4);
        world.With(document => document with { Safety = document.Safety with { WithdrawalShare = 20, FreezeShare = 100 } });
        world.Pass(8, "sin:r1-1", "sin:r1-2", "sin:r1-3");
        Assert.Equal(2, world.Table.Regional.Single().Down.Count);
        Assert.Contains("seem down to the vantages near r3 and wait", world.Table.Held, StringComparison.Ordinal);
        world.Pass(60, "sin:r1-1", "sin:r1-2", "sin:r1-3");
        Assert.Equal("r3: r1-1 r1-2 r1-3", Views(world));
        Assert.Equal("", world.Down);
    }

    [Fact]
    public void A_pool_that_is_all_down_nearby_goes_as_a_whole()
    {
        using var world = World(2, 4, 4);
        world.Pass(8, "sin:r1-1", "sin:r1-2");
        Assert.Equal("r3: r1-1 r1-2", Views(world));
    }

    [Fact]
    public void What_falls_again_and_again_nearby_is_held_down_there()
    {
        using var world = World(4, 4, 4);
        world.With(document => document with { Safety = document.Safety with { HoldDownSeconds = 30 } });
        for (var fall = 0; fall < 2; fall++)
        {
            world.Pass(5, "sin:r1-1");
            Assert.Equal("r3: r1-1", Views(world));
            world.Pass(5);
            Assert.Equal(fall == 0 ? "" : "r3: r1-1", Views(world));
        }

        Assert.Contains("held down for", world.Table.Regional[0].Down[new("r1-1")].Reason, StringComparison.Ordinal);
        world.Pass(40);
        Assert.Equal("", Views(world));
        Assert.Equal("", world.Down);
    }

    [Fact]
    public void What_depends_on_what_is_down_nearby_is_down_nearby()
    {
        using var world = World(4, 4, 4);
        world.WithPools(pool => pool with { Endpoints = [.. pool.Endpoints.Select(endpoint => endpoint.Code.Value == "r1-1" ? endpoint with { DependsOn = [new("r2-1")] } : endpoint)] });
        world.Pass(5, "sin:r2-1");
        Assert.Equal("r3: r1-1 r2-1", Views(world));
        Assert.Equal("it depends on r2-1, which is down for vantages near r3", world.Table.Regional[0].Down[new("r1-1")].Reason);
    }

    [Fact]
    public void A_restart_neither_ends_a_view_nor_begins_one()
    {
        using var world = World(4, 4, 4);
        world.Pass(5, "sin:r2-1");
        var views = world.BelievedNearby = world.Table.Regional;
        world.Stage.Judge.StepDown();
        world.Lead(HealthState.Up);
        Assert.Equal("r3: r2-1", Views(world));
        Assert.Equal(views[0].Down[new("r2-1")], world.Table.Regional[0].Down[new("r2-1")]);
        world.Pass(5, "sin:r2-1");
        Assert.Equal("r3: r2-1", Views(world));
        world.Pass(5);
        Assert.Equal("", Views(world));
    }

    [Fact]
    public void A_view_from_before_a_restart_ends_when_its_vantages_stay_silent()
    {
        using var world = World(4, 4, 4);
        world.Pass(5, "sin:r2-1");
        var views = world.BelievedNearby = world.Table.Regional;
        world.Stage.Judge.StepDown();
        world.Lead(HealthState.Up);
        Silence(world, "sin");
        Assert.Equal("", Views(world));
    }

    // Long enough that a vantage counts as silent; the others go on.
    private static void Silence(JudgedWorld world, string silent)
    {
        for (var second = 0; second < 60; second++)
        {
            foreach (var vantage in world.Vantages.Where(vantage => vantage != silent)) world.PassOnly(vantage, 1);
        }
    }

    private static JudgedWorld World(params int[] endpoints)
    {
        var world = new JudgedWorld(endpoints).SeenBy(Vantages).WithPools(pool => pool with { RegionalHealth = true }).Lead(HealthState.Up);
        world.Pass(3);
        return world;
    }

    private static KnownVantage Near(string code, string region) => new() { Code = new(code), Region = new(region) };

    private static string Views(JudgedWorld world) => string.Join("; ", world.Table.Regional.Select(view =>
        $"{view.Region}: {string.Join(' ', view.Down.Keys.Select(code => code.Value).Order(StringComparer.Ordinal))}"));
}
