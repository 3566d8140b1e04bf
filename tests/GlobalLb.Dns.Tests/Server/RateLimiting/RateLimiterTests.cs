using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Dns.Tests.Server.RateLimiting;

public sealed class RateLimiterTests
{
    private const ulong Key = 7;
    private static readonly ClientAddress Victim = ClientAddress.Read([192, 0, 2, 1]);
    private static readonly RateLimitOptions Options = RateLimitOptions.Default;

    private static int Rate(ResponseClass @class) => @class switch
    {
        ResponseClass.Positive => Options.Positive,
        ResponseClass.Negative => Options.Negative,
        ResponseClass.Error => Options.Errors,
        _ => Options.Total,
    };

    // Most tests say themselves what the moment is.
    private static RateLimiter Limiter(RateLimitOptions options) => new(options, TimeProvider.System);

    private static ClientSubnet Prefix(string text) => ClientSubnet.TryParse(text, out var prefix) ? prefix : throw new FormatException(text);

    private static int Sent(RateLimiter limiter, int times, Func<int, ClientAddress> address, ResponseClass @class = ResponseClass.Positive, long now = 0) =>
        Enumerable.Range(0, times).Count(i => limiter.Judge(address(i), @class, Key, now).Decision == RateDecision.Send);

    // Gaps in milliseconds between the requests of a flood: bursts, and pauses now and then.
    private static Arbitrary<int[]> Floods { get; } =
        Gen.ArrayOf(Gen.Frequency((40, Gen.Constant(0)), (10, Gen.Choose(0, 20)), (1, Gen.Choose(0, 2000))), 3000).ToArbitrary();

