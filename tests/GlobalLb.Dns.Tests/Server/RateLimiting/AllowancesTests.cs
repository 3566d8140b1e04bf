using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Dns.Tests.Server.RateLimiting;

public sealed class AllowancesTests
{
    private const long Second = Allowances.TicksPerSecond;
    private const long Interval = Second / 100;
    private const ulong Key = 0xABCDEF01_23456789;

    private readonly Allowances _allowances = new(2 * Second);

    private int Take(ulong key, long now, int times) => Enumerable.Range(0, times).Count(_ => _allowances.TryTake(key, now, Interval));

    [Fact]
    public void A_burst_is_given_at_once_and_then_what_is_earned()
    {
        Assert.Equal(200, Take(Key, 0, 1000));
        Assert.Equal(0, Take(Key, Interval - 1, 1000));
        Assert.Equal(1, Take(Key, Interval, 1000));
        Assert.Equal(99, Take(Key, Second, 1000));
        Assert.Equal(200, Take(Key, 10 * Second, 1000));
    }

    [Fact]
    public void Keys_do_not_share() =>
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(200, Take(Key ^ ((ulong)i << 60), 0, 1000)));

    [Fact]
    public void A_loop_whose_clock_lags_behind_gives_nothing_back()
    {
        Take(Key, Second, 1000);
        Assert.Equal(0, Take(Key, Second - (Second / 100), 1000));
    }

    [Fact]
    public void Nobody_is_held_to_what_they_took_before_the_clock_went_round()
    {
        const long round = 1L << 40;
        for (var moment = 0L; moment < round; moment += round / 64)
        {
            Take(Key, moment, 1000);
            Assert.Equal(200, Take(Key, moment + (round / 2) + (round / 8), 1000));
            Assert.Equal(200, Take(Key, moment + (2 * round) - (10 * Second), 1000));
        }
    }

    [Fact]
    public void When_a_set_is_full_who_owes_most_is_remembered()
    {
        // One set: the same lowest bits; the tags differ.
        ulong Neighbour(int i) => Key ^ ((ulong)i << 40);
        Take(Neighbour(0), 0, 1000);
        for (var i = 1; i <= 1000; i++) Assert.Equal(1, Take(Neighbour(i), 0, 1));
        Assert.Equal(0, Take(Neighbour(0), 0, 1));
    }

    [Fact]
    public void Near_the_limit_two_loops_at_once_give_no_more_than_one()
    {
        // The clock moves on with the loops themselves, a millisecond at a time: they meet at every one.
        const long interval = Second / 10_000;
        while (_allowances.TryTake(Key, 0, interval))
        {
        }

        long ticks = 0, given = 0;
        void Flood()
        {
            for (var i = 0; i < 2_000_000; i++)
            {
                var now = Interlocked.Increment(ref ticks) / 10_000 * 10_000;
                if (_allowances.TryTake(Key, now, interval)) Interlocked.Increment(ref given);
            }
        }

        Parallel.Invoke(Flood, Flood);
        Assert.InRange(given, 0.95 * ticks / interval, 1.01 * ticks / interval);
    }

    [Fact]
    public void Taking_allocates_nothing()
    {
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0UL; i < 50_000; i++) _allowances.TryTake(i * 0x9E3779B97F4A7C15, (long)i, Interval);
            if (round == 2) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
