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

    [Fact]
    public void A_file_says_its_zone_by_its_name_or_by_what_stands_before_it()
    {
        var path = Write("example.test.zone", Valid);
        Assert.Equal("example.test.", ZoneFile.Load(path).Zone?.Name.ToString());
        Assert.Equal("example.org.", ZoneFile.Load($"example.org={path}").Zone?.Name.ToString());
    }

    [Fact]
    public void The_SOA_record_keeps_its_serial_and_times()
    {
        var authority = ZoneFile.Load(Write("example.test.zone", Valid)).Zone!.Authority;
        Assert.Equal((77u, 3600u, 600u, 86400u, 60u, 300u), (authority.Serial, authority.Refresh, authority.Retry, authority.Expire, authority.NegativeTtl, authority.Ttl));
        Assert.Equal("ns1.example.test.", authority.PrimaryNameServer.ToString());
        Assert.Equal("hostmaster.example.test.", authority.Mailbox.ToString());
    }

    [Theory]
    [InlineData("@ IN NS ns1", "a zone has one SOA record, this file has 0")]
    [InlineData("@ IN SOA ns1 h 1 1 1 1 1", "a zone needs an NS record at its apex")]
    [InlineData("@ IN SOA ns1 h 1 1 1 1 1\n@ IN NS ns1\nw IN A 1.2.3", ":4:8: '1.2.3' is not an IPv4 address")]
    [InlineData("@ IN SOA ns1 h 1 1 1 1 1\n@ IN NS ns1\nw IN CNAME a\nw IN A 192.0.2.1", "an alias must be the only record of its name")]
    public void A_file_with_a_problem_is_no_zone_and_says_why(string lines, string sentence)
    {
        var loaded = ZoneFile.Load(Write("example.test.zone", $"$TTL 300\n{lines}\n"));
        Assert.Null(loaded.Zone);
        Assert.Contains(loaded.Problems, problem => problem.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var path = Path.Combine(_folder, "missing.zone");
        Assert.Contains(path, Assert.Single(ZoneFile.Load($"example.test={path}").Problems), StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
