using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class PlaceMatchTests
{
    [Theory]
    [InlineData("continent:EU", "continent:EU")]
    [InlineData(" Continent : eu ", "continent:EU")]
    [InlineData("country:DE", "country:DE")]
    [InlineData("COUNTRY:de", "country:DE")]
    [InlineData("subdivision:us-ca", "subdivision:US-CA")]
    [InlineData("subdivision:GB-ENG", "subdivision:GB-ENG")]
    [InlineData("subdivision:FR-6", "subdivision:FR-6")]
    [InlineData("asn:64500", "asn:64500")]
    [InlineData("ASN: as64500", "asn:64500")]
    [InlineData("asn:4294967295", "asn:4294967295")]
    [InlineData("203.0.113.0/24", "203.0.113.0/24")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("2001:DB8:0::/48", "2001:db8::/48")]
    [InlineData("::/0", "::/0")]
    public void A_place_is_parsed_and_formatted_in_one_form(string text, string expected)
    {
        Assert.True(PlaceMatch.TryParse(text, out var place, out _));
        Assert.Equal(expected, place.ToString());
        Assert.True(PlaceMatch.TryParse(expected, out var again, out _));
        Assert.Equal(place, again);
    }

    [Theory]
    [InlineData("", "write continent:EU, country:DE, subdivision:US-CA, asn:64500 or a prefix")]
    [InlineData("DE", "write continent:EU, country:DE, subdivision:US-CA, asn:64500 or a prefix")]
    [InlineData("continent:", "is no continent")]
    [InlineData("continent:DE", "AF, AN, AS, EU, NA, OC, SA")]
    [InlineData("country:EU", "ISO 3166-1")]
    [InlineData("country:DEU", "ISO 3166-1")]
    [InlineData("region:eu-west", "is no place")]
    [InlineData("subdivision:CA", "is no ISO 3166-2 code")]
    [InlineData("subdivision:US-", "such as US-CA")]
    [InlineData("subdivision:US-CALI", "one to three letters or digits")]
    [InlineData("subdivision:ZZ-CA", "a country of two letters")]
    [InlineData("subdivision:US-C_", "is no ISO 3166-2 code")]
    [InlineData("asn:0", "write 1 to 4294967295, such as 64500")]
    [InlineData("asn:", "is no number of an autonomous system")]
    [InlineData("asn:4294967296", "is no number of an autonomous system")]
    [InlineData("asn:-1", "is no number of an autonomous system")]
    [InlineData("203.0.113.1/24", "the bits beyond the length must be zero, as in 203.0.113.0/24")]
    [InlineData("203.0.113.0/33", "'203.0.113.0/33' is no prefix; its length must be 0 to 32")]
    [InlineData("10.1/16", "'10.1/16' is no prefix; write one such as")]
    [InlineData("::ffff:10.0.0.0/104", "write one such as 203.0.113.0/24")]
    [InlineData("2001:db8::/129", "its length must be 0 to 128")]
    [InlineData("2001:db8::/", "its length must be 0 to 128")]
    [InlineData("10.0.0.0/+8", "its length must be 0 to 32")]
    public void What_is_no_place_is_refused_with_what_would_be_right(string text, string sentence)
    {
        Assert.False(PlaceMatch.TryParse(text, out _, out var problem));
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }
}
