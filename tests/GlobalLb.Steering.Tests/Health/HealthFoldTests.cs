using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class HealthFoldTests
{
    private static readonly Gen<(HealthState Health, bool[] Outcomes, int Rise, int Fall)> Histories =
        from health in Gen.Elements(Enum.GetValues<HealthState>())
        from count in Gen.Choose(0, 40)
        from outcomes in Gen.ArrayOf(Gen.Elements(true, false), count)
        from rise in Gen.Choose(1, 5)
        from fall in Gen.Choose(1, 5)
        select (health, outcomes, rise, fall);

    // p: passed, f: failed; rise 2, fall 3.
    [Theory]
    [InlineData(HealthState.Unknown, "", HealthState.Unknown)]
    [InlineData(HealthState.Unknown, "p", HealthState.Up)]
    [InlineData(HealthState.Unknown, "ff", HealthState.Unknown)]
    [InlineData(HealthState.Unknown, "fff", HealthState.Down)]
    [InlineData(HealthState.Unknown, "ffp", HealthState.Up)]
    [InlineData(HealthState.Up, "ff", HealthState.Up)]
    [InlineData(HealthState.Up, "fff", HealthState.Down)]
    [InlineData(HealthState.Up, "ffpff", HealthState.Up)]
    [InlineData(HealthState.Up, "ffpfff", HealthState.Down)]
    [InlineData(HealthState.Down, "p", HealthState.Down)]
    [InlineData(HealthState.Down, "pp", HealthState.Up)]
    [InlineData(HealthState.Down, "pfp", HealthState.Down)]
    [InlineData(HealthState.Down, "pfpp", HealthState.Up)]
    [InlineData(HealthState.Down, "ppff", HealthState.Up)]
    [InlineData(HealthState.Down, "ppfff", HealthState.Down)]
    public void Outcomes_fold_to_health(HealthState from, string outcomes, HealthState expected) =>
        Assert.Equal(expected, Fold(from, outcomes.Select(outcome => outcome == 'p'), 2, 3).Health);

    [Fact]
    public void Health_only_changes_to_what_the_last_outcomes_said() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var (health, outcomes, rise, fall) = history;
            var before = Fold(health, outcomes, rise, fall);
            var up = before.With(true, rise, fall);
            var down = before.With(false, rise, fall);
            return up.Health is not HealthState.Down || before.Health == HealthState.Down
                ? down.Health is not HealthState.Up || before.Health == HealthState.Up
                : false;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Enough_of_one_kind_in_a_row_always_decides() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var (health, outcomes, rise, fall) = history;
            return Fold(health, outcomes.Concat(Enumerable.Repeat(true, rise)), rise, fall).Health == HealthState.Up
                && Fold(health, outcomes.Concat(Enumerable.Repeat(false, fall)), rise, fall).Health == HealthState.Down;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fewer_failures_in_a_row_than_fall_never_withdraw() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var (_, outcomes, rise, fall) = history;
            var fold = HealthFold.From(HealthState.Up);
            var inARow = 0;
            foreach (var outcome in outcomes)
            {
                inARow = outcome ? 0 : inARow + 1;
                if (inARow >= fall) return true;
                fold = fold.With(outcome, rise, fall);
                if (fold.Health != HealthState.Up) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Counters_stop_at_their_limits() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var fold = Fold(history.Health, history.Outcomes, history.Rise, history.Fall);
            return fold.Passes >= 0 && fold.Passes <= history.Rise && fold.Failures >= 0 && fold.Failures <= history.Fall
                && (fold.Passes == 0 || fold.Failures == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_lowered_limit_counts_from_the_next_outcome_on()
    {
        var fold = Fold(HealthState.Up, [false, false, false], 2, 10);
        Assert.Equal(HealthState.Up, fold.Health);
        Assert.Equal(HealthState.Down, fold.With(false, 2, 2).Health);
    }

    // Rise 2, fall 3 of the last 5.
    [Theory]
    [InlineData(HealthState.Up, "fpfpf", HealthState.Down)]
    [InlineData(HealthState.Up, "fppfpf", HealthState.Up)]
    [InlineData(HealthState.Up, "fff", HealthState.Down)]
    [InlineData(HealthState.Up, "ppppp", HealthState.Up)]
    [InlineData(HealthState.Unknown, "ff", HealthState.Unknown)]
    [InlineData(HealthState.Down, "ffffpp", HealthState.Up)]
    [InlineData(HealthState.Down, "ffffppp", HealthState.Up)]
    [InlineData(HealthState.Down, "ffffppff", HealthState.Up)]
    [InlineData(HealthState.Down, "ffffppffpf", HealthState.Down)]
    public void Failures_need_not_be_in_a_row(HealthState from, string outcomes, HealthState expected) =>
        Assert.Equal(expected, outcomes.Aggregate(HealthFold.From(from), (fold, outcome) => fold.With(outcome == 'p', 2, 3, 5)).Health);

    [Fact]
    public void A_pass_never_withdraws_and_of_n_failures_no_fewer_than_fall_do() =>
        Prop.ForAll((from history in Histories from more in Gen.Choose(0, 59) select (history, Of: history.Fall + more)).ToArbitrary(), each =>
        {
            var fold = HealthFold.From(HealthState.Up);
            for (var i = 0; i < each.history.Outcomes.Length; i++)
            {
                fold = fold.With(each.history.Outcomes[i], each.history.Rise, each.history.Fall, each.Of);
                var failures = each.history.Outcomes.Take(i + 1).TakeLast(each.Of).Count(passed => !passed);
                if (fold.Health == HealthState.Down) return !each.history.Outcomes[i] && failures == each.history.Fall;
                if (failures >= each.history.Fall) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_dead_falls_as_fast_with_m_of_n_as_in_a_row() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var fold = history.Outcomes.Aggregate(HealthFold.From(HealthState.Up), (fold, passed) => fold.With(passed, history.Rise, history.Fall, HealthFold.MostRemembered));
            for (var i = 0; i < history.Fall; i++) fold = fold.With(false, history.Rise, history.Fall, HealthFold.MostRemembered);
            return fold.Health == HealthState.Down;
        }).QuickCheckThrowOnFailure();

    private static HealthFold Fold(HealthState from, IEnumerable<bool> outcomes, int rise, int fall) =>
        outcomes.Aggregate(HealthFold.From(from), (fold, passed) => fold.With(passed, rise, fall));
}
