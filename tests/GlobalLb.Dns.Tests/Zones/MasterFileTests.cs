using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Zones;

public sealed class MasterFileTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.com");

    private static bool Included(string path, [NotNullWhen(true)] out IncludedFile? file, [NotNullWhen(false)] out string? problem)
    {
        (file, problem) = (new IncludedFile(path, "$ORIGIN b\nb 5 A 192.0.2.1\n$INCLUDE c\n"), null);
        return true;
    }

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
    [InlineData("a. 60 A 192.0.2.1\n.example.com 60 A 192.0.2.1", null)]
    [InlineData("a (60) (IN) (A 192.0.2.1\n;)\n)", "a.example.com. 60 IN A 192.0.2.1")]
    [InlineData("a 60 MX 10 @\n", "a.example.com. 60 IN MX 10 example.com.")]
    public void RFC1035_5_1_Escapes_quotes_and_parentheses_are_read(string text, string? record)
    {
        if (record is null) Assert.NotEmpty(Problems(text));
        else Assert.Equal([record], Records(text));
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
    [InlineData("x.org. 60 SOA a b 1 2 3 4 5", "test.zone:1:11: this SOA record is for x.org., not for example.com.; load the file as the zone x.org")]
    [InlineData("a 60 CLASS3 A 192.0.2.1", "test.zone:1:6: the class CLASS3")]
    [InlineData(" $TTL 5\n", "test.zone:1:2: the line begins with a blank, but")]
    [InlineData("a $TTL 5", "test.zone:1:3: '$TTL' stands behind a blank or a name")]
    [InlineData("a 4294967296 A 192.0.2.1", "test.zone:1:3: '4294967296' is no TTL")]
    [InlineData("a 60 TXT \"one\ntwo\"", "test.zone:1:10: this quoted text is not closed on its line")]
    [InlineData("a 60 A 192.0.2.1\nb\0 60 A 192.0.2.1", "test.zone:2:2: the file holds the octet NUL")]
    [InlineData("a 60 TXT \"open", "test.zone:1:10: this quoted text is not closed")]
    [InlineData("a 60 TXT ( open\n\n", "test.zone:1:10: this '(' is never closed")]
    [InlineData("a 60 TXT x )", "test.zone:1:12: this ')' has no '('")]
    [InlineData("$TTL", "test.zone:1:1: $TTL takes one period")]
    [InlineData("$ORIGIN a b", "test.zone:1:11: $ORIGIN takes one name")]
    [InlineData("$ORIGIN a..b", "test.zone:1:9: the origin is no valid name")]
    [InlineData("$INCLUDE other.zone", "test.zone:1:10: $INCLUDE is not possible here")]
    [InlineData("$THING", "test.zone:1:1: '$THING' is no directive")]
    [InlineData("a 60 ANY x", "test.zone:1:6: ANY exists in questions only")]
    public void A_problem_says_where_it_is_and_what_would_be_right(string text, string begin) =>
        Assert.StartsWith(begin, Problems(text)[0], StringComparison.Ordinal);

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
    public void What_an_open_parenthesis_swallowed_is_still_searched_for_problems() =>
        Assert.Equal(["test.zone:1:10", "test.zone:2:8"], Problems("a 60 TXT ( x\nb 60 A 1.2.3\nc 60 A 192.0.2.1\n").Select(problem => string.Join(':', problem.Split(':')[..3])));

    [Fact]
    public void Problems_are_bounded_in_number_and_in_length_and_say_how_many_more_there_are()
    {
        var problems = Problems(string.Concat(Enumerable.Repeat($"a 60 A {new string('9', 5_000)}\u001b[2J\n", 1_234)));
        Assert.Equal(1_001, problems.Length);
        Assert.Equal("test.zone:1001:8: 234 more problems from here on; correct those above first", problems[^1]);
        Assert.All(problems, problem => Assert.True(problem.Length < 400 && !problem.Any(char.IsControl), problem));
    }

    [Fact]
    public void Warnings_are_bounded_in_number_too_and_the_records_are_taken()
    {
        var reading = MasterFile.Parse("a 60 A 192.0.2.1\n" + string.Concat(Enumerable.Repeat("a.example.net. 60 A 192.0.2.1\n", 1_234)), Zone, "test.zone");
        Assert.Equal(1_001, reading.Warnings.Length);
        Assert.Equal("test.zone:1002:1: warning: 234 more warnings from here on", reading.Warnings[^1].ToString());
        Assert.Single(reading.Records);
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

    [Fact]
    public void All_problems_are_found_and_nothing_is_taken_from_a_file_with_one()
    {
        var problems = Problems("$TTL 60\nok A 192.0.2.1\nbad A 1\n A 2\nworse\nlast A 192.0.2.2\n");
        Assert.Equal([3, 4, 5], problems.Select(problem => int.Parse(problem.Split(':')[1])));
    }

    [Fact]
    public void Random_texts_never_throw()
    {
        string[] pieces = ["a", "@", "$TTL", "$ORIGIN", " ", "\t", "\n", "\r\n", "(", ")", "\"", "\\", "\\1", ";", "$INCLUDE", "$GENERATE", "1-3", "$", "${1,2,n}", "CNAME", "IN", "60", "A", "TXT", "SOA", "\\#", "192.0.2.1", "é", "."];
        var chance = new Random(11);
        for (var round = 0; round < 50_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(20)).Select(_ => pieces[chance.Next(pieces.Length)]));
            var reading = MasterFile.Parse(text, Zone, "random", Included);
            Assert.True(reading.IsValid || reading.Records.IsEmpty);
        }
    }

    private sealed class Heard : IProgress<int>
    {
        public List<int> Positions { get; } = [];

        public void Report(int value) => Positions.Add(value);
    }
}
