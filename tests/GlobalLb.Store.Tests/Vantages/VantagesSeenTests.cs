using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Vantages;

namespace GlobalLb.Store.Tests.Vantages;

public sealed class VantagesSeenTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly VantageCode Tokyo = new("tokyo"), Paris = new("paris");

    [Fact]
    public async Task What_was_heard_last_is_read_and_nothing_new_changes_nothing()
    {
        var seen = Get<VantagesSeen>();
        Assert.Empty(await seen.ReadAsync());
        await seen.WriteAsync([Of(Tokyo, TimeSpan.FromMinutes(5)), Of(Paris, TimeSpan.Zero)], [Tokyo, Paris]);
        await seen.WriteAsync([Of(Paris, TimeSpan.Zero) with { Waiting = 17, Version = 4 }], [Tokyo, Paris]);

        var read = await seen.ReadAsync();
        Assert.Equal([Paris, Tokyo], read.Select(each => each.Code));
        Assert.Equal(Of(Paris, TimeSpan.Zero) with { Waiting = 17, Version = 4, Silence = read[0].Silence }, read[0]);
        Assert.True(read[0].IsJoined);
        Assert.Equal(Of(Tokyo, TimeSpan.Zero) with { Silence = read[1].Silence }, read[1]);
        Assert.InRange(read[1].Silence, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(50));
        Assert.False(read[1].IsJoined);
    }

    [Fact]
    public async Task What_is_configured_no_more_is_forgotten()
    {
        var seen = Get<VantagesSeen>();
        await seen.WriteAsync([Of(Tokyo, TimeSpan.Zero), Of(Paris, TimeSpan.Zero)], [Tokyo, Paris]);
        await seen.WriteAsync([], [Paris]);
        Assert.Equal([Paris], (await seen.ReadAsync()).Select(each => each.Code));
    }

    private static VantageSeen Of(VantageCode code, TimeSpan silence) => new(code, silence, 3, "192.0.2.7", 120, 0, 2);
}
