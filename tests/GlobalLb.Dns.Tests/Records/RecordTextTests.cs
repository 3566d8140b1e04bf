using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Tests.Records;

public sealed class RecordTextTests
{
    private static readonly DomainName Origin = DomainName.Parse("example.com");

    [Fact]
    public void Format_then_parse_gives_the_same_octets_for_every_type() =>
        Prop.ForAll(Some.Records, record =>
            RecordText.TryParse(record.Type, RecordText.Format(record.Type, record.Octets, DomainName.Root), DomainName.Root, out var again, out _)
            && again.AsSpan().SequenceEqual(record.Octets)).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_then_format_then_parse_is_stable_below_an_origin() =>
        Prop.ForAll(Some.Records, record =>
        {
            var text = RecordText.Format(record.Type, record.Octets, Origin);
            return RecordText.TryParse(record.Type, text, Origin, out var again, out _)
                && RecordText.Format(record.Type, again, Origin) == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Octets_that_are_no_valid_data_are_formatted_in_the_general_form_and_never_throw() =>
        Prop.ForAll(Some.Records, Some.Bytes(0, 40).ToArbitrary(), (record, octets) =>
            RecordText.Format(record.Type, octets, Origin).Length > 0 || IsEmptyList(record.Type, octets)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("A", "192.0.2.1", "192.0.2.1")]
    [InlineData("AAAA", "2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("NS", "ns1", "ns1")]
    [InlineData("NS", "ns1.example.org.", "ns1.example.org.")]
    [InlineData("CNAME", "@", "@")]
    [InlineData("MX", "10 mail", "10 mail")]
    [InlineData("MX", "0 .", "0 .")]
    [InlineData("TXT", "\"a b\" c", "\"a b\" \"c\"")]
    [InlineData("TXT", "\"quote \\\" and \\\\ and \\200\"", "\"quote \\\" and \\\\ and \\200\"")]
    [InlineData("TXT", "ü", "\"\\195\\188\"")]
    [InlineData("SRV", "10 60 443 www", "10 60 443 www")]
    [InlineData("CAA", "0 issue \"ca.example.net; a=b\"", "0 issue \"ca.example.net; a=b\"")]
    [InlineData("SOA", "ns1 hostmaster ( 2024010101 2h 15m\n 2w 5m )", "ns1 hostmaster 2024010101 7200 900 1209600 300")]
    [InlineData("TYPE65280", "\\# 3 AB cd 01", "\\# 3 ABCD01")]
    [InlineData("TYPE65280", "\\# 0", "\\# 0")]
    [InlineData("APL", "", "")]
    [InlineData("TYPE1", "\\# 4 C0000201", "192.0.2.1")]
    public void A_valid_text_is_taken(string type, string text, string formatted)
    {
        Assert.True(RecordTypes.TryParse(type, out var number));
        Assert.True(RecordText.TryParse(number, text, Origin, out var data, out var problem), problem);
        Assert.Equal(formatted, RecordText.Format(number, data, Origin));
    }

    [Theory]
    [InlineData("A", "192.0.2", "not an IPv4 address")]
    [InlineData("A", "192.0.2.01", "not an IPv4 address")]
    [InlineData("A", "0x7f.0.0.1", "not an IPv4 address")]
    [InlineData("A", "::1", "not an IPv4 address")]
    [InlineData("A", "", "is missing")]
    [InlineData("A", "192.0.2.1 192.0.2.2", "one word too many")]
    [InlineData("AAAA", "fe80::1%lo", "not an IPv6 address")]
    [InlineData("AAAA", "192.0.2.1", "not an IPv6 address")]
    [InlineData("MX", "mail", "whole number from 0 to 65535")]
    [InlineData("MX", "65536 mail", "whole number from 0 to 65535")]
    [InlineData("MX", "10", "mail exchange is missing")]
    [InlineData("SRV", "1 2 x a", "port 'x'")]
    [InlineData("SOA", "a b 1 2 3 4 5y", "minimum '5y'")]
    [InlineData("CAA", "0 is-sue x", "letters and digits")]
    [InlineData("TXT", "v=DMARC1; p=none", "begins a comment")]
    [InlineData("TXT", "\"open", "not closed")]
    [InlineData("TXT", "(open", "never closed")]
    [InlineData("TXT", "open)", "no '('")]
    [InlineData("TXT", "a\nb", "more than one line")]
    [InlineData("TXT", "\\300", "escape")]
    [InlineData("NS", "a..b", "empty label")]
    [InlineData("TYPE65280", "abc", "\\# 4")]
    [InlineData("TYPE65280", "\\# 2 AB", "2 octets but 1")]
    [InlineData("TYPE65280", "\\# 1 A", "hexadecimal")]
    [InlineData("TYPE65280", "\\# x AB", "length 'x'")]
    [InlineData("TYPE65280", "\\#", "length is missing")]
    [InlineData("A", "\\# 3 C00002", "no valid data")]
    [InlineData("NS", "\\# 2 C000", "no valid data")]
    [InlineData("ANY", "x", "questions only")]
    [InlineData("OPT", "\\# 0", "questions only")]
    public void An_invalid_text_is_refused_with_what_would_be_right(string type, string text, string reason)
    {
        Assert.True(RecordTypes.TryParse(type, out var number));
        Assert.False(RecordText.TryParse(number, text, Origin, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RecordType.A, "192.0.2.1", 40)]
    [InlineData(RecordType.AAAA, "2001:db8::1", 160)]
    [InlineData(RecordType.CNAME, "www", 160)]
    public void Data_of_one_word_is_parsed_with_next_to_no_garbage(RecordType type, string text, long most)
    {
        const int Rounds = 1_000;
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Rounds; i++) Assert.True(RecordText.TryParse(type, text, Origin, out _, out _));
            var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
            if (round > 0) Assert.InRange(each, 1, most);
        }
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.False(RecordText.TryParse(RecordType.TXT, "a" + (char)0xD800, Origin, out _, out var problem));
        Assert.Contains("half a character at position 2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void RFC1035_3_3_14_A_string_has_at_most_255_octets_and_several_make_more()
    {
        Assert.True(RecordText.TryParse(RecordType.TXT, new string('a', 255), Origin, out _, out _));
        Assert.False(RecordText.TryParse(RecordType.TXT, new string('a', 256), Origin, out _, out var problem));
        Assert.Contains("256 octets", problem, StringComparison.Ordinal);
        Assert.Contains("several quoted strings", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void RFC1035_3_2_1_A_record_has_at_most_65535_octets()
    {
        string Text(int strings) => string.Join(' ', Enumerable.Repeat(new string('a', 254), strings));
        Assert.True(RecordText.TryParse(RecordType.TXT, Text(257), Origin, out var data, out _));
        Assert.Equal(65535, data.Length);
        Assert.False(RecordText.TryParse(RecordType.TXT, Text(258), Origin, out _, out var problem));
        Assert.Contains("65535", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void RFC2782_NS_MX_SRV_SVCB_and_HTTPS_have_a_target_and_others_have_none()
    {
        foreach (var (type, text) in new[]
        {
            (RecordType.NS, "t."), (RecordType.MX, "1 t."), (RecordType.SRV, "1 2 3 t."),
            (RecordType.SVCB, "1 t. port=53"), (RecordType.HTTPS, "0 t."),
        })
        {
            Assert.Equal(Some.Name("t.").Wire, RecordWire.Target(type, Some.Data(type, text)));
            Assert.Equal(Some.Name("t.").Wire, Some.Data(type, text).AsSpan(RecordWire.TargetOffset(type), 3));
        }

        foreach (var type in (RecordType[])[RecordType.CNAME, RecordType.NAPTR, (RecordType)65280])
        {
            Assert.Equal(-1, RecordWire.TargetOffset(type));
            Assert.True(RecordWire.Target(type, [0]).IsEmpty);
        }
    }

    [Fact]
    public void A_record_in_wire_form_is_type_class_ttl_length_and_octets() =>
        Assert.Equal([0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 192, 0, 2, 1], RecordWire.Write(RecordType.A, 300, [192, 0, 2, 1]));

    // A list of prefixes may have none (RFC 3123 §4), and then has no text (§5).
    private static bool IsEmptyList(RecordType type, byte[] octets) => type == RecordType.APL && octets.Length == 0;
}