    [Fact]
    public void Whatever_the_flood_no_more_than_rate_times_time_and_a_burst_is_sent_in_any_stretch() =>
        Prop.ForAll(Floods, Gen.Elements(ResponseClass.Positive, ResponseClass.Negative, ResponseClass.Error).ToArbitrary(), (gaps, @class) =>
        {
            var limiter = Limiter(Options);
            var sent = new List<long>();
            var now = 1_000_000L;
            foreach (var gap in gaps)
            {
                now += gap;
                if (limiter.Judge(Victim, @class, Key, now).Decision == RateDecision.Send) sent.Add(now);
            }

            for (var first = 0; first < sent.Count; first += 7)
                for (var last = first; last < sent.Count; last += 5)
                    Assert.True(last - first + 1 <= (Rate(@class) * ((sent[last] - sent[first]) / 1000.0)) + (Rate(@class) * 2.5) + 1e-6);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_the_names_no_more_than_the_total_is_sent() =>
        Prop.ForAll(Floods, gaps =>
        {
            var limiter = Limiter(Options with { Total = 100 });
            var now = 0L;
            ulong key = 0;
            var sent = gaps.Count(gap => limiter.Judge(Victim, ResponseClass.Positive, key++, now += gap).Decision == RateDecision.Send);
            Assert.True(sent <= (0.1 * now) + 250);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_stays_below_the_rate_is_never_touched_whoever_floods_from_elsewhere() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 8), 1000).ToArbitrary(), Floods, (gaps, flood) =>
        {
            var limiter = Limiter(Options);
            var client = ClientAddress.Read([198, 51, 100, 1]);
            long now = 0, floodNow = 0;
            for (var i = 0; i < gaps.Length; i++)
            {
                now += 5 + gaps[i]; // 200 a second at most
                for (; floodNow < now; floodNow += flood[i]) limiter.Judge(Victim, ResponseClass.Positive, Key, floodNow++);
                Assert.Equal(RateDecision.Send, limiter.Judge(client, ResponseClass.Positive, Key, now).Decision);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_client_below_the_rate_does_not_feel_what_another_name_uses_up_in_its_own_prefix()
    {
        var limiter = Limiter(Options);
        for (var now = 0; now < 10_000; now += 10)
        {
            for (var i = 0; i < 50; i++) limiter.Judge(Victim, ResponseClass.Positive, Key, now);
            Assert.Equal(RateDecision.Send, limiter.Judge(Victim, ResponseClass.Positive, Key + 1, now).Decision);
        }
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(1, 125)]
    [InlineData(2, 25)]
    public void Each_class_has_its_burst(int @class, int burst) => Assert.Equal(burst, Sent(Limiter(Options), 5000, _ => Victim, (ResponseClass)@class));

    [Fact]
    public void All_addresses_of_a_prefix_share_and_others_do_not()
    {
        var limiter = Limiter(Options);
        Assert.Equal(500, Sent(limiter, 5000, i => ClientAddress.Read([192, 0, 2, (byte)i])));
        Assert.Equal(2000, Sent(limiter, 2000, i => ClientAddress.Read([192, 0, (byte)(3 + (i % 200)), 2])));
        Assert.Equal(500, Sent(limiter, 5000, i => ClientAddress.Read([0x20, 1, 13, 0xB8, 0, 0, 1, (byte)i, .. new byte[8]])));
        Assert.Equal(2000, Sent(limiter, 2000, i => ClientAddress.Read([0x20, 1, 13, 0xB8, 0, 0, (byte)(2 + (i % 200)), 0, .. new byte[8]])));
    }

    [Fact]
    public void The_length_of_a_prefix_can_be_chosen()
    {
        var limiter = Limiter(Options with { IPv4Length = 32, IPv6Length = 128 });
        Assert.Equal(5000, Sent(limiter, 5000, i => ClientAddress.Read([192, 0, 2, (byte)(i % 100)])));
        Assert.Equal(5000, Sent(limiter, 5000, i => ClientAddress.Read([0x20, 1, .. new byte[13], (byte)(i % 100)])));
    }

    [Fact]
    public void An_allowed_prefix_has_twenty_times_as_much_and_not_more()
    {
        var limiter = Limiter(Options with { Allowed = [Prefix("192.0.2.0/25"), Prefix("2001:db8::/32")] });
        Assert.Equal(10_000, Sent(limiter, 50_000, _ => Victim));
        Assert.Equal(500, Sent(limiter, 50_000, _ => ClientAddress.Read([192, 0, 3, 1])));
        Assert.Equal(500, Sent(limiter, 50_000, _ => ClientAddress.Read([0x20, 1, 13, 0xB9, .. new byte[12]])));
        Assert.Equal(10_000, Sent(limiter, 50_000, _ => ClientAddress.Read([0x20, 1, 13, 0xB8, .. new byte[12]])));
    }

    [Fact]
    public void A_dry_run_suppresses_nothing_and_says_what_it_would()
    {
        var limiter = Limiter(Options with { Mode = RateLimitMode.DryRun });
        var decisions = Enumerable.Range(0, 5000).Select(_ => limiter.Judge(Victim, ResponseClass.Negative, Key, 0)).ToList();
        Assert.Equal(125, decisions.Count(each => each.Decision == RateDecision.Send));
        Assert.Equal(4875, decisions.Count(each => each == new RateJudgement(RateDecision.Spare, ResponseClass.Negative)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 0.5)]
    [InlineData(5, 0.2)]
    public void One_in_so_many_suppressed_responses_goes_out_truncated(int slip, double share)
    {
        const int count = 100_000;
        var limiter = Limiter(Options with { Slip = slip });
        Sent(limiter, 25, _ => Victim, ResponseClass.Error);
        var truncated = Enumerable.Range(0, count).Count(_ => limiter.Judge(Victim, ResponseClass.Error, Key, 0).Decision == RateDecision.Truncate);
        Assert.InRange(truncated / (double)count, share - 0.01, share + 0.01);
    }

    [Fact]
    public void Which_allowance_was_used_up_is_said()
    {
        var limiter = Limiter(Options with { Total = 10 });
        Sent(limiter, 25, _ => Victim);
        Assert.Equal(ResponseClass.Total, limiter.Judge(Victim, ResponseClass.Negative, Key, 0).Class);
    }

    [Theory]
    [InlineData("0 is no number of answers a second; write 1 to 100000")]
    [InlineData("0.5 is no number of seconds' worth of a burst; write 1 to 60")]
    [InlineData("129 is no number of bits of an IPv6 prefix; write 1 to 128")]
    public void A_number_out_of_its_range_is_refused(string sentence)
    {
        RateLimitOptions[] wrong =
        [
            Options with { Positive = 0 },
            Options with { Burst = TimeSpan.FromSeconds(0.5) },
            Options with { IPv6Length = 129 },
        ];
        Assert.Single(wrong, options => options.FindProblem() == sentence);
        Assert.All(wrong, options => Assert.Throws<ArgumentException>(() => Limiter(options)));
        Assert.Null(Options.FindProblem());
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        var limiter = Limiter(Options with { Allowed = [Prefix("192.0.2.0/24")] });
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50_000; i++) limiter.Judge(Victim, ResponseClass.Error, Key, i);
            if (round == 2) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
