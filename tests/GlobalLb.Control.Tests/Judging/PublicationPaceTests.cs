using GlobalLb.Control.Judging;
using GlobalLb.Tests;

namespace GlobalLb.Control.Tests.Judging;

public sealed class PublicationPaceTests
{
    private readonly ManualTime _time = new();
    private readonly PublicationPace _pace;

    public PublicationPaceTests() => _pace = new PublicationPace(_time);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(5_000, 10)]
    [InlineData(10_000, 5)]
    [InlineData(100_000, 1)]
    public void A_storm_of_changes_makes_as_many_tables_as_edges_can_well_take(int endpoints, double perSecond)
    {
        var begun = _time.GetTimestamp();
        const int Tables = 200;
        for (var i = 0; i < Tables; i++)
        {
            _time.Advance(_pace.Until(endpoints, isUrgent: true));
            _pace.Spend(endpoints);
        }

        Assert.InRange((Tables - 1) / _time.GetElapsedTime(begun).TotalSeconds, perSecond * 0.95, perSecond * 1.05);
    }

    [Fact]
    public void Five_changes_go_a_tenth_of_a_second_apart_however_large_the_table_is()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.InRange(_pace.Until(1_000_000, isUrgent: true), TimeSpan.Zero, TimeSpan.FromSeconds(0.1));
            _time.Advance(_pace.Until(1_000_000, isUrgent: true));
            _pace.Spend(1_000_000);
        }

        Assert.InRange(_pace.Until(1_000_000, isUrgent: true).TotalSeconds, 0.5, 1);
    }

    [Fact]
    public void What_is_only_said_otherwise_waits_until_a_second_is_over()
    {
        _pace.Spend(10);
        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Until(10, isUrgent: false));
        Assert.Equal(TimeSpan.FromSeconds(0.1), _pace.Until(10, isUrgent: true));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, _pace.Until(10, isUrgent: false));
    }
}
