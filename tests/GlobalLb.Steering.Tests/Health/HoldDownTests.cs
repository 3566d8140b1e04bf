using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class HoldDownTests
{
    private static readonly Gen<(int Seconds, int[] Gaps)> Falls =
        from seconds in Gen.Choose(0, 3600) from count in Gen.Choose(1, 30) from gaps in Gen.ArrayOf(Gen.Choose(0, 5000), count) select (seconds, gaps);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0 0", "0 30")]
    [InlineData("0 0 0", "0 30 90")]
    [InlineData("0 0 0 0", "0 30 90 210")]
    [InlineData("0 0 0 0 0 0 0 0 0", "0 30 90 210 450 930 1890 3600 3600")]
    [InlineData("0 36000 36000", "0 0 0")]
    public void Each_fall_that_is_remembered_doubles_the_hold(string gaps, string holds)
    {
        var (hold, now) = (default(HoldDown), TimeSpan.Zero);
        var held = gaps.Split(' ').Select(gap =>
        {
            now += TimeSpan.FromSeconds(int.Parse(gap, System.Globalization.CultureInfo.InvariantCulture));
            hold = hold.Fall(now, 30);
            return Math.Round((hold.Until - now).TotalSeconds);
        });
        Assert.Equal(holds, string.Join(' ', held));
    }

    [Fact]
    public void A_hold_is_never_longer_than_an_hour_and_a_first_fall_is_never_held() =>
        Prop.ForAll(Falls.ToArbitrary(), falls =>
        {
            var (hold, now) = (default(HoldDown), TimeSpan.FromDays(400));
            var first = hold.Fall(now, falls.Seconds);
            return first.Until == now && falls.Gaps.All(gap =>
            {
                now += TimeSpan.FromSeconds(gap);
                hold = hold.Fall(now, falls.Seconds);
                return hold.Until >= now && hold.Until <= now + HoldDown.Longest && !hold.Holds(hold.Until);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_longer_since_the_last_fall_the_shorter_the_hold() =>
        Prop.ForAll((from falls in Falls from gap in Gen.Choose(0, 5000) from more in Gen.Choose(0, 5000) select (falls, gap, more)).ToArbitrary(), each =>
        {
            var (hold, now) = (default(HoldDown), TimeSpan.Zero);
            foreach (var gap in each.falls.Gaps) hold = hold.Fall(now += TimeSpan.FromSeconds(gap), each.falls.Seconds);
            var (soon, late) = (now + TimeSpan.FromSeconds(each.gap), now + TimeSpan.FromSeconds(each.gap + each.more));
            return hold.Fall(soon, each.falls.Seconds).Until - soon >= hold.Fall(late, each.falls.Seconds).Until - late;
        }).QuickCheckThrowOnFailure();
}
