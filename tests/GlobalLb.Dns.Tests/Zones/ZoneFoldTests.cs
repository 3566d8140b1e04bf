using GlobalLb.Dns.Names;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Zones;

public sealed class ZoneFoldTests
{
    [Fact]
    public void RFC2181_5_A_record_that_is_written_twice_is_there_once() => Assert.Equal(
        ["A.example.com. 60 IN A 192.0.2.1", "example.com. 60 IN NS ns1.example.com.", "a.example.com. 60 IN A 192.0.2.2"],
        Good("A.example.com. A 192.0.2.1\n@ NS ns1\na A 192.0.2.2\n@ NS NS1.example.COM.\na A 192.0.2.1").Select(record => record.ToString()));

    [Fact]
    public void RFC2181_5_2_Different_TTLs_in_a_set_become_the_lowest_with_a_warning()
    {
        var reading = Read("a 60 A 192.0.2.1\nb 7 A 192.0.2.1\na 50 A 192.0.2.2\na 70 A 192.0.2.3\na 40 AAAA ::1");
        Assert.Equal([50u, 7u, 50u, 50u, 40u], reading.Records.Select(record => record.Ttl));
        Assert.Equal("test.zone:2:6: warning: the A records of a.example.com. have different TTLs; all get the lowest, 50 (RFC 2181 §5.2)", Assert.Single(reading.Warnings).ToString());
    }

    [Fact]
    public void RFC2181_8_A_TTL_above_the_highest_is_0_with_a_warning()
    {
        var reading = Read("a 2147483648 A 192.0.2.1\n$TTL 4294967295\nb A 192.0.2.1\nc 2147483647 A 192.0.2.1");
        Assert.Equal([0u, 0u, 2147483647u], reading.Records.Select(record => record.Ttl));
        Assert.Equal(["test.zone:2:3", "test.zone:3:6"], reading.Warnings.Select(Place));
    }

    [Fact]
    public void Records_outside_the_zone_are_ignored_with_a_warning_also_those_that_leave_the_owner_out()
    {
        var reading = Read("a A 192.0.2.1\nx.example.org. A 192.0.2.2\n  TXT x\n$GENERATE 1-1 $.example.net. A 192.0.2.$\nb A 192.0.2.3");
        Assert.Equal(["a.example.com.", "b.example.com."], reading.Records.Select(record => record.Name.ToString()));
        Assert.Equal(
            ["test.zone:3:1: warning: x.example.org. is outside the zone example.com.; its records are ignored", "test.zone:5:15: warning: 1.example.net. is outside the zone example.com.; its records are ignored"],
            reading.Warnings.Select(warning => warning.ToString()));
    }

    [Theory]
    [InlineData("a CNAME b\na A 192.0.2.1", "3:3: a.example.com. has a CNAME record and a record of type A; an alias is the only record of its name")]
    [InlineData("a A 192.0.2.1\nb TXT x\na CNAME b", "4:3: a.example.com. has a CNAME record and a record of type A")]
    [InlineData("a CNAME b\na CNAME c", "3:3: a.example.com. has more than one CNAME record, the first in line 2")]
    [InlineData("a TYPE39 \\# 3 016200\na TYPE39 \\# 3 016300", "3:3: a.example.com. has more than one ")]
    [InlineData("@ SOA a b 1 2 3 4 5\n@ SOA a b 2 2 3 4 5", "3:3: example.com. has more than one SOA record, the first in line 2")]
    [InlineData("a SOA a b 1 2 3 4 5", "2:3: a SOA record stands at the top of its zone, and a.example.com. is not the top of example.com.")]
    public void What_cannot_stand_together_is_a_problem(string text, string begin) =>
        Assert.StartsWith($"test.zone:{begin}", Assert.Single(Read(text).Problems).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("* A 192.0.2.1\n*.a.* A 192.0.2.1\nx.* NS ns1\n* MX 10 *")]
    [InlineData("sub NS ns.sub\nns.sub A 192.0.2.1\nbelow.sub TXT x\nwww.sub CNAME a")]
    [InlineData("a TYPE39 \\# 3 016200\nx.a A 192.0.2.1\na A 192.0.2.1")]
    [InlineData("a CNAME b\na TYPE46 \\# 1 00\na TYPE47 \\# 1 00")]
    [InlineData("a CNAME b\na CNAME B")]
    public void Wildcards_occluded_names_and_what_may_stand_beside_an_alias_load(string text) => Good(text);

    private static ZoneRecord[] Good(string text)
    {
        var reading = Read(text);
        Assert.Equal([], reading.Problems.Concat(reading.Warnings).Select(problem => problem.ToString()));
        return [.. reading.Records];
    }

    private static MasterFileReading Read(string text) => MasterFile.Parse($"$TTL 60\n{text}", DomainName.Parse("example.com"), "test.zone");

    private static string Place(MasterFileProblem problem) => $"{problem.File}:{problem.Line}:{problem.Column}";
}
