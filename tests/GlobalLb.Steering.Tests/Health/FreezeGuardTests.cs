using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class FreezeGuardTests
{
    private static readonly Gen<string[]> Worlds =
        from regions in Gen.Choose(1, 4) from letters in Gen.ArrayOf(from count in Gen.Choose(1, 8) from each in Gen.ArrayOf(Gen.Elements('u', 'd', 'o', '?'), count) select new string(each), regions) select letters;

    // One word per region, one letter per endpoint: u up, d fell just now, o fell long ago, ? unknown.
    [Theory]
    [InlineData("uuu", false)]
    [InlineData("ddu", false)]
    [InlineData("dd?", false)]
    [InlineData("ddd", true)]
    [InlineData("ooo", true)]
    [InlineData("ddd?", true)]
    [InlineData("???", false)]
    [InlineData("dd", false)]
    [InlineData("d", false)]
    [InlineData("", false)]
    [InlineData("dddddd uuu uuu", false)]
    [InlineData("dddd duuu uuuu", false)]
    [InlineData("dddd dduu uuuu", false)]
    [InlineData("dddd ddduuu", true)]
    [InlineData("ddd ddd uuu", true)]
    [InlineData("ddd ooo uuu", false)]
    [InlineData("duu duu duu", false)]
    [InlineData("dduu dduu dduu", true)]
    [InlineData("uuuuu dddddd", false)]
    [InlineData("dd d u", false)]
    public void It_freezes_when_much_falls_that_has_nothing_in_common(string world, bool expected)
    {
        var guard = Judge(FreezeGuard.Open, world);
        Assert.Equal(expected, guard.Reason is not null);
        if (expected) Assert.StartsWith(FreezeGuard.Mark, guard.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_everything_seemed_to_be_is_over_when_one_is_up() => Assert.Null(Judge(Judge(FreezeGuard.Open, "ddd"), "ddu").Reason);

    [Fact]
    public void A_freeze_is_over_when_most_of_what_fell_is_up_again()
    {
        var guard = Judge(FreezeGuard.Open, "ddd ddd uuu");
        Assert.Equal("frozen: 6 of 9 probed endpoints fell within 60 s, 50 % of those outside r0, which is likelier the observer's fault: nothing is withdrawn because of health until that is confirmed, or most of them are seen up again", guard.Reason);
        Assert.NotNull((guard = Judge(guard, "uuu ddd uuu")).Reason);
        Assert.NotNull((guard = Judge(guard, "ooo ooo uuu")).Reason);
        Assert.Null(Judge(guard, "uuu udd uuu").Reason);
    }

    [Fact]
    public void What_is_confirmed_goes_and_does_not_freeze_again()
    {
        var guard = FreezeGuard.Confirmed(TimeSpan.FromSeconds(1000));
        Assert.Null((guard = Judge(guard, "ddd ddd uuu")).Reason);
        guard = FreezeGuard.Confirmed(TimeSpan.FromSeconds(1000));
        Assert.Null((guard = Judge(guard, "ddd ddd")).Reason);
        Assert.Null((guard = Judge(guard, "udd ddd")).Reason);
        Assert.NotNull(Judge(guard, "ooo ooo").Reason);
    }

    [Fact]
    public void A_restart_does_not_end_a_freeze_but_what_is_seen_up_does()
    {
        var guard = FreezeGuard.Restored("frozen: 6 fell", [new("r0-0"), new("r0-1"), new("r0-2")]);
        Assert.NotNull((guard = Judge(guard, "???")).Reason);
        Assert.NotNull((guard = Judge(guard, "u??")).Reason);
        Assert.Null(Judge(guard, "uu?").Reason);
    }

    [Fact]
    public void The_loss_of_one_region_never_freezes_what_has_others() =>
        Prop.ForAll(Worlds.ToArbitrary(), world =>
        {
            string[] lost = [new string('d', world[0].Length), .. world.Skip(1).Select(region => new string('u', region.Length))];
            return world.Length == 1 || Judge(FreezeGuard.Open, string.Join(' ', lost)).Reason is null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void With_fewer_than_three_endpoints_nothing_ever_freezes() =>
        Prop.ForAll(Worlds.ToArbitrary(), world => string.Concat(world).Length > 2 || Judge(FreezeGuard.Open, string.Join(' ', world)).Reason is null).QuickCheckThrowOnFailure();

    [Fact]
    public void When_three_or_more_are_known_and_none_is_up_it_is_frozen_whatever_came_before() =>
        Prop.ForAll((from world in Worlds from before in Worlds select (world, before)).ToArbitrary(), each =>
        {
            var down = string.Join(' ', each.world).Replace('u', 'd');
            return down.Count(letter => letter is 'd' or 'o') < FreezeGuard.FewestEndpoints
                || Judge(Judge(FreezeGuard.Open, string.Join(' ', each.before)), down).Reason is not null;
        }).QuickCheckThrowOnFailure();

    private static FreezeGuard Judge(FreezeGuard guard, string world)
    {
        var now = TimeSpan.FromSeconds(1000);
        var sights = world.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany((region, r) => region.Select((letter, i) => new Sight(
            new($"r{r}-{i}"), $"r{r}",
            letter switch { 'u' => HealthState.Up, 'd' or 'o' => HealthState.Down, _ => HealthState.Unknown },
            letter switch { 'd' => now - TimeSpan.FromSeconds(60), 'o' => now - TimeSpan.FromSeconds(61), _ => null })));
        return guard.Judge([.. sights], Safety.Usual, now);
    }
}
