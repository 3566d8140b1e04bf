using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Tests.Places;

public sealed class PlaceFileTests
{
    [Theory]
    [InlineData(24, true)]
    [InlineData(28, true)]
    [InlineData(32, true)]
    [InlineData(24, false)]
    [InlineData(28, false)]
    [InlineData(32, false)]
    public void Addresses_are_where_the_file_says(int recordBits, bool isIPv6)
    {
        var writer = new MmdbWriter { RecordBits = recordBits, IsIPv6 = isIPv6 };
        writer.Add("192.0.2.0/24", MmdbWriter.Record("DE", "EU"));
        writer.Add("192.0.2.128/25", MmdbWriter.Record("FR", "EU"));
        writer.Add("198.51.100.7/32", MmdbWriter.Record("BR", "SA"));
        if (isIPv6) writer.Add("2001:db8::/32", MmdbWriter.Record("JP", "AS"));
        var file = Read(writer.Write());
        Assert.Equal("DE (EU)/25", At(file, "192.0.2.1"));
        Assert.Equal("FR (EU)/25", At(file, "192.0.2.200"));
        Assert.Equal("BR (SA)/32", At(file, "198.51.100.7"));
        Assert.Equal("an unknown place/32", At(file, "198.51.100.6"));
        Assert.Equal("an unknown place/1", At(file, "10.0.0.1"));
        Assert.Equal(isIPv6 ? "JP (AS)/32" : "an unknown place/0", At(file, "2001:db8::1"));
    }

