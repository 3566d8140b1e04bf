using System.Diagnostics;
using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Tests.Places;

public sealed class LibMaxMindTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName(), _networks = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_path);
        File.Delete(_networks);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(32)]
    public void The_reader_of_the_formats_maker_finds_the_same_at_a_hundred_thousand_addresses(int recordBits)
    {
        var random = new Random(recordBits);
        var networks = World(random, 20_000);
        var file = Write(networks, recordBits);
        using var reference = new LibMaxMind(_path);
        var known = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var address = i % 4 == 0 ? Anywhere(random, isIPv4: i % 8 == 0, sixToFour: 0.25) : Near(random, networks[random.Next(networks.Count)].Prefix);
            var text = address.ToIPAddress().ToString();
            var country = reference.Find(text, out var length, "country", "iso_code");
            var continent = reference.Find(text, out _, "continent", "code");
            var place = file.Places.Find(address, out var scope);
            Assert.Equal(country is null ? continent is null ? "an unknown place" : $"continent {continent}" : $"{country} ({continent})", place.ToString());

            // Its network is never wider than the block we say the answer holds for.
            Assert.InRange(scope, 0, address.IsIPv4 ? length - 96 : length);
            if (place.IsKnown) known++;
        }

        Assert.InRange(known, 10_000, 39_999);
    }

    [Fact]
    public void It_finds_the_same_of_cities_and_networks_at_a_hundred_thousand_addresses()
    {
        var random = new Random(7);
        List<(IPNetwork Prefix, string Country)> cities = World(random, 20_000), operators = World(random, 20_000);
        MmdbWriter cityWriter = new() { RecordBits = 28, HasAliases = true }, networkWriter = new() { HasAliases = true };
        foreach (var (prefix, country) in cities)
            cityWriter.Add(prefix, PlaceFileTests.Record(country, $"{random.Next(100)}", Math.Round((random.NextDouble() * 180) - 90, 4), Math.Round((random.NextDouble() * 360) - 180, 4)));
        foreach (var (prefix, _) in operators) networkWriter.Add(prefix, new Dictionary<string, object> { ["autonomous_system_number"] = (uint)random.Next(1, 400_000) });
        byte[] cityBytes = cityWriter.Write(), networkBytes = networkWriter.Write();
        var table = PlaceTable.Combine([PlaceFileTests.Read(cityBytes).Places, PlaceFileTests.Read(networkBytes).Places]);
        File.WriteAllBytes(_path, cityBytes);
        File.WriteAllBytes(_networks, networkBytes);
        using LibMaxMind city = new(_path), network = new(_networks);
        int known = 0, routed = 0;
        for (var i = 0; i < 110_000; i++)
        {
            var address = i % 4 == 0 ? Anywhere(random, isIPv4: i % 8 == 0, sixToFour: 0.25) : Near(random, (i % 2 == 0 ? cities : operators)[random.Next(cities.Count)].Prefix);
            var text = address.ToIPAddress().ToString();
            var place = table.Find(address, out _);
            var country = city.Find(text, out _, "country", "iso_code");
            Assert.Equal(country, place.CountryCode);
            Assert.Equal(country is null ? null : $"{country}-{city.Find(text, out _, "subdivisions", "0", "iso_code")}", place.SubdivisionCode);
            Assert.Equal(network.FindNumber(text, "autonomous_system_number") ?? 0, place.Asn);
            Assert.Equal(country is null, place.Coordinates is null);
            if (place.Asn != 0) routed++;
            if (place.Coordinates is not { } point) continue;
            known++;
            Assert.InRange(city.FindNumber(text, "location", "latitude")!.Value - point.Latitude, -0.006, 0.006);
            Assert.InRange(city.FindNumber(text, "location", "longitude")!.Value - point.Longitude, -0.006, 0.006);
        }

        Assert.InRange(known, 30_000, 109_999);
        Assert.InRange(routed, 30_000, 109_999);
    }

    [Fact]
    public void Mmdblookup_says_the_same()
    {
        var random = new Random(1);
        var networks = World(random, 2_000);
        var file = Write(networks, 28);
        for (var i = 0; i < 60; i++)
        {
            var address = Near(random, networks[random.Next(networks.Count)].Prefix);
            var (code, said) = Run("mmdblookup", "--file", _path, "--ip", address.ToIPAddress().ToString(), "continent", "code");
            var place = file.Places.Find(address, out _);
            Assert.Equal(place.IsKnown, code == 0);
            if (code == 0) Assert.Contains($"\"{place.ToString()[^3..^1]}\"", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_it_refuses_to_open_we_refuse()
    {
        foreach (var change in new[] { "binary_format_major_version", "record_size" })
        {
            var writer = new MmdbWriter { Metadata = new() { [change] = (ushort)7 } };
            writer.Add("192.0.2.0/24", MmdbWriter.Record("DE", "EU"));
            File.WriteAllBytes(_path, writer.Write());
            Assert.False(LibMaxMind.CanOpen(_path));
            Assert.False(PlaceFile.TryRead(File.ReadAllBytes(_path), out _, out _));
        }
    }

    private static List<(IPNetwork Prefix, string Country)> World(Random random, int count)
    {
        var networks = new List<(IPNetwork, string)>();
        for (var i = 0; i < count; i++)
        {
            var isIPv4 = random.Next(3) > 0;
            var length = isIPv4 ? random.Next(8, 33) : random.Next(20, 65);
            var address = Anywhere(random, isIPv4, sixToFour: 0);
            networks.Add((new IPNetwork(address.Masked(length).ToIPAddress(), length), Continents.Countries[random.Next(Continents.Countries.Length)]));
        }

        return networks;
    }

    private PlaceFile Write(List<(IPNetwork Prefix, string Country)> networks, int recordBits)
    {
        var writer = new MmdbWriter { RecordBits = recordBits, HasAliases = true };
        foreach (var (prefix, country) in networks) writer.Add(prefix, MmdbWriter.Record(country, Continents.OfCountry(country)!));
        var bytes = writer.Write();
        File.WriteAllBytes(_path, bytes);
        return PlaceFileTests.Read(bytes);
    }

    // IPv6 within 2000::/4 without Teredo, whose addresses files place by the server they went through; 6to4 among them.
    private static ClientAddress Anywhere(Random random, bool isIPv4, double sixToFour)
    {
        var bytes = new byte[isIPv4 ? 4 : 16];
        random.NextBytes(bytes);
        if (!isIPv4) (bytes[0], bytes[1]) = (0x20, (byte)(random.NextDouble() < sixToFour ? 0x02 : random.Next(0x10, 0x20)));
        return ClientAddress.Read(bytes);
    }

    private static ClientAddress Near(Random random, IPNetwork prefix)
    {
        var start = ClientAddress.From(prefix.BaseAddress);
        var step = UInt128.One << (128 - start.Length);
        var behind = start.Bits + (UInt128.One << (128 - prefix.PrefixLength));
        return random.Next(3) switch
        {
            0 => start,
            1 => start with { Bits = behind - step },
            _ => start with { Bits = behind },
        };
    }

    private static (int Code, string Said) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
