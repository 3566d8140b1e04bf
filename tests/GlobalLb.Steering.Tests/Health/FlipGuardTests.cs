using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class FlipGuardTests
{
    // One letter per endpoint: u up, d down, ? unknown; the table published before, the findings, what is published.
    [Theory]
    [InlineData("uuu", "uud", "uud")]
    [InlineData("uuu", "udd", "udd")]
    [InlineData("uuu", "ddd", "held")]
    [InlineData("udd", "ddd", "held")]
    [InlineData("ddd", "ddd", "held")]
    [InlineData("uuu", "dd?", "dd?")]
    [InlineData("uuuu", "ddd?", "held")]
    [InlineData("uuu", "???", "???")]
    [InlineData("uu", "dd", "dd")]
    [InlineData("u", "d", "d")]
    [InlineData("", "ddd", "held")]
    [InlineData("uuu", "", "")]
    public void The_last_table_is_held_only_when_everything_seems_down_at_once(string published, string found, string expected)
    {
        HealthTable before = Table(published), after = Table(found);
        var judged = FlipGuard.Judge(before, after);
        if (expected != "held")
        {
            Assert.Same(after, judged);
            return;
        }

        Assert.Equal(before.Endpoints, judged.Endpoints);
        Assert.Contains($"{found.Count(letter => letter == 'd')} probed endpoints seem down", judged.Held, StringComparison.Ordinal);
    }

    [Fact]
    public void One_endpoint_seen_up_again_releases_the_table()
    {
        var held = FlipGuard.Judge(Table("uuu"), Table("ddd"));
        Assert.NotNull(held.Held);
        var released = FlipGuard.Judge(held, Table("ddu"));
        Assert.Null(released.Held);
        Assert.Equal(HealthState.Down, released[new("e0")]);
        Assert.Equal(HealthState.Up, released[new("e2")]);
    }

    [Fact]
    public void An_endpoint_that_is_not_in_the_table_is_unknown() => Assert.Equal(HealthState.Unknown, HealthTable.Empty[new("nobody")]);

    private static HealthTable Table(string letters) => Example.Table(letters.Select((letter, i) =>
        ($"e{i}", letter switch { 'u' => HealthState.Up, 'd' => HealthState.Down, _ => HealthState.Unknown })));
}
