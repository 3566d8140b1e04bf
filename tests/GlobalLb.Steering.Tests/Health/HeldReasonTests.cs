using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class HeldReasonTests
{
    [Fact]
    public void What_is_said_is_recognised()
    {
        Assert.True(HeldReason.IsWaiting(HeldReason.Waiting("HTTP 503")));
        Assert.True(HeldReason.IsHoldingDown(HeldReason.HoldingDown("HTTP 200", TimeSpan.FromSeconds(60))));
        Assert.False(HeldReason.IsWaiting("HTTP 503"));
        Assert.False(HeldReason.IsHoldingDown("HTTP 200"));
    }

    [Fact]
    public void Why_the_word_of_a_vantage_does_not_count_is_found_among_all_that_is_held()
    {
        var held = HeldReason.Join(["frozen: much fell", HeldReason.Ignoring("fra", "it found nothing up yet"), HeldReason.Ignoring("fra-2", "it finds 0 of its 1 canaries up")]);
        Assert.Equal("it found nothing up yet", HeldReason.WhyIgnored(held, "fra"));
        Assert.Equal("it finds 0 of its 1 canaries up", HeldReason.WhyIgnored(held, "fra-2"));
        Assert.Null(HeldReason.WhyIgnored(held, "ams"));
        Assert.Null(HeldReason.WhyIgnored(null, "fra"));
        Assert.Null(HeldReason.Join([]));
    }
}
