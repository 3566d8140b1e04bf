using GlobalLb.Steering.Simulating;

namespace GlobalLb.Steering.Tests.Simulating;

public sealed class TrafficTextTests
{
    [Fact]
    public void A_line_is_a_place_and_how_much_comes_from_there()
    {
        var places = TrafficText.Parse("# per second\r\n\r\n203.0.113.0/24, 120\n 2001:db8::1 ,0.5\ncountry:DE,7\ncontinent:EU,0\n", out var problems);
        Assert.Empty(problems);
        Assert.Equal([("203.0.113.0/24", 120), ("2001:db8::1", 0.5), ("country:DE", 7), ("continent:EU", 0)], places.Select(place => (place.Name, place.Traffic)));
        Assert.Equal("203.0.113.0", places[0].Client.Address.ToString());
        Assert.Equal("DE (EU)", places[2].Client.Place.ToString());
    }

    [Theory]
    [InlineData("203.0.113.0/24", "line 1: '203.0.113.0/24' is no place and number; write a line such as 203.0.113.0/24,120")]
    [InlineData("country:DE,1\nMars,5", "line 2: 'Mars' is no client; write an address such as 203.0.113.7, a prefix such as 203.0.113.0/24, or a place such as country:DE")]
    [InlineData("country:DE,-1", "line 1: 'country:DE,-1' is no place and number; write a line such as 203.0.113.0/24,120")]
    [InlineData("country:DE,NaN", "line 1: 'country:DE,NaN' is no place and number; write a line such as 203.0.113.0/24,120")]
    [InlineData("country:DE,0", "it holds no traffic; write a line for each place, such as 203.0.113.0/24,120")]
    [InlineData("", "it holds no traffic; write a line for each place, such as 203.0.113.0/24,120")]
    public void What_is_wrong_is_said_with_its_line(string text, string said)
    {
        TrafficText.Parse(text, out var problems);
        Assert.Equal(said, Assert.Single(problems));
    }

    [Fact]
    public void Of_very_many_problems_the_first_are_said()
    {
        TrafficText.Parse(string.Join('\n', Enumerable.Repeat("nonsense", 1000)), out var problems);
        Assert.Equal(20, problems.Count);
    }
}
