using System.Diagnostics.CodeAnalysis;
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
    public void RFC1035_5_3_The_example_is_read()
    {
        const string Text = """
            @   IN  SOA     VENERA      Action\.domains (
                                             20     ; SERIAL
                                             7200   ; REFRESH
                                             600    ; RETRY
                                             3600000; EXPIRE
                                             60)    ; MINIMUM

                    NS      A.ISI.EDU.
                    NS      VENERA
                    NS      VAXA
                    MX      10      VENERA
                    MX      20      VAXA

            A       A       26.3.0.103

            VENERA  A       10.1.0.52
                    A       128.9.0.32

            VAXA    A       10.2.0.27
                    A       128.9.0.33

            $INCLUDE <SUBSYS>ISI-MAILBOXES.TXT
            """;
        // The file of the example has mailbox records, which nobody uses any more: here it has a mail exchange.
        bool Include(string path, [NotNullWhen(true)] out IncludedFile? file, [NotNullWhen(false)] out string? problem)
        {
            Assert.Equal("<SUBSYS>ISI-MAILBOXES.TXT", path);
            (file, problem) = (new IncludedFile(path, "MOE     MX      0 A.ISI.EDU.\nLARRY   MX      0 A.ISI.EDU.\n"), null);
            return true;
        }

        var reading = MasterFile.Parse(Text, DomainName.Parse("ISI.EDU"), "example", Include);
        Assert.Empty(reading.Problems.Concat(reading.Warnings));
        Assert.Equal(
            [
                "ISI.EDU. 60 IN SOA VENERA.ISI.EDU. Action\\.domains.ISI.EDU. 20 7200 600 3600000 60",
                "ISI.EDU. 60 IN NS A.ISI.EDU.",
                "ISI.EDU. 60 IN NS VENERA.ISI.EDU.",
                "ISI.EDU. 60 IN NS VAXA.ISI.EDU.",
                "ISI.EDU. 60 IN MX 10 VENERA.ISI.EDU.",
                "ISI.EDU. 60 IN MX 20 VAXA.ISI.EDU.",
                "A.ISI.EDU. 60 IN A 26.3.0.103",
                "VENERA.ISI.EDU. 60 IN A 10.1.0.52",
                "VENERA.ISI.EDU. 60 IN A 128.9.0.32",
                "VAXA.ISI.EDU. 60 IN A 10.2.0.27",
                "VAXA.ISI.EDU. 60 IN A 128.9.0.33",
                "MOE.ISI.EDU. 60 IN MX 0 A.ISI.EDU.",
                "LARRY.ISI.EDU. 60 IN MX 0 A.ISI.EDU.",
            ],
            reading.Records.Select(record => record.ToString()));
    }

    [Theory]
    [InlineData("a 60 TXT a\\032b\\\"c", "a.example.com. 60 IN TXT \"a b\\\"c\"")]
    [InlineData("a 60 TXT \"\" x", "a.example.com. 60 IN TXT \"\" \"x\"")]
    [InlineData("a\\.b\\046c\\ d 60 A 192.0.2.1", "a\\.b\\.c\\032d.example.com. 60 IN A 192.0.2.1")]
    [InlineData("@ 60 MX 0 .", "example.com. 60 IN MX 0 .")]
    [InlineData("a (60) (IN) (A 192.0.2.1\n;)\n)", "a.example.com. 60 IN A 192.0.2.1")]
    [InlineData("a 60 MX 10 @\n", "a.example.com. 60 IN MX 10 example.com.")]
    public void RFC1035_5_1_Escapes_quotes_and_parentheses_are_read(string text, string record) => Assert.Equal([record], Records(text));

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
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n \t\n; only a comment")]
    [InlineData("( ; nothing\n)")]
    public void A_text_that_says_nothing_has_no_record_and_no_problem(string text) => Assert.Empty(Records(text));

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name() => Assert.Equal(["a.example.com. 60 IN A 192.0.2.1"], Records("\uFEFFa 60 A 192.0.2.1\r\n"));

    [Fact]
    public void RFC3597_5_The_general_forms_of_class_type_and_data_mean_what_the_others_do() => Assert.Equal(
        ["a.example.com. 60 IN A 10.0.0.1", "a.example.com. 60 IN AAAA 2001:db8::1", "e.example.com. 60 IN TYPE731 \\# 6 ABCDEF012345", "f.example.com. 60 IN TYPE62347 \\# 0"],
        Records("a CLASS1 60 TYPE1 \\# 4 0A000001\na 60 CLASS1 TYPE28 2001:db8::1\ne IN 60 TYPE731 \\# 6 abcdef (\n 012345 )\nf 60 TYPE62347 \\# 0"));

    [Theory]
    [InlineData("60 IN")]
    [InlineData("IN 60")]
    [InlineData("in 1M")]
    [InlineData("0w1m in")]
    public void RFC1035_5_1_Class_and_TTL_stand_in_either_order(string words) =>
        Assert.Equal(["a.example.com. 60 IN A 192.0.2.1"], Records($"a {words} A 192.0.2.1"));

    [Fact]
    public void RFC1035_5_1_An_owner_that_is_left_out_is_the_last_one_also_behind_another_origin()
    {
        var reading = MasterFile.Parse("a 60 A 192.0.2.1\n$ORIGIN b.example.com.\n  60 TXT x\n", Zone, "test.zone");
        Assert.Equal(["a.example.com. 60 IN A 192.0.2.1", "a.example.com. 60 IN TXT \"x\""], reading.Records.Select(record => record.ToString()));
        Assert.StartsWith("test.zone:3:3: warning: the line begins with a blank behind a change of the origin", Assert.Single(reading.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_file_says_how_far_it_is_read_to_who_wants_to_hear_it()
    {
        var text = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a{i} 60 A 192.0.2.1\n"));
        var heard = new Heard();
        Assert.Equal(10_000, MasterFile.Parse(text, Zone, "large.zone", progress: heard).Records.Length);
        Assert.Equal(text.Length >> 16, heard.Positions.Count);
        Assert.All(heard.Positions, (position, i) => Assert.InRange(position, (i + 1) << 16, text.Length));
        Assert.Equal(10_000, Records(text).Length);
    }

    [Fact]
    public void A_very_long_line_is_read()
    {
        var strings = string.Join(' ', Enumerable.Repeat($"\"{new string('x', 255)}\"", 255));
        Assert.Equal(255 * 256, MasterFile.Parse($"a 60 TXT {new string(' ', 1_000_000)}{strings}", Zone, "long").Records.Single().Octets.Length);
    }

    private sealed class Heard : IProgress<int>
    {
        public List<int> Positions { get; } = [];

        public void Report(int value) => Positions.Add(value);
    }
}
