using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class VantageTrustTests
{
    // Canaries up, canaries, has found anything up, reported beside others, alone down, expected; then whether it counts when it did and when it did not.
    [Theory]
    [InlineData(0, 0, true, 10, 0, 10, true, true)]
    [InlineData(0, 0, false, 0, 0, 10, false, false)]
    [InlineData(0, 0, false, 0, 0, 2, true, true)]
    [InlineData(2, 3, false, 0, 0, 10, true, true)]
    [InlineData(1, 2, true, 10, 0, 10, false, false)]
    [InlineData(0, 1, true, 10, 0, 2, false, false)]
    [InlineData(0, 0, true, 10, 3, 10, true, false)]
    [InlineData(0, 0, true, 10, 4, 10, false, false)]
    [InlineData(0, 0, true, 10, 1, 10, true, true)]
    [InlineData(0, 0, true, 4, 2, 10, true, false)]
    public void A_vantage_must_see_before_its_word_counts(int up, int canaries, bool hasPassed, int reported, int alone, int expected, bool countsOn, bool countsAgain)
    {
        var trust = new VantageTrust(up, canaries, hasPassed, reported, alone, expected);
        Assert.Equal(countsOn, trust.Judge(Safety.Usual, false) is null);
        Assert.Equal(countsAgain, trust.Judge(Safety.Usual, true) is null);
    }

    [Fact]
    public void Reasons_say_what_it_does_not_see()
    {
        Assert.Equal("it finds 1 of its 3 canaries up", new VantageTrust(1, 3, true, 0, 0, 10).Judge(Safety.Usual, false));
        Assert.Equal("it found nothing up yet", new VantageTrust(0, 0, false, 0, 0, 10).Judge(Safety.Usual, false));
        Assert.Equal("it alone finds 9 of 10 endpoints down", new VantageTrust(0, 0, true, 10, 9, 10).Judge(Safety.Usual, false));
    }
}
