using GlobalLb.Steering.Health;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Steering.Tests.Publications;

public sealed class FenceTests
{
    private static readonly Guid Ours = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Other = Guid.Parse("22222222-2222-2222-2222-222222222222");

    // The fence stands at term 5, order 10.
    [Theory]
    [InlineData(true, 5, 10, true)]
    [InlineData(true, 5, 11, true)]
    [InlineData(true, 5, 9, false)]
    [InlineData(true, 6, 1, true)]
    [InlineData(true, 4, 99, false)]
    [InlineData(false, 1, 1, true)]
    public void What_is_older_than_what_is_held_is_refused(bool isOurs, long term, long order, bool expected) =>
        Assert.Equal(expected, Fence.At(Publication(Ours, 5, 10)).Lets(Publication(isOurs ? Ours : Other, term, order)));

    [Fact]
    public void The_first_publication_is_taken() => Assert.True(default(Fence).Lets(Publication(Ours, 1, 1)));

    private static HealthPublication Publication(Guid system, long term, long order) =>
        new() { System = system, Term = term, Sequence = order, Table = HealthTable.Empty };
}
