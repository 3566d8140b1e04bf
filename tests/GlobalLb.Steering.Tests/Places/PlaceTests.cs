using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Tests.Places;

public sealed class PlaceTests
{
    [Fact]
    public void A_country_lies_in_itself_and_on_its_continent_and_nowhere_else()
    {
        Place germany = Place.OfCountry("DE"), france = Place.OfCountry("FR"), europe = Place.OfContinent("EU"), asia = Place.OfContinent("AS");
        Assert.True(germany.IsIn(germany));
        Assert.True(germany.IsIn(europe));
        Assert.True(europe.IsIn(europe));
        Assert.False(germany.IsIn(france));
        Assert.False(germany.IsIn(asia));
        Assert.False(europe.IsIn(germany));
    }

    [Fact]
    public void A_country_that_does_not_exist_is_nowhere()
    {
        Assert.False(Place.OfCountry("ZZ").IsKnown);
        Assert.Equal(default, Place.OfCountry("ZZ"));
        Assert.True(Place.OfContinent("EU").IsKnown);
    }

    [Fact]
    public void A_place_says_where_it_is()
    {
        Assert.Equal("DE (EU)", Place.OfCountry("DE").ToString());
        Assert.Equal("continent EU", Place.OfContinent("EU").ToString());
        Assert.Equal("an unknown place", default(Place).ToString());
    }
}
