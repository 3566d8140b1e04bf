using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Tests.Probing;

public sealed class PaceTests
{
    private readonly Pace _pace = new();

    [Fact]
    public void One_runs_one_waits_for_it_and_no_third_comes_besides()
    {
        var (first, second) = (Turn(), Turn());
        Assert.True(_pace.Take(first)!.IsCompleted);
        var waiting = _pace.Take(second)!;
        Assert.False(waiting.IsCompleted);
        Assert.Null(_pace.Take(Turn()));
        _pace.Return(first);
        Assert.True(waiting.IsCompleted);

        var third = Turn();
        Assert.False(_pace.Take(third)!.IsCompleted);
        _pace.Return(second);
        _pace.Return(third);
        Assert.True(_pace.Take(Turn())!.IsCompleted);
    }

    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", int.MaxValue)]
    [InlineData("Max processes             5                    5                    processes ", int.MaxValue)]
    public void The_limit_of_open_files_is_read_as_the_system_says_it(string line, int most) =>
        Assert.Equal(most, OpenFiles.Read(["Limit                     Soft Limit           Hard Limit           Units     ", line]));

    private static TaskCompletionSource Turn() => new();
}
