using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class LatencyTests
{
    [Theory]
    [InlineData(100, 100)]
    [InlineData(109, 100)]
    [InlineData(110, 100)]
    [InlineData(110.1, 110.1)]
    [InlineData(91, 100)]
    [InlineData(90, 100)]
    [InlineData(89.9, 89.9)]
    public void A_measurement_within_the_band_of_the_old_one_is_not_taken(double measured, double kept) =>
        Assert.Equal(kept, Assert.Single(Latency.Import([Example.Latency("country:DE", "eu", 100)], [Example.Latency("country:DE", "eu", measured)])).Milliseconds);

    [Fact]
    public void A_slow_drift_is_taken_once_it_is_more_than_the_band()
    {
        IEnumerable<Latency> known = [Example.Latency("country:DE", "eu", 100)];
        var taken = new List<double>();
        for (var measured = 101; measured <= 125; measured++)
        {
            known = [.. Latency.Import(known, [Example.Latency("country:DE", "eu", measured)])];
            if (known.Single().Milliseconds == measured) taken.Add(measured);
        }

        Assert.Equal([111.0, 123.0], taken);
    }

    [Fact]
    public void What_was_not_measured_again_stays_what_is_new_comes_last_and_of_two_the_later_counts()
    {
        Latency[] known = [Example.Latency("country:DE", "eu", 10), Example.Latency("country:FR", "eu", 20)];
        Latency[] measured = [Example.Latency("asn:64500", "us", 70), Example.Latency("country:FR", "eu", 50), Example.Latency("country:FR", "eu", 40)];
        Assert.Equal([known[0], measured[2], measured[0]], Latency.Import(known, measured));
        Assert.Equal([known[0], measured[2], measured[0]], Latency.Import(known, measured, band: 99));
        Assert.Equal([known[0], known[1], measured[0]], Latency.Import(known, measured, band: 100));
    }
}
