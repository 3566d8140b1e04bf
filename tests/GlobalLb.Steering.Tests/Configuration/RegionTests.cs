using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class RegionTests
{
    [Theory]
    [InlineData(RegionState.Open)]
    [InlineData(RegionState.Drained)]
    [InlineData(RegionState.Evacuated)]
    public void A_drill_evacuates_until_its_end_and_not_at_it(RegionState written)
    {
        var region = Example.Region("eu-west", written) with { Drill = new Drill(Example.Noon, "ada") };
        Assert.Equal(RegionState.Evacuated, region.EffectiveState(Example.Noon.AddTicks(-1)));
        Assert.Equal(written, region.EffectiveState(Example.Noon));
        Assert.Equal(written, region.EffectiveState(Example.Noon.AddYears(1)));
    }

    [Theory]
    [InlineData(null, null, 0.0, true)]
    [InlineData(100.0, 1000.0, 150.0, false)]
    [InlineData(100.0, 1000.0, 50.0, false)]
    [InlineData(100.0, 1000.0, 150.1, true)]
    [InlineData(100.0, 1000.0, 49.9, true)]
    [InlineData(100.0, null, 110.0, false)]
    [InlineData(100.0, null, 110.1, true)]
    [InlineData(100.0, null, 89.9, true)]
    [InlineData(0.0, null, 0.0, false)]
    [InlineData(0.0, null, 0.1, true)]
    public void A_load_is_news_when_it_is_further_off_than_a_twentieth_of_the_capacity_or_a_tenth_of_itself(double? written, double? capacity, double reported, bool isNews) =>
        Assert.Equal(isNews, (Example.Region("eu-west") with { Load = written, Capacity = capacity }).IsNews(reported));
}
