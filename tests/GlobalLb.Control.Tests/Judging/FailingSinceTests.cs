using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Tests.Judging;

/// <summary>A fall is timed from the first failure of those that brought it about, whatever else fails for hours.</summary>
public sealed class FailingSinceTests : IDisposable
{
    // Other Controls of other tests may measure beside us: a fall here takes what none takes there.
    private const double Took = 1.640625;

    private readonly ConcurrentBag<double> _measured = [];
    private readonly MeterListener _listener;

    public FailingSinceTests()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Name == "globallb.control.failover.duration") all.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => _measured.Add(seconds));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void A_vantage_whose_word_does_not_count_makes_no_fall_look_long()
    {
        using var world = new JudgedWorld(4, 4).SeenBy(Vantage("fra"), Vantage("iad"), Vantage("sin")).Lead(HealthState.Up);
        world.Pass(3);
        world.Pass(100, "sin:*");
        Fall(world, "fra", "iad");
    }

    [Fact]
    public void A_probe_that_only_observes_makes_no_fall_look_long()
    {
        using var world = new JudgedWorld(2, 2).WithPools(pool => pool with { MoreProbes = [pool.Probe! with { Name = "disk", Role = ProbeRole.Observe }] }).Lead(HealthState.Up);
        for (var second = 0; second < 100; second++)
        {
            world.Pass(1);
            world.Hear("r1-1", "disk", false);
        }

        Fall(world, JudgedWorld.Control);
    }

    [Fact]
    public void What_failed_when_this_Control_led_before_makes_no_fall_look_long()
    {
        using var world = new JudgedWorld(2, 2).Lead(HealthState.Up);
        world.Pass(3);
        world.Hear("r1-1", "", false);
        world.Stage.Judge.StepDown();
        world.Idle(100);
        world.Lead(HealthState.Up);
        world.Hear("r2-1", "", true); // or its word would not count yet
        Fall(world, JudgedWorld.Control);
    }

    private void Fall(JudgedWorld world, params string[] vantages)
    {
        foreach (var vantage in vantages) world.Hear("r1-1", "", false, vantage);
        world.Stage.Time.Advance(TimeSpan.FromSeconds(Took - 1));
        foreach (var vantage in vantages) world.Hear("r1-1", "", false, vantage);
        world.Idle(1);
        Assert.Equal("r1-1", world.Down);
        Assert.Contains(Took, _measured);
    }

    private static KnownVantage Vantage(string code) => new() { Code = new(code) };
}
