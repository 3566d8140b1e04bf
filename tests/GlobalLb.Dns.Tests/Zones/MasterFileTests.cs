using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Zones;

public sealed class MasterFileTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.com");

    private static string[] Records(string text)
    {
        var reading = MasterFile.Parse(text, Zone, "test.zone");
        Assert.Equal([], reading.Problems.Select(problem => problem.ToString()));
        return [.. reading.Records.Select(record => record.ToString())];
    }

    private static string[] Problems(string text)
    {
        var reading = MasterFile.Parse(text, Zone, "test.zone");
        Assert.Empty(reading.Records);
        return [.. reading.Problems.Select(problem => problem.ToString())];
    }

    [Fact]
    public void RFC1035_5_A_zone_as_people_write_it_is_read()
    {
        const string Text = """
            ; a comment
            $TTL 1h
            @       IN  SOA ns1 hostmaster (
                        2024010101 ; serial
                        2h         ; refresh
                        15m 2w
                        5m )
                    NS  ns1
                    IN NS ns2.example.net.
            ns1     300 IN A 192.0.2.1
            www     IN 5m A 192.0.2.2
                    AAAA 2001:db8::1
            $ORIGIN sub.example.com.
            a       TXT "semi;colon (and) \"quotes\"" two
            @       MX 10 mail.@
            \044odd CNAME a
            *       TYPE65280 \# 2 ABCD
            """;
        Assert.Equal(
            [
                "example.com. 3600 IN SOA ns1.example.com. hostmaster.example.com. 2024010101 7200 900 1209600 300",
                "example.com. 3600 IN NS ns1.example.com.",
                "example.com. 3600 IN NS ns2.example.net.",
                "ns1.example.com. 300 IN A 192.0.2.1",
                "www.example.com. 300 IN A 192.0.2.2",
                "www.example.com. 3600 IN AAAA 2001:db8::1",
                "a.sub.example.com. 3600 IN TXT \"semi;colon (and) \\\"quotes\\\"\" \"two\"",
                "sub.example.com. 3600 IN MX 10 mail.\\@.sub.example.com.",
                "\\,odd.sub.example.com. 3600 IN CNAME a.sub.example.com.".Replace("\\,", ",", StringComparison.Ordinal),
                "*.sub.example.com. 3600 IN TYPE65280 \\# 2 ABCD",
            ],
            Records(Text));
    }

    [Fact]
    public void RFC1035_5_1_A_left_out_TTL_is_the_last_one_stated() => Assert.Equal(
        ["a.example.com. 60 IN A 192.0.2.1", "b.example.com. 60 IN A 192.0.2.2"], Records("a 60 A 192.0.2.1\nb A 192.0.2.2"));

    [Fact]
    public void RFC2308_4_A_left_out_TTL_is_that_of_the_TTL_directive() => Assert.Equal(
        ["a.example.com. 60 IN A 192.0.2.1", "b.example.com. 5 IN A 192.0.2.2"], Records("$TTL 5\na 60 A 192.0.2.1\nb A 192.0.2.2"));

    [Fact]
    public void RFC1035_3_3_13_Without_any_TTL_the_minimum_of_the_SOA_counts() => Assert.Equal(
        ["example.com. 9 IN SOA a.example.com. b.example.com. 1 2 3 4 9", "x.example.com. 9 IN A 192.0.2.1"],
        Records("@ SOA a b 1 2 3 4 9\r\nx A 192.0.2.1\r\n"));

    [Theory]
    [InlineData("a A 192.0.2.1", "test.zone:1:3: the record has no TTL")]
    [InlineData("  60 A 192.0.2.1", "test.zone:1:3: the line begins with a blank")]
    [InlineData("a 60 A 192.0.2", "test.zone:1:8: '192.0.2' is not an IPv4 address")]
    [InlineData("a 60 MX 10", "test.zone:1:9: the mail exchange is missing")]
    [InlineData("a 60 XYZ 1 2 3", "test.zone:1:6: 'XYZ' is no type of record known here")]
    [InlineData("a 60 CH TXT x", "test.zone:1:6: the class CH")]
    [InlineData("a 60 IN", "test.zone:1:6: the type and the data")]
    [InlineData("a 5y A 192.0.2.1", "test.zone:1:3: '5y' is no TTL")]
    [InlineData("a..b 60 A 192.0.2.1", "test.zone:1:1: the name of the record is no valid name")]
    [InlineData("a.example.org. 60 A 192.0.2.1", "test.zone:1:1: a.example.org. is outside the zone example.com.")]
    [InlineData("a 60 TXT \"open", "test.zone:1:10: this quoted text is not closed")]
    [InlineData("a 60 TXT ( open\n\n", "test.zone:1:10: this '(' is never closed")]
    [InlineData("a 60 TXT x )", "test.zone:1:12: this ')' has no '('")]
    [InlineData("$TTL", "test.zone:1:1: $TTL takes one period")]
    [InlineData("$ORIGIN a b", "test.zone:1:11: $ORIGIN takes one name")]
    [InlineData("$ORIGIN a..b", "test.zone:1:9: the origin is no valid name")]
    [InlineData("$INCLUDE other.zone", "test.zone:1:1: $INCLUDE is not supported")]
    [InlineData("$GENERATE 1-9 a$ A 192.0.2.$", "test.zone:1:1: $GENERATE is not supported")]
    [InlineData("$THING", "test.zone:1:1: '$THING' is no directive")]
    [InlineData("a 60 ANY x", "test.zone:1:6: ANY exists in questions only")]
    public void A_problem_says_where_it_is_and_what_would_be_right(string text, string begin) =>
        Assert.StartsWith(begin, Assert.Single(Problems(text)), StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_found_and_nothing_is_taken_from_a_file_with_one()
    {
        var problems = Problems("$TTL 60\nok A 192.0.2.1\nbad A 1\n A 2\nworse\nlast A 192.0.2.2\n");
        Assert.Equal([3, 4, 5], problems.Select(problem => int.Parse(problem.Split(':')[1])));
    }

    [Fact]
    public void Format_then_parse_gives_the_same_records() =>
        Prop.ForAll(Some.Names, Some.Records, (name, record) =>
        {
            var written = new ZoneRecord(name, 300, record.Type, record.Octets);
            var reading = MasterFile.Parse(MasterFile.Format([written], Zone), DomainName.Root, "again");
            return reading.IsValid && reading.Records.Single() is var read && read.ToString() == written.ToString() && read.Name.Equals(name);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_texts_never_throw()
    {
        string[] pieces = ["a", "@", "$TTL", "$ORIGIN", " ", "\t", "\n", "\r\n", "(", ")", "\"", "\\", "\\1", ";", "IN", "60", "A", "TXT", "SOA", "\\#", "192.0.2.1", "é", "."];
        var chance = new Random(11);
        for (var round = 0; round < 50_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(20)).Select(_ => pieces[chance.Next(pieces.Length)]));
            var reading = MasterFile.Parse(text, Zone, "random");
            Assert.True(reading.IsValid || reading.Records.IsEmpty);
        }
    }
}
