using GlobalLb.Server.Running;

namespace GlobalLb.Server.Tests.Running;

public sealed class ZoneFileTests : IDisposable
{
    private const string Valid = """
        $TTL 300
        @    IN SOA ns1 hostmaster 77 3600 600 86400 60
        @    IN NS  ns1
        ns1  IN A   192.0.2.1
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("globallb-zone-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("example.test.zone", "example.test.")]
    [InlineData("example.test.db", "example.test.")]
    [InlineData("example.test", "example.test.")]
    [InlineData("1.168.192.in-addr.arpa.TXT", "1.168.192.in-addr.arpa.")]
    public void A_file_says_its_zone_by_its_name(string file, string zone) => Assert.Equal(zone, Load(Write(file, Valid)).Zone?.Name.ToString());

    [Fact]
    public void A_file_is_of_the_zone_that_stands_before_it() =>
        Assert.Equal("example.org.", Load($"example.org={Write("example.test.zone", Valid)}").Zone?.Name.ToString());

    [Fact]
    public void The_SOA_record_keeps_its_serial_and_times()
    {
        var authority = Load(Write("example.test.zone", Valid)).Zone!.Authority;
        Assert.Equal((77u, 3600u, 600u, 86400u, 60u, 300u), (authority.Serial, authority.Refresh, authority.Retry, authority.Expire, authority.NegativeTtl, authority.Ttl));
        Assert.Equal("ns1.example.test.", authority.PrimaryNameServer.ToString());
        Assert.Equal("hostmaster.example.test.", authority.Mailbox.ToString());
    }

    [Theory]
    [InlineData("", ":1:1: the zone example.test. has no SOA record")]
    [InlineData("@ IN NS ns1", ":1:1: the zone example.test. has no SOA record")]
    [InlineData("@ IN SOA ns1 h 1 1 1 1 1\n@ IN SOA ns1 h 2 1 1 1 1", ":3:6: example.test. has more than one SOA record")]
    [InlineData("@ IN SOA ns1 h 1 1 1 1 1\n@ IN NS ns1\nw IN A 1.2.3", ":4:8: '1.2.3' is not an IPv4 address")]
    [InlineData("@ IN SOA ns1 h 1 1 1 1 1\n@ IN NS ns1\nw IN CNAME a\nw IN A 192.0.2.1", ":5:6: w.example.test. has a CNAME record and a record of type A")]
    public void A_file_with_a_problem_is_no_zone_and_says_why(string lines, string sentence)
    {
        var path = Write("example.test.zone", $"$TTL 300\n{lines}\n");
        var loaded = Load(path);
        Assert.Null(loaded.Zone);
        Assert.StartsWith(path + sentence, Assert.Single(loaded.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void What_other_servers_load_with_a_warning_is_loaded_with_one()
    {
        var path = Write("example.test.zone", "$TTL 300\n@ SOA ns1 h 1 0 0 0 0\nx.example.org. A 192.0.2.1\n");
        var loaded = Load(path);
        Assert.Empty(loaded.Zone!.Records);
        Assert.Equal(
            [
                $"{path}:3:1: warning: x.example.org. is outside the zone example.test.; its records are ignored",
                $"{path}:1:1: warning: the zone example.test. has no NS record at its apex; add one such as '@ NS ns1'",
            ],
            [.. loaded.Warnings]);
    }

    [Theory]
    [InlineData("*.test.zone", "a zone cannot begin with *")]
    [InlineData("a..b.zone", "the zone 'a..b' has no valid name: 'a..b' has an empty label; write ORIGIN=FILE")]
    public void A_name_that_no_zone_can_have_is_said(string file, string sentence) =>
        Assert.Contains(sentence, Assert.Single(Load(Write(file, Valid)).Problems), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_and_a_folder_are_named()
    {
        var path = Path.Combine(_folder, "missing.zone");
        Assert.Contains(path, Assert.Single(Load($"example.test={path}").Problems), StringComparison.Ordinal);
        Assert.Equal([$"{_folder}: it is a folder; name a file in it"], [.. Load($"example.test={_folder}").Problems]);
    }

    [Fact]
    public void Octets_that_are_no_UTF8_are_kept_as_they_are()
    {
        var path = Path.Combine(_folder, "example.test.zone");
        File.WriteAllBytes(path, [.. "$TTL 300\n@ SOA ns1 h 1 1 1 1 1\n@ NS ns1\nt TXT \"caf"u8, 0xE9, .. " \u00E9\"\n"u8]);
        Assert.Equal("\"caf\\233 \\195\\169\"", Load(path).Zone!.Records[^1].Value);
    }

    [Fact]
    public void A_file_in_UTF16_is_no_zone_and_says_so()
    {
        var path = Path.Combine(_folder, "example.test.zone");
        File.WriteAllText(path, Valid, System.Text.Encoding.Unicode);
        Assert.Contains("in UTF-16; save it as UTF-8", Assert.Single(Load(path).Problems), StringComparison.Ordinal);
    }

    private static ZoneFile Load(string written) => ZoneFile.Load(ZoneSource.Read(written));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
