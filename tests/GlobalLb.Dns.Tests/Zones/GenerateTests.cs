using GlobalLb.Dns.Names;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Zones;

public sealed class GenerateTests
{
    [Theory]
    [InlineData("$GENERATE 1-2 $ CNAME $.0", "1.example.com. 60 IN CNAME 1.0.example.com.", "2.example.com. 60 IN CNAME 2.0.example.com.")]
    [InlineData("$GENERATE 1-2 host-$ A 192.0.2.$", "host-1.example.com. 60 IN A 192.0.2.1", "host-2.example.com. 60 IN A 192.0.2.2")]
    [InlineData("$generate 0-10/5 a$ 5 IN A 192.0.2.$", "a0.example.com. 5 IN A 192.0.2.0", "a5.example.com. 5 IN A 192.0.2.5", "a10.example.com. 5 IN A 192.0.2.10")]
    [InlineData("$GENERATE 7-7 a$ IN 1m A 192.0.2.$", "a7.example.com. 60 IN A 192.0.2.7")]
    [InlineData("$GENERATE 9-9 a${-3} A 192.0.2.${1}", "a6.example.com. 60 IN A 192.0.2.10")]
    [InlineData("$GENERATE 9-9 a${0,3} TXT x${0,4,d}", "a009.example.com. 60 IN TXT \"x0009\"")]
    [InlineData("$GENERATE 10-10 ${0,3,o}-${0,3,x}-${0,3,X} TXT x", "012-00a-00A.example.com. 60 IN TXT \"x\"")]
    [InlineData("$GENERATE 26-26 ${0,3,n}.${0,7,N} TXT x", "a.1.A.1.0.0.example.com. 60 IN TXT \"x\"")]
    [InlineData("$GENERATE 1-1 a$$b\\$c$ TXT x", "a\\$b\\$c1.example.com. 60 IN TXT \"x\"")]
    [InlineData("$GENERATE 1-1 a$ MX \"$0 mail-$\" ; comment", "a1.example.com. 60 IN MX 10 mail-1.example.com.")]
    [InlineData("$GENERATE 1-1 a$ MX $0 mail-$", "a1.example.com. 60 IN MX 10 mail-1.example.com.")]
    [InlineData("$GENERATE 1-1 a$ TXT \"\\\"$ and\\\"\" \"more $\"", "a1.example.com. 60 IN TXT \"\\\"1 and\\\"\" \"more 1\"")]
    [InlineData("$GENERATE 2147483647-2147483647 a$ TXT x", "a2147483647.example.com. 60 IN TXT \"x\"")]
    public void A_range_makes_a_record_of_each_number(string text, params string[] records)
    {
        var reading = Read(text);
        Assert.Equal([], reading.Problems.Select(problem => problem.ToString()));
        Assert.Equal(records, reading.Records.Select(record => record.ToString()));
    }

    [Theory]
    [InlineData("$GENERATE 1-2 a$ A", "3:18: $GENERATE takes a range, a name, a type and data")]
    [InlineData("$GENERATE 1 a$ A 192.0.2.$", "3:11: '1' is no range; write one such as 1-254")]
    [InlineData("$GENERATE 1-x a$ A 192.0.2.$", "3:11: '1-x' is no range")]
    [InlineData("$GENERATE 1-2/x a$ A 192.0.2.$", "3:11: '1-2/x' is no range")]
    [InlineData("$GENERATE 0-2147483648 a$ A 192.0.2.$", "3:11: '0-2147483648' is no range")]
    [InlineData("$GENERATE 2-1 a$ A 192.0.2.$", "3:11: the range '2-1' begins after its end")]
    [InlineData("$GENERATE 1-2/0 a$ A 192.0.2.$", "3:11: the range '1-2/0' has a step of 0")]
    [InlineData("$GENERATE 0-2147483647 a$ A 192.0.2.$", "3:11: this makes 2147483648 records")]
    [InlineData("$GENERATE 1-2 a${ A 192.0.2.$", "3:15: '${' is no modifier; write one such as ${0,3,d}")]
    [InlineData("$GENERATE 1-2 a${0,3,q} A 192.0.2.$", "3:15: '${0,3,q}' is no modifier")]
    [InlineData("$GENERATE 1-2 a${0,256} A 192.0.2.$", "3:15: the width of '${0,256}' is more than 255")]
    [InlineData("$GENERATE 1-2 a${-2} A 192.0.2.$", "3:15: '${-2}' makes -1 of 1")]
    [InlineData("$GENERATE 250-300 a$ A 192.0.2.$", "3:24: '192.0.2.256' is not an IPv4 address")]
    [InlineData("$GENERATE 1-2 a..$ A 192.0.2.$", "3:15: the name of the record is no valid name")]
    [InlineData("$GENERATE 1-2 a$ CH A 192.0.2.$", "3:18: the class CH")]
    [InlineData("$GENERATE 1-2 a$ MX \"( 1\"", "3:21: this '(' is never closed")]
    public void What_cannot_be_generated_is_said_once_and_in_a_sentence(string text, string begin) =>
        Assert.StartsWith($"test.zone:{begin}", Assert.Single(Read($"\n{text}").Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_owner_of_the_line_before_is_still_that_of_the_line_behind() =>
        Assert.Equal("b.example.com.", Read("b A 192.0.2.1\n$GENERATE 1-2 a$ A 192.0.2.$\n TXT x").Records[^1].Name.ToString());

    [Fact]
    public void Several_ranges_together_are_bounded_too()
    {
        var problem = Assert.Single(Read("$GENERATE 1-1000000 a$ TXT x\n$GENERATE 1-100000 b$ TXT x").Problems);
        Assert.Equal("test.zone:3:11: this makes 100000 records, and all $GENERATE of a zone together may make 1048576; choose a smaller range", problem.ToString());
    }

    [Fact]
    public void What_a_range_makes_of_a_long_template_is_bounded()
    {
        var problem = Assert.Single(Read($"$GENERATE 1-1000000 a$ TXT {new string('x', 200)} ${{0,255}} ${{0,255}}").Problems);
        Assert.StartsWith("test.zone:2:11: this makes up to 7", problem.ToString(), StringComparison.Ordinal);
    }

    private static MasterFileReading Read(string text) => MasterFile.Parse($"$TTL 60\n{text}", DomainName.Parse("example.com"), "test.zone");
}
