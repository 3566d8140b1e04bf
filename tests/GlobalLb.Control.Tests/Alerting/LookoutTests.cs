using GlobalLb.Control.Alerting;

namespace GlobalLb.Control.Tests.Alerting;

/// <summary>Where judging leaves what it sees.</summary>
public sealed class LookoutTests
{
    [Fact]
    public async Task Waiting_in_vain_for_months_keeps_nothing()
    {
        const int Times = 100_000;
        using var stop = new CancellationTokenSource();
        var lookout = new Lookout();
        await lookout.WaitAsync(TimeSpan.Zero, TimeProvider.System, stop.Token);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Times; i++) await lookout.WaitAsync(TimeSpan.Zero, TimeProvider.System, stop.Token);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);
        GC.KeepAlive(lookout);

        // And it is still woken.
        lookout.See(null);
        await lookout.WaitAsync(TimeSpan.FromDays(1), TimeProvider.System, stop.Token).WaitAsync(TimeSpan.FromSeconds(60));
    }
}
