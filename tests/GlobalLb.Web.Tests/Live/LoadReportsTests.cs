using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Tests.Live;

public sealed class LoadReportsTests
{
    private static readonly RegionCode Eu = new("eu-west"), Us = new("us-east");

    private readonly Clock _clock = new();

    [Fact]
    public void A_region_has_one_turn_a_minute_and_no_other_region_waits_for_it()
    {
        var reports = new LoadReports(_clock);
        Assert.True(reports.TryTake(Eu, out _));
        _clock.Go(TimeSpan.FromSeconds(59.5));
        Assert.False(reports.TryTake(Eu, out var wait));
        Assert.Equal(TimeSpan.FromSeconds(0.5), wait);
        Assert.True(reports.TryTake(Us, out _));
        _clock.Go(TimeSpan.FromSeconds(0.5));
        Assert.True(reports.TryTake(Eu, out _));
        Assert.False(reports.TryTake(Eu, out wait));
        Assert.Equal(TimeSpan.FromMinutes(1), wait);
    }

    [Fact]
    public void A_turn_of_which_no_version_came_is_there_again()
    {
        var reports = new LoadReports(_clock);
        Assert.True(reports.TryTake(Eu, out _));
        reports.GiveBack(Eu);
        Assert.True(reports.TryTake(Eu, out _));
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Go(TimeSpan time) => _ticks += time.Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
