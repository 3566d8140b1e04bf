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
}