    [Fact]
    public void It_says_what_it_is_when_it_was_made_and_in_which_languages()
    {
        var file = Read(Small());
        Assert.Equal("Test-Country", file.Type);
        Assert.Equal(new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero), file.BuiltAt);
        Assert.Equal("en de", string.Join(' ', file.Languages));
        Assert.Equal(4, file.Places.Count); // before, in and behind the one network of IPv4; all of IPv6
    }

    [Theory]
    [InlineData("DE", "EU", "", "DE (EU)")]
    [InlineData("", "EU", "FR", "FR (EU)")]
    [InlineData("DE", "EU", "FR", "DE (EU)")]
    [InlineData("", "AS", "", "continent AS")]
    [InlineData("DE", "", "", "DE (EU)")]
    [InlineData("NX", "NA", "", "NX (NA)")]
    [InlineData("NX", "", "", "NX")]
    [InlineData("DE", "AS", "", "DE (AS)")]
    [InlineData("de", "EU", "", "continent EU")]
    [InlineData("DEU", "EU", "", "continent EU")]
    public void A_country_is_where_people_are_else_where_it_is_registered_and_a_continent_alone_counts(string country, string continent, string registered, string place)
    {
        var writer = new MmdbWriter();
        writer.Add("192.0.2.0/24", MmdbWriter.Record(country, continent, registered));
        Assert.Equal($"{place}/24", At(Read(writer.Write()), "192.0.2.1"));
    }

    [Fact]
    public void Everything_else_a_record_holds_is_passed_over_whatever_its_kind()
    {
        var writer = new MmdbWriter();
        writer.Add("192.0.2.0/24", new Dictionary<string, object>
        {
            ["location"] = new Dictionary<string, object> { ["latitude"] = 51.5, ["accuracy"] = 0.5f, ["metro"] = -7, ["time_zone"] = new string('z', 70_000) },
            ["subdivisions"] = new object[] { "x", new Dictionary<string, object> { ["iso_code"] = "BE" }, new object[] { true, false } },
            ["octets"] = (byte[])[.. MmdbBytes.Head(4, 300), .. new byte[300]],
            ["big"] = UInt128.MaxValue,
            ["asn"] = 64_500u,
            ["none"] = 0ul,
            ["country"] = new Dictionary<string, object> { ["names"] = new Dictionary<string, object> { ["en"] = "Germany" }, ["iso_code"] = "DE" },
        });
        Assert.Equal("DE (EU)/24", At(Read(writer.Write()), "192.0.2.1"));
    }

    [Fact]
    public void Subdivision_coordinates_and_network_are_read()
    {
        var writer = new MmdbWriter();
        writer.Add("192.0.2.0/24", Record("US", "CA", 37.751, -97.822));
        writer.Add("198.51.100.0/24", Record("NZ", "WGN", -41.2866f, 174.7756f));
        writer.Add("203.0.113.0/24", new Dictionary<string, object> { ["autonomous_system_number"] = 64_500u });
        writer.Add("203.0.113.128/25", new Dictionary<string, object> { ["traits"] = new Dictionary<string, object> { ["autonomous_system_number"] = uint.MaxValue } });
        var file = Read(writer.Write());
        Assert.Equal("US-CA (NA) at 37.75, -97.82/24", At(file, "192.0.2.1"));
        Assert.Equal("NZ-WGN (OC) at -41.29, 174.78/24", At(file, "198.51.100.1"));
        Assert.Equal("AS64500/25", At(file, "203.0.113.1"));
        Assert.Equal("AS4294967295/25", At(file, "203.0.113.200"));
    }

    [Theory]
    [InlineData("california", 37.0, -97.0, "US (NA) at 37, -97/24")]
    [InlineData("ca", 37.0, -97.0, "US (NA) at 37, -97/24")]
    [InlineData("CA", 91.0, -97.0, "US-CA (NA)/24")]
    [InlineData("CA", 37.0, double.NaN, "US-CA (NA)/24")]
    [InlineData("CA", double.PositiveInfinity, 1.0, "US-CA (NA)/24")]
    [InlineData("6", -90.0, -180.0, "US-6 (NA) at -90, -180/24")]
    [InlineData("6", 90.0, 180.0, "US-6 (NA) at 90, 180/24")]
    [InlineData("6", 0.0, 0.0, "US-6 (NA) at 0, 0/24")]
    public void What_cannot_be_is_as_if_it_were_left_out(string subdivision, double latitude, double longitude, string place)
    {
        var writer = new MmdbWriter();
        writer.Add("192.0.2.0/24", Record("US", subdivision, latitude, longitude));
        Assert.Equal(place, At(Read(writer.Write()), "192.0.2.1"));
    }

    [Fact]
    public void Several_files_are_one_table_in_which_the_first_counts_and_equal_neighbours_are_one_block()
    {
        MmdbWriter countries = new(), networks = new();
        countries.Add("192.0.2.0/25", MmdbWriter.Record("DE", "EU"));
        countries.Add("192.0.2.128/25", MmdbWriter.Record("FR", "EU"));
        networks.Add("192.0.0.0/16", new Dictionary<string, object> { ["autonomous_system_number"] = 64_500u, ["country"] = "DE" });
        PlaceTable first = Read(countries.Write()).Places, second = Read(networks.Write()).Places;
        var both = PlaceTable.Combine([first, second]);
        Assert.Equal("DE (EU) AS64500/25", Find(both, "192.0.2.1"));
        Assert.Equal("FR (EU) AS64500/25", Find(both, "192.0.2.200"));
        Assert.Equal("DE (EU) AS64500/24", Find(both, "192.0.3.1"));
        Assert.Equal("DE (EU) AS64500/16", Find(PlaceTable.Combine([second, first]), "192.0.2.200"));
        Assert.Same(first, PlaceTable.Combine([first, PlaceTable.Empty]));
        Assert.Same(PlaceTable.Empty, PlaceTable.Combine([]));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 3_000)]
    [InlineData(3, 600_000)]
    [InlineData(4, 600_000)]
    public void Keys_maps_and_codes_may_be_elsewhere(int octets, int before)
    {
        var writer = new MmdbWriter { RecordBits = 32 };
        writer.AddValue(new byte[before]);
        byte[] Put(object value) => MmdbBytes.Pointer(writer.AddValue(MmdbBytes.Of(value)), octets);
        byte[] isoCode = Put("iso_code"), code = Put("DE"), country = Put("country");
        var map = Put((byte[])[.. MmdbBytes.Head(7, 1), .. isoCode, .. code]);
        writer.Add("192.0.2.0/24", (byte[])[.. MmdbBytes.Head(7, 2), .. MmdbBytes.Of("other"), .. map, .. country, .. map]);
        Assert.Equal("DE (EU)/24", At(Read(writer.Write()), "192.0.2.1"));
    }

    [Fact]
    public void Makers_who_write_plain_codes_are_understood()
    {
        var writer = new MmdbWriter();
        writer.Add("192.0.2.0/24", new Dictionary<string, object> { ["country"] = "DE", ["continent"] = "EU", ["country_name"] = "Germany" });
        Assert.Equal("DE (EU)/24", At(Read(writer.Write()), "192.0.2.1"));
    }

    [Fact]
    public void An_IPv6_address_that_holds_one_of_IPv4_is_where_that_is()
    {
        var writer = new MmdbWriter { HasAliases = true };
        writer.Add("192.0.2.0/24", MmdbWriter.Record("DE", "EU"));
        writer.Add("2001:db8::/32", MmdbWriter.Record("JP", "AS"));
        var file = Read(writer.Write());
        Assert.Equal("DE (EU)/40", At(file, "2002:c000:0201::1"));
        Assert.Equal("an unknown place/40", At(file, "2002:c000:0301::1"));
        Assert.Equal("DE (EU)/24", At(file, "::ffff:192.0.2.1"));
        Assert.Equal("JP (AS)/32", At(file, "2001:db8::1"));
        Assert.Equal("an unknown place/21", At(file, "2001:0:c000:201::1"));
    }

    [Fact]
    public void One_place_for_everybody_is_one_block()
    {
        var writer = new MmdbWriter();
        writer.Add("::/0", MmdbWriter.Record("DE", "EU"));
        var file = Read(writer.Write());
        Assert.Equal("DE (EU)/0", At(file, "192.0.2.1"));
        Assert.Equal("DE (EU)/0", At(file, "2001:db8::1"));
        Assert.Equal(2, file.Places.Count);
    }

    internal static byte[] Small()
    {
        var writer = new MmdbWriter();
        writer.Add("192.0.2.0/24", MmdbWriter.Record("DE", "EU"));
        return writer.Write();
    }

    internal static PlaceFile Read(byte[] bytes)
    {
        Assert.True(PlaceFile.TryRead(bytes, out var file, out var problem), problem);
        return file;
    }

    internal static Dictionary<string, object> Record(string country, string subdivision, object latitude, object longitude) =>
        new(MmdbWriter.Record(country, ""))
        {
            ["subdivisions"] = new object[] { new Dictionary<string, object> { ["iso_code"] = subdivision }, new Dictionary<string, object> { ["iso_code"] = "ZZ" } },
            ["location"] = new Dictionary<string, object> { ["accuracy_radius"] = (ushort)100, ["latitude"] = latitude, ["longitude"] = longitude },
        };

    private static string Find(PlaceTable table, string address) => $"{table.Find(Example.Address(address), out var length)}/{length}";

    private static string At(PlaceFile file, string address) => $"{file.Places.Find(Example.Address(address), out var length)}/{length}";
}
