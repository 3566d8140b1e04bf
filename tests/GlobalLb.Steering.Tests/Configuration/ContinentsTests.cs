using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class ContinentsTests
{
    [Fact]
    public void Every_country_of_ISO_3166_1_and_Kosovo_has_one_continent()
    {
        Assert.Equal(249 + 1, Continents.Countries.Length);
        Assert.All(Continents.Countries, country => Assert.True(country.Length == 2 && country.All(char.IsAsciiLetterUpper)));
        Assert.All(Continents.Countries, country => Assert.True(Continents.IsContinent(Continents.OfCountry(country)!)));
        Assert.Equal(["AF", "AN", "AS", "EU", "NA", "OC", "SA"], Continents.All.AsEnumerable());
    }

    [Theory]
    [InlineData("DE", "EU")]
    [InlineData("US", "NA")]
    [InlineData("IN", "AS")]
    [InlineData("BR", "SA")]
    [InlineData("ZA", "AF")]
    [InlineData("AU", "OC")]
    [InlineData("AQ", "AN")]
    [InlineData("de", null)]
    [InlineData("ZZ", null)]
    [InlineData("", null)]
    public void A_country_counts_to_its_continent(string country, string? continent) => Assert.Equal(continent, Continents.OfCountry(country));
}
