using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Dns.Tests.Server.RateLimiting;

public sealed class RateLimitTextTests
{
    [Fact]
    public void What_is_not_written_is_the_default()
    {
        var defaults = new RateLimitOptions { Mode = RateLimitMode.Off, Total = 7 };
        Assert.True(RateLimitText.TryParse(null, null, null, defaults, out var options, out _));
        Assert.Equal(defaults, options);
    }

    [Fact]
    public void Limiting_can_be_turned_off_and_on()
    {
        Assert.True(RateLimitText.TryParse("off", null, null, RateLimitOptions.Default, out var off, out _));
        Assert.True(RateLimitText.TryParse("on", null, null, off, out var on, out _));
        Assert.Equal((RateLimitMode.Off, RateLimitMode.On), (off.Mode, on.Mode));
    }

    [Fact]
    public void Everything_can_be_written()
    {
        Assert.True(RateLimitText.TryParse("dry-run", "100, 20,5,500", "192.0.2.7/24, 2001:db8::/32,", RateLimitOptions.Default, out var options, out _));
        Assert.Equal(RateLimitMode.DryRun, options.Mode);
        Assert.Equal((100, 20, 5, 500), (options.Positive, options.Negative, options.Errors, options.Total));
        Assert.Equal(["192.0.2.0/24", "2001:db8::/32"], options.Allowed.Select(prefix => prefix.ToString()));
    }

    [Theory]
    [InlineData("yes", null, null, "'yes' is no way to limit rates; write off, dry-run or on")]
    [InlineData("on", "1,2,3", null, "'1,2,3' are no rates; write four numbers for answers, denials, errors and all together, such as 200,50,10,1000")]
    [InlineData("on", "1,2,3,x", null, "'1,2,3,x' are no rates")]
    [InlineData("on", "0,50,10,1000", null, "0 is no number of answers a second; write 1 to 100000")]
    [InlineData("on", null, "10.0.0.0/8,10.0.0.0/33", "'10.0.0.0/33' is no prefix; write one such as 192.0.2.0/24 or 2001:db8::/32")]
    [InlineData("on", null, "resolver.test", "'resolver.test' is no prefix")]
    public void What_is_wrong_is_said_in_one_sentence(string? mode, string? rates, string? allowed, string sentence)
    {
        Assert.False(RateLimitText.TryParse(mode, rates, allowed, RateLimitOptions.Default, out _, out var problem));
        Assert.StartsWith(sentence, problem, StringComparison.Ordinal);
    }
}
