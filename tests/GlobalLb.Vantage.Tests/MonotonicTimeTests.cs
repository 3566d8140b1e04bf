using GlobalLb.Tests;

namespace GlobalLb.Vantage.Tests;

public sealed class MonotonicTimeTests
{
    [Fact]
    public void It_goes_on_by_what_has_elapsed_whatever_the_wall_clock_is_set_to()
    {
        var clock = new ManualTime();
        var time = new MonotonicTime(clock);
        var begun = time.GetUtcNow();
        Assert.Equal(clock.GetUtcNow(), begun);

        clock.Advance(TimeSpan.FromSeconds(5));
        clock.SetWallClock(-TimeSpan.FromHours(1));
        Assert.Equal(begun + TimeSpan.FromSeconds(5), time.GetUtcNow());
        clock.SetWallClock(TimeSpan.FromHours(3));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(begun + TimeSpan.FromSeconds(6), time.GetUtcNow());
        Assert.Equal(clock.GetTimestamp(), time.GetTimestamp());
    }

    [Fact]
    public async Task Its_timers_are_those_of_the_clock_beneath()
    {
        var clock = new ManualTime();
        var wait = Task.Delay(TimeSpan.FromSeconds(2), new MonotonicTime(clock));
        clock.SetWallClock(-TimeSpan.FromHours(1));
        clock.Advance(TimeSpan.FromSeconds(2));
        await wait.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
