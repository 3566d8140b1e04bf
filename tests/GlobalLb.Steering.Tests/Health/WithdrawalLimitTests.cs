using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class WithdrawalLimitTests
{
    private static readonly Gen<(Withdrawable[] Endpoints, Safety Safety)> Pools =
        from count in Gen.Choose(1, 12)
        from endpoints in Gen.ArrayOf(from weight in Gen.Choose(1, 9) from isAnswered in Gen.Elements(true, true, false) from isWell in Gen.Elements(true, false) select new Withdrawable(default, weight, isAnswered, isWell), count)
        from share in Gen.Choose(1, 100)
        from least in Gen.Choose(0, 100)
        select (endpoints.Select((endpoint, i) => endpoint with { Endpoint = new($"e{i}") }).ToArray(), new Safety { WithdrawalShare = share, LeastShare = least });

    // Each of weight 1: a answered and well, d answered and down, g gone, r gone and well again; then w for what waits.
    [Theory]
    [InlineData("aad", 50, 0, "...")]
    [InlineData("add", 50, 0, "..w")]
    [InlineData("addd", 50, 0, "...w")]
    [InlineData("adddddd", 50, 0, "....www")]
    [InlineData("ddd", 50, 0, "...")]
    [InlineData("d", 1, 100, ".")]
    [InlineData("ddr", 1, 0, ".w.")]
    [InlineData("add", 100, 0, "...")]
    [InlineData("addd", 100, 50, "...w")]
    [InlineData("addd", 100, 100, ".www")]
    [InlineData("aggd", 50, 0, "....")]
    public void A_share_goes_at_once_and_the_rest_waits(string pool, int share, int least, string expected)
    {
        var waits = new bool[pool.Length];
        WithdrawalLimit.Fresh.Judge([.. pool.Select((letter, i) => new Withdrawable(new($"e{i}"), 1, letter is 'a' or 'd', letter is 'a' or 'r'))], new Safety { WithdrawalShare = share, LeastShare = least }, TimeSpan.Zero, waits);
        Assert.Equal(expected, string.Concat(waits.Select(wait => wait ? 'w' : '.')));
    }

    [Fact]
    public void What_waits_goes_a_minute_later()
    {
        var waits = new bool[3];
        var safety = new Safety { WithdrawalShare = 40 };
        var limit = WithdrawalLimit.Fresh.Judge([new(new("a"), 1, true, true), new(new("b"), 1, true, false), new(new("c"), 1, true, false)], safety, TimeSpan.Zero, waits);
        Assert.Equal([false, false, true], waits);
        Withdrawable[] then = [new(new("a"), 1, true, true), new(new("b"), 1, false, false), new(new("c"), 1, true, false)];
        limit = limit.Judge(then, safety, WithdrawalLimit.Minute - TimeSpan.FromTicks(1), waits);
        Assert.Equal([false, false, true], waits);
        limit = limit.Judge(then, safety, WithdrawalLimit.Minute, waits);
        Assert.Equal([false, false, false], waits);
        Assert.Equal(1, Assert.Single(limit.Spent).Weight);
    }

    [Fact]
    public void What_returned_is_as_if_it_had_not_been_withdrawn()
    {
        var waits = new bool[2];
        var limit = WithdrawalLimit.Fresh.Judge([new(new("a"), 1, true, true), new(new("b"), 1, true, false)], Safety.Usual, TimeSpan.Zero, waits);
        Assert.Single(limit.Spent);
        limit = limit.Judge([new(new("a"), 1, true, true), new(new("b"), 1, true, true)], Safety.Usual, TimeSpan.FromSeconds(1), waits);
        Assert.Empty(limit.Spent);
    }

    [Fact]
    public void Never_more_than_the_share_or_one_goes_within_a_minute_and_never_below_the_floor() =>
        Prop.ForAll(Pools.ToArbitrary(), pool =>
        {
            var (endpoints, safety) = pool;
            var waits = new bool[endpoints.Length];
            WithdrawalLimit.Fresh.Judge(endpoints, safety, TimeSpan.Zero, waits);
            var all = endpoints.Sum(endpoint => endpoint.Weight);
            var goes = endpoints.Where((endpoint, i) => endpoint is { IsAnswered: true, IsWell: false } && !waits[i]).ToList();
            if (endpoints.All(endpoint => !endpoint.IsWell)) return goes.Count == endpoints.Count(endpoint => endpoint.IsAnswered);
            var left = endpoints.Where(endpoint => endpoint.IsAnswered).Sum(endpoint => endpoint.Weight) - goes.Sum(endpoint => endpoint.Weight);
            return (goes.Count <= 1 || goes.Sum(endpoint => endpoint.Weight) * 100 <= all * safety.WithdrawalShare) && (goes.Count == 0 || left * 100 >= all * safety.LeastShare);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_well_or_gone_never_waits_and_without_limits_nothing_does() =>
        Prop.ForAll(Pools.ToArbitrary(), pool =>
        {
            var waits = new bool[pool.Endpoints.Length];
            WithdrawalLimit.Fresh.Judge(pool.Endpoints, pool.Safety, TimeSpan.Zero, waits);
            var isRight = !pool.Endpoints.Where((endpoint, i) => waits[i] && (endpoint.IsWell || !endpoint.IsAnswered)).Any();
            WithdrawalLimit.Fresh.Judge(pool.Endpoints, new Safety { WithdrawalShare = 100 }, TimeSpan.Zero, waits);
            return isRight && !waits.Contains(true);
        }).QuickCheckThrowOnFailure();
}
