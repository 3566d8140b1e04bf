using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Tests.Probing;

public sealed class ProbePaceTests
{
    private static readonly Probe Probe = new() { Kind = ProbeKind.Http, IntervalSeconds = 10, DownIntervalSeconds = 60, RecheckSeconds = 2, Rise = 3, Fall = 3 };

    [Theory]
    [InlineData(HealthState.Unknown, 0, 0, 10)]
    [InlineData(HealthState.Unknown, 0, 1, 2)]
    [InlineData(HealthState.Up, 3, 0, 10)]
    [InlineData(HealthState.Up, 0, 1, 2)]
    [InlineData(HealthState.Up, 0, 2, 2)]
    [InlineData(HealthState.Down, 0, 3, 60)]
    [InlineData(HealthState.Down, 1, 0, 2)]
    [InlineData(HealthState.Down, 0, 0, 60)]
    public void What_is_believed_decides_when_it_is_probed_next(HealthState health, int passes, int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ProbePace.Next(Timing.Of(Probe), new HealthFold(health, passes, failures)));

    [Fact]
    public void Nothing_said_means_a_second_while_undecided_and_the_interval_while_down()
    {
        var probe = new Probe { Kind = ProbeKind.Http };
        Assert.Equal(TimeSpan.FromSeconds(1), ProbePace.Next(Timing.Of(probe), new HealthFold(HealthState.Up, 0, 1)));
        Assert.Equal(TimeSpan.FromSeconds(10), ProbePace.Next(Timing.Of(probe), new HealthFold(HealthState.Down, 0, 3)));
    }

    [Fact]
    public void A_re_check_is_never_later_than_the_next_round() =>
        Assert.Equal(TimeSpan.FromSeconds(0.5), ProbePace.Next(Timing.Of(Probe with { IntervalSeconds = 0.5 }), new HealthFold(HealthState.Up, 0, 1)));

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(1, 0.1, 0.1)]
    [InlineData(600, 5, 3)]
    [InlineData(10_000, 5, 5)]
    public void Rounds_begin_within_a_second_while_they_are_few_and_within_the_interval_when_many(int endpoints, double interval, double seconds) =>
        Assert.Equal(seconds, Stagger.OfRounds(endpoints, interval));

    [Theory]
    [InlineData(2, 10, 1)]
    [InlineData(2, 1, 0.1)]
    [InlineData(400, 10, 2)]
    [InlineData(10_000, 10, 5)]
    public void The_endpoints_of_a_round_are_spread_the_further_the_more_there_are(int endpoints, double interval, double seconds) =>
        Assert.Equal(seconds, Stagger.WithinRound(endpoints, interval));
}
