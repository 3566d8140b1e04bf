using GlobalLb.Store.Edges;

namespace GlobalLb.Store.Tests.Edges;

public sealed class EdgeListTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Edges_are_written_by_difference_and_those_that_nobody_knows_of_are_gone_and_forgotten_after_a_week()
    {
        var fra = new KnownEdge("fra-1", "192.0.2.1", "1.2", true, Clock.Now, Clock.Now, 7, 12, Clock.Now.AddSeconds(-1), null, 41.5);
        var ams = new KnownEdge("ams-1", "192.0.2.2", "", true, Clock.Now, null, null, null, null, Clock.Now, null);
        await Get<EdgeList>().WriteAsync([fra, ams], ["fra-1", "ams-1"]);
        Assert.Equal([ams, fra], await Get<EdgeList>().ReadAsync());

        var later = fra with { Sequence = 13, BehindSince = Clock.Now };
        await Get<EdgeList>().WriteAsync([later], ["fra-1"]);
        Assert.Equal([ams with { IsConnected = false }, later], await Get<EdgeList>().ReadAsync());

        await Get<EdgeList>().WriteAsync([], ["fra-1"]);
        Clock.Now = Clock.Now.AddDays(8);
        await Get<EdgeList>().WriteAsync([], ["fra-1"]);
        Assert.Equal([later], await Get<EdgeList>().ReadAsync());
    }

    [Fact]
    public async Task Of_very_many_that_are_gone_those_that_went_first_are_forgotten()
    {
        var here = new KnownEdge("here", "192.0.2.1", "", true, Clock.Now.AddDays(-3), null, null, null, null, null, null);
        await Get<EdgeList>().WriteAsync([here, .. Enumerable.Range(0, 10_002).Select(i => here with { Name = $"made-up-{i}", IsConnected = false, Since = Clock.Now.AddSeconds(-i) })], ["here"]);
        var left = (await Get<EdgeList>().ReadAsync()).Select(edge => edge.Name).ToHashSet();
        Assert.Equal(10_001, left.Count);
        Assert.Contains("here", left);
        Assert.DoesNotContain("made-up-10000", left);
        Assert.DoesNotContain("made-up-10001", left);
    }
}
