using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class QuorumTests
{
    [Theory]
    [InlineData("one", 1, 1, 1)]
    [InlineData("majority", 1, 2, 3)]
    [InlineData("all", 1, 3, 4)]
    [InlineData("2", 1, 2, 2)]
    [InlineData("1", 1, 1, 1)]
    public void A_quorum_is_of_those_that_report(string text, int ofOne, int ofThree, int ofFour)
    {
        Assert.True(Quorum.TryParse(text, out var quorum, out _));
        Assert.Equal((ofOne, ofThree, ofFour), (quorum.Of(1), quorum.Of(3), quorum.Of(4)));
        Assert.True(Quorum.TryParse(quorum.ToString(), out var again, out _));
        Assert.Equal(quorum, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("most")]
    public void What_is_no_quorum_is_refused(string text)
    {
        Assert.False(Quorum.TryParse(text, out _, out var problem));
        Assert.Contains("write one, majority, all, or a number", problem, StringComparison.Ordinal);
    }
}
