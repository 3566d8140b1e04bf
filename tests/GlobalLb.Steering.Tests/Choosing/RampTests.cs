using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class RampTests
{
    private const int Draws = 1000;

    private static readonly RampNode Canary = new()
    {
        From = Example.Leaf("us-web"),
        To = Example.Leaf("eu-web"),
        Start = Example.Noon,
        Steps = [new(5, 600), new(25, 3600), new(100, 0)],
    };

    [Theory]
    [InlineData(-1, "", 0)]
    [InlineData(0, "", 5)]
    [InlineData(599, "", 5)]
    [InlineData(600, "", 25)]
    [InlineData(4199, "", 25)]
    [InlineData(4200, "", 100)]
    [InlineData(1_000_000, "", 100)]
    [InlineData(600, "eu-1", 25)]
    [InlineData(600, "eu-1 eu-2", 0)] // the gate: it steps back by itself
    [InlineData(600, "us-1", 100)] // the old one has nothing
    [InlineData(-1, "us-1", 100)]
    public void The_new_one_gets_the_share_of_its_step_while_it_is_well(int seconds, string down, int percent) =>
        Assert.Equal(percent, Percent(At(Canary, seconds, down.Split(' '))));

    [Theory]
    [InlineData("", 25)]
    [InlineData("eu-1", 0)]
    [InlineData("us-1 eu-1", 0)]
    public void The_gate_is_the_minimum_of_the_new_one(string down, int percent) =>
        Assert.Equal(percent, Percent(At(Canary with { To = Example.Leaf("eu-web") with { Minimum = new() { Count = 2 } } }, 600, down.Split(' '))));

    [Fact]
    public void Each_family_has_a_gate_of_its_own()
    {
        var snapshot = At(Canary, 5000, "eu-6");
        Assert.Equal(100, Percent(snapshot));
        Assert.Equal("us-6", snapshot.Answered(isIPv4: false));
    }

    [Fact]
    public void Blue_and_green_are_a_ramp_of_one_step()
    {
        var ramp = Canary with { Steps = [new(100, 0)] };
        Assert.Equal(0, Percent(At(ramp, -1)));
        Assert.Equal(100, Percent(At(ramp, 0)));
    }

    [Fact]
    public void The_snapshot_knows_when_the_next_step_begins()
    {
        var snapshot = At(Canary, -10);
        foreach (var seconds in (int[])[0, 600, 4200])
        {
            Assert.Equal(Example.Noon.AddSeconds(seconds), snapshot.ChangesAt);
            snapshot = snapshot.With(snapshot.Health, snapshot.ChangesAt!.Value);
        }

        Assert.Equal(100, Percent(snapshot));
        Assert.Null(snapshot.ChangesAt);
    }

    [Fact]
    public void Steps_beyond_the_end_of_the_calendar_do_not_come()
    {
        var ramp = Canary with { Start = DateTimeOffset.MaxValue.AddSeconds(-5), Steps = [new(10, 10), new(20, 10), new(30, 0)] };
        Assert.Equal(0, Percent(At(ramp, 0)));
    }

    private static int Percent(Snapshot snapshot) =>
        Example.Stratified(Draws).Count(draw => snapshot.Answered(draw: draw).StartsWith("eu", StringComparison.Ordinal)) * 100 / Draws;

    private static Snapshot At(RampNode ramp, int seconds, params string[] down)
    {
        var document = Example.WithPolicy(ramp);
        return Snapshot.Compile(document, 1, Example.Down(document, down), Example.Noon.AddSeconds(seconds));
    }
}
