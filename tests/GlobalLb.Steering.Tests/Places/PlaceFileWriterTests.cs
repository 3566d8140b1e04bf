using System.Diagnostics;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Tests.Places;

public sealed class PlaceFileWriterTests : IDisposable
{
    private static readonly DateTimeOffset BuiltAt = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Countries = ["DE", "FR", "US", "BR", "JP", "NX"];

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var prefix = Gen.OneOf(
            from bits in Gen.Choose(0, 255)
            from length in Gen.Choose(0, 32)
            select Prefix((UInt128)(uint)(bits * 0x0101_0101u) << 96, true, length),
            from bits in Gen.Choose(0, 255)
            from length in Gen.Choose(3, 128)
            select Prefix(((UInt128)0b001 << 125) | ((UInt128)(ulong)(bits * 0x0101_0101_0101) << 60), false, length));
        var entry =
            from country in Gen.Choose(0, 2 * Countries.Length)
            from subdivision in Gen.Elements(null, "BE", "6", "CAL")
            from point in Gen.Choose(-9000, 9000)
            from asn in Gen.Frequency((2, Gen.Constant(0u)), (1, Gen.Elements(1u, 255u, 64_500u, uint.MaxValue)))
            let code = country < Countries.Length ? Countries[country] : null
            select new PlaceEntry { Country = code, Subdivision = code is null ? null : subdivision, Point = point % 2 == 0 ? null : new Coordinates(point / 100d, -point / 50d), Asn = asn };
        Prop.ForAll((from one in prefix from what in entry select (one, what)).ArrayOf().ToArbitrary(), entries =>
        {
            var writer = new PlaceFileWriter("Own", BuiltAt);
            foreach (var (one, what) in entries) writer.Add(one, what);
            var isRead = PlaceFile.TryRead(writer.Write(), out var file, out var problem);
            if (!isRead) return problem!.StartsWith("it places nothing", StringComparison.Ordinal);
            var expected = PlaceTable.Compile(entries.Select(each => (each.one, Rounded(each.what))));
            return file!.Type == "Own" && file.BuiltAt == BuiltAt
                && entries.SelectMany(each => Around(each.one)).All(address => file.Places.Find(address, out _) == expected.Find(address, out _));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Theory]
    [InlineData(3, 24, 24)]
    [InlineData(700_000, 24, 28)]
    [InlineData(2_000, 28, 28)]
    [InlineData(2_000, 32, 32)] // else only from a file of 256 MiB on
    public void Mmdblookup_agrees_whatever_the_size_of_records(int places, int fewestBits, int recordBits)
    {
        // Every second /24 is its own place, so that neither the tree nor the values shrink.
        var random = new Random(recordBits);
        var entries = Enumerable.Range(0, places).Select(i => (
            Prefix: Prefix((UInt128)(uint)(i + 4096) << 105, true, 24),
            Entry: new PlaceEntry { Country = Countries[i % 5], Subdivision = $"{i % 999}", Point = new Coordinates(random.Next(-90_000, 90_000) / 1000d, random.Next(-180_000, 180_000) / 1000d), Asn = (uint)i + 1 })).ToList();
        var writer = new PlaceFileWriter("Own-City", BuiltAt);
        foreach (var (prefix, entry) in entries) writer.Add(prefix, entry);
        var bytes = writer.Write(fewestBits);
        File.WriteAllBytes(_path, bytes);
        Assert.Equal($"{recordBits}", Regex(Say("--verbose", $"{new ClientAddress(0, true)}"), @"Record size:\s+(\d+)"));
        var read = PlaceFileTests.Read(bytes).Places;
        using var reference = new LibMaxMind(_path);
        for (var i = 0; i < 2_000; i++)
        {
            var (prefix, entry) = entries[random.Next(entries.Count)];
            Assert.Equal(Rounded(entry), read.Find(ClientAddress.From(prefix.BaseAddress), out _));
            var text = prefix.BaseAddress.ToString();
            Assert.Equal(entry.Country, reference.Find(text, out var length, "country", "iso_code"));
            Assert.Equal(entry.Subdivision, reference.Find(text, out _, "subdivisions", "0", "iso_code"));
            Assert.Equal(entry.Point!.Value.Latitude, reference.FindNumber(text, "location", "latitude"));
            Assert.Equal(entry.Point!.Value.Longitude, reference.FindNumber(text, "location", "longitude"));
            Assert.Equal(entry.Asn, reference.FindNumber(text, "autonomous_system_number"));
            Assert.Equal(96 + 24, length);
        }
    }

    [Fact]
    public async Task Mmdblookup_says_the_same_of_a_thousand_addresses()
    {
        var random = new Random(3);
        var writer = new PlaceFileWriter("Own-Country", BuiltAt);
        var addresses = new List<ClientAddress>();
        for (var i = 0; i < 5_000; i++)
        {
            var isIPv4 = i % 2 == 0;
            var bits = isIPv4 ? (UInt128)(uint)random.Next() << 96 : ((UInt128)0x2A00 << 112) | ((UInt128)(ulong)random.NextInt64() << 49);
            var prefix = Prefix(bits, isIPv4, isIPv4 ? random.Next(6, 33) : random.Next(19, 65));
            writer.Add(prefix, i % 9 == 0 ? new PlaceEntry() : new PlaceEntry { Country = Countries[random.Next(5)] });
            if (addresses.Count < 1_200) addresses.AddRange(Around(prefix).Take(1));
        }

        var bytes = writer.Write();
        await File.WriteAllBytesAsync(_path, bytes);
        var places = PlaceFileTests.Read(bytes).Places;
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "while read -r ip; do mmdblookup --file \"$0\" --ip \"$ip\" country iso_code 2>/dev/null | tr -d '\\n'; echo; done", _path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var said = shell.StandardOutput.ReadToEndAsync();
        foreach (var address in addresses) await shell.StandardInput.WriteLineAsync(address.ToString());
        shell.StandardInput.Close();
        var lines = (await said).Split('\n');
        Assert.Equal(addresses.Select(address => places.Find(address, out _).CountryCode ?? ""), lines[..^1].Select(line => Regex(line, "\"([A-Z]{2})\"")));
        Assert.InRange(lines.Count(line => line.Length > 0), 500, addresses.Count - 50);
    }

    [Fact]
    public void A_wide_prefix_of_IPv6_says_nothing_of_IPv4_and_what_is_alike_is_one_network()
    {
        var writer = new PlaceFileWriter("Own", BuiltAt);
        writer.Add(IPNetwork.Parse("::/0"), new PlaceEntry { Country = "DE" });
        writer.Add(IPNetwork.Parse("192.0.2.0/25"), new PlaceEntry { Country = "FR" });
        writer.Add(IPNetwork.Parse("192.0.2.128/25"), new PlaceEntry { Country = "FR" });
        var bytes = writer.Write();
        var places = PlaceFileTests.Read(bytes).Places;
        Assert.False(places.Find(ClientAddress.From(IPAddress.Parse("198.51.100.1")), out _).IsKnown);
        Assert.Equal("DE", places.Find(ClientAddress.From(IPAddress.Parse("2001:db8::1")), out _).CountryCode);
        File.WriteAllBytes(_path, bytes);
        using var reference = new LibMaxMind(_path);
        Assert.Equal("FR", reference.Find("192.0.2.200", out var length, "country", "iso_code"));
        Assert.Equal(96 + 24, length);
    }

    [Theory]
    [InlineData("::/96", true)]
    [InlineData("::203.0.113.0/120", true)]
    [InlineData("::ffff:203.0.113.0/120", true)]
    [InlineData("::/95", false)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("2001:db8::/128", false)]
    public void Where_files_have_IPv4_nothing_else_can_be(string prefix, bool isTaken)
    {
        var network = IPNetwork.Parse(prefix);
        Assert.Equal(isTaken, PlaceFileWriter.IsTaken(network));
        var writer = new PlaceFileWriter("Own", BuiltAt);
        if (isTaken) Assert.Throws<ArgumentException>(() => writer.Add(network, new PlaceEntry { Asn = 1 }));
        else writer.Add(network, new PlaceEntry { Asn = 1 });
    }

    private static Place Rounded(PlaceEntry entry)
    {
        var place = entry.Country is null ? default : Place.Of(Ascii(entry.Country), [], Ascii(entry.Subdivision));
        return (entry.Point is { } point ? place.At(point) : place).In(entry.Asn);
    }

    private static byte[] Ascii(string? text) => System.Text.Encoding.ASCII.GetBytes(text ?? "");

    private static IPNetwork Prefix(UInt128 bits, bool isIPv4, int length) => new(new ClientAddress(bits, isIPv4).Masked(length).ToIPAddress(), length);

    // The first and the last address of a prefix, and those beside it; not what IPv6 has where files have IPv4.
    private static IEnumerable<ClientAddress> Around(IPNetwork prefix)
    {
        var first = ClientAddress.From(prefix.BaseAddress);
        var behind = prefix.PrefixLength == 0 ? 0 : first.Bits + (UInt128.One << (128 - prefix.PrefixLength));
        var step = UInt128.One << (128 - first.Length);
        return new[] { first, first with { Bits = first.Bits - step }, first with { Bits = behind }, first with { Bits = behind - step } }
            .Where(address => address.IsIPv4 || address.Bits >> 96 != 0);
    }

    private static string Regex(string text, string pattern) => System.Text.RegularExpressions.Regex.Match(text, pattern).Groups[1].Value;

    private string Say(string option, string address)
    {
        using var process = Process.Start(new ProcessStartInfo("mmdblookup", [option, "--file", _path, "--ip", address]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }
}
