using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Tests.Places;

public sealed class PlaceTests
{
    private static readonly Place California = Place.Of(Example.Place("subdivision:US-CA")).In(64_500);

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

    [Theory]
    [InlineData("subdivision:US-CA", true)]
    [InlineData("country:US", true)]
    [InlineData("continent:NA", true)]
    [InlineData("asn:64500", true)]
    [InlineData("subdivision:US-NY", false)]
    [InlineData("subdivision:CA-ON", false)]
    [InlineData("asn:64501", false)]
    public void A_place_lies_in_what_it_is_part_of(string region, bool isIn) => Assert.Equal(isIn, California.IsIn(Place.Of(Example.Place(region))));

    [Fact]
    public void A_point_is_kept_to_a_hundredth_of_a_degree()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var point = new Coordinates((random.NextDouble() * 180) - 90, (random.NextDouble() * 360) - 180);
            var kept = default(Place).At(point).Coordinates!.Value;
            Assert.InRange(kept.Latitude - point.Latitude, -0.00501, 0.00501);
            Assert.InRange(kept.Longitude - point.Longitude, -0.00501, 0.00501);
        }

        Assert.Equal(California, California.At(new Coordinates(double.NaN, 0)));
    }

    [Theory]
    [InlineData("DE", "", "FR", "DE (EU)")]
    [InlineData("DE", "asn:1", "asn:2", "DE (EU) AS1")]
    [InlineData("DE", "", "asn:2", "DE (EU) AS2")]
    [InlineData("US", "", "subdivision:US-CA", "US-CA (NA)")]
    [InlineData("US", "subdivision:US-NY", "subdivision:US-CA", "US-NY (NA)")]
    [InlineData("DE", "", "subdivision:US-CA", "DE (EU)")]
    public void What_one_source_leaves_out_another_fills_in_unless_it_speaks_of_another_country(string country, string more, string under, string both)
    {
        var over = more.Length == 0 ? Place.OfCountry(country) : more.StartsWith("asn", StringComparison.Ordinal) ? Place.OfCountry(country).In(Place.Of(Example.Place(more)).Asn) : Place.Of(Example.Place(more));
        var below = under.Length == 2 ? Place.OfCountry(under) : Place.Of(Example.Place(under));
        Assert.Equal(both, over.Over(below).ToString());
    }

    [Fact]
    public void A_point_is_filled_in_with_the_country_it_belongs_to()
    {
        var point = new Coordinates(52.5, 13.4);
        Assert.Equal("DE (EU) at 52.5, 13.4", Place.OfCountry("DE").Over(Place.OfCountry("DE").At(point)).ToString());
        Assert.Equal("FR (EU)", Place.OfCountry("FR").Over(Place.OfCountry("DE").At(point)).ToString());
        Assert.Equal("DE (EU) at 52.5, 13.4 AS7", default(Place).In(7).Over(Place.OfCountry("DE").At(point)).ToString());
    }

    [Fact]
    public void Every_country_and_continent_has_a_middle_and_it_is_on_its_continent()
    {
        Assert.All(Continents.Countries, country => Assert.NotNull(Middles.Of(Place.OfCountry(country))));
        Assert.All(Continents.All, continent => Assert.NotNull(Middles.Of(Place.OfContinent(continent))));
        Assert.Null(Middles.Of(default));

        // Farther from the middle of the own continent than this are islands and Russia; a slip of the sign would be more.
        Assert.All(
            Continents.Countries.Where(country => Continents.OfCountry(country) is not ("AN" or "OC")),
            country => Assert.InRange(Middles.Of(Place.OfCountry(country))!.Value.DistanceTo(Middles.Of(Place.OfContinent(Continents.OfCountry(country)!))!.Value), 0, 7_000));
    }

    [Theory]
    [InlineData(52.52, 13.405, 48.8566, 2.3522, 878)]
    [InlineData(40.7128, -74.006, 51.5074, -0.1278, 5_570)]
    [InlineData(-33.8688, 151.2093, 37.7749, -122.4194, 11_947)]
    [InlineData(0, 179.5, 0, -179.5, 111)]
    [InlineData(90, 0, -90, 77, 20_015)]
    [InlineData(10, 10, 10, 10, 0)]
    public void Ways_are_those_of_the_great_circle(double latitude, double longitude, double otherLatitude, double otherLongitude, double kilometres)
    {
        Coordinates one = new(latitude, longitude), other = new(otherLatitude, otherLongitude);
        Assert.Equal(kilometres, one.DistanceTo(other), tolerance: 1);
        Assert.Equal(one.DistanceTo(other), other.DistanceTo(one));
    }
}
