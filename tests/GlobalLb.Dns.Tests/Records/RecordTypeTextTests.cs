using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Tests.Records;

/// <summary>The text forms of types, as their RFCs write them.</summary>
public sealed class RecordTypeTextTests
{
    private static readonly DomainName Origin = DomainName.Parse("example.com");

    private const string Sha1 = "123456789ABCDEF67890123456789ABCDEF67890";
    private const string Sha256 = "D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A";

    [Theory]
    [InlineData("DNAME", "example.net.", "example.net.")]
    [InlineData("HINFO", "PDP-11 \"UNIX V7\"", "\"PDP-11\" \"UNIX V7\"")]
    [InlineData("RP", "ada .", "ada .")]
    [InlineData("AFSDB", "1 afs", "1 afs")]
    [InlineData("KX", "10 kx", "10 kx")]
    [InlineData("SPF", "\"v=spf1 \" -all", "\"v=spf1 \" \"-all\"")]
    [InlineData("NAPTR", "100 50 \"a\" \"z3950+N2L+N2C\" \"\" cidserver", "100 50 \"a\" \"z3950+N2L+N2C\" \"\" cidserver")]
    [InlineData("NAPTR", "100 10 \"\" \"\" \"!^urn:cid:.+@([^\\\\.]+\\\\.)(.*)$!\\\\2!i\" .", "100 10 \"\" \"\" \"!^urn:cid:.+@([^\\\\.]+\\\\.)(.*)$!\\\\2!i\" .")]
    [InlineData("URI", "10 1 \"ftp://ftp1.example.com/public\"", "10 1 \"ftp://ftp1.example.com/public\"")]
    [InlineData("EUI48", "00-00-5E-00-53-2A", "00-00-5e-00-53-2a")]
    [InlineData("EUI64", "00-00-5e-ef-10-00-00-2a", "00-00-5e-ef-10-00-00-2a")]
    [InlineData("CSYNC", "66 3 AAAA NS a TYPE65280", "66 3 A NS AAAA TYPE65280")]
    [InlineData("CSYNC", "66 3", "66 3")]
    [InlineData("CAA", "128 iodef \"mailto:a@example.com\"", "128 iodef \"mailto:a@example.com\"")]
    [InlineData("OPENPGPKEY", "( mQENBF\nVHm5sBCADh )", "mQENBFVHm5sBCADh")]
    [InlineData("CERT", "PKIX 12345 RSASHA256 AAECAw==", "1 12345 8 AAECAw==")]
    [InlineData("CERT", "oid 0 0 AAEC", "254 0 0 AAEC")]
    [InlineData("DNSKEY", "256 3 ECDSAP256SHA256 AQID BAUG", "256 3 13 AQIDBAUG")]
    [InlineData("CDNSKEY", "0 3 0 AA==", "0 3 0 AA==")]
    [InlineData("CDS", "0 0 0 00", "0 0 0 00")]
    [InlineData("CDS", "60485 RSASHA256 SHA-256 " + Sha256, "60485 8 2 " + Sha256)]
    [InlineData("DS", "60485 5 1 ( 12345678 9abcdef67890123456789 abcdef67890 )", "60485 5 1 " + Sha1)]
    [InlineData("DS", "60485 5 200 00", "60485 5 200 00")]
    [InlineData("DLV", "60485 5 1 " + Sha1, "60485 5 1 " + Sha1)]
    [InlineData("SSHFP", "2 1 " + Sha1, "2 1 " + Sha1)]
    [InlineData("TLSA", "3 1 1 " + Sha256, "3 1 1 " + Sha256)]
    [InlineData("SMIMEA", "3 0 0 30 82", "3 0 0 3082")]
    [InlineData("APL", "", "")]
    [InlineData("APL", "1:192.168.32.0/21 !1:192.168.38.0/28 2:FF00:0:0:0:0:0:0:0/8", "1:192.168.32.0/21 !1:192.168.38.0/28 2:ff00::/8")]
    public void The_text_form_of_a_type_is_taken(string type, string text, string formatted) => AssertFormatted(type, text, formatted);

    [Theory]
    [InlineData("42 21 54 N 71 06 18 W -24m 30m", "42 21 54.000 N 71 6 18.000 W -24.00m 30.00m 10000.00m 10.00m")]
    [InlineData("42 21 43.952 N 71 5 6.344 W -24m 1m 200m", "42 21 43.952 N 71 5 6.344 W -24.00m 1.00m 200.00m 10.00m")]
    [InlineData("52 14 05 N 00 08 50 E 10m", "52 14 5.000 N 0 8 50.000 E 10.00m 1.00m 10000.00m 10.00m")]
    [InlineData("32 7 19 s 116 2 25 e 10", "32 7 19.000 S 116 2 25.000 E 10.00m 1.00m 10000.00m 10.00m")]
    [InlineData("90 N 180 W -100000 0 90000000 0.01m", "90 0 0.000 N 180 0 0.000 W -100000.00m 0.00m 90000000.00m 0.01m")]
    public void RFC1876_3_A_place_is_taken_with_what_is_left_out(string text, string formatted) => AssertFormatted("LOC", text, formatted);

    [Theory]
    [InlineData("DS", "60485 5 1 00", "the digest has 1 octets, and digest type 1 has 20: write 40")]
    [InlineData("DS", "60485 5 2 " + Sha1, "digest type 2 has 32")]
    [InlineData("DS", "60485 5 4 " + Sha256, "digest type 4 has 48")]
    [InlineData("DS", "60485 5 1 0g", "'0g', which is not in hexadecimal")]
    [InlineData("DS", "60485 5 9 012", "3 hexadecimal digits")]
    [InlineData("DS", "60485 5 9", "the digest is missing")]
    [InlineData("DS", "60485 SHA 9 00", "the algorithm 'SHA' is not a whole number from 0 to 255 or one of")]
    [InlineData("SSHFP", "1 1 " + Sha256, "fingerprint type 1 has 20")]
    [InlineData("SSHFP", "1 2 " + Sha1, "fingerprint type 2 has 32")]
    [InlineData("TLSA", "3 1 1 " + Sha1, "matching type 1 has 32")]
    [InlineData("TLSA", "3 1 2 " + Sha256, "matching type 2 has 64")]
    [InlineData("DNSKEY", "256 3 8 A", "not whole in Base64")]
    [InlineData("DNSKEY", "256 3 8 A-B_", "which is not in Base64")]
    [InlineData("DNSKEY", "256 3 8", "the key is missing")]
    [InlineData("EUI48", "00-00-5e-00-53", "6 octets")]
    [InlineData("EUI48", "00:00:5e:00:53:2a", "6 octets")]
    [InlineData("EUI64", "00-00-5e-00-53-2a", "8 octets")]
    [InlineData("NAPTR", "1 1 u s \"!a!b\" .", "needs its delimiter three times")]
    [InlineData("NAPTR", "1 1 u s \"!a!b!x\" .", "other than the flag i")]
    [InlineData("NAPTR", "1 1 u s \"1a1b1\" .", "cannot have a digit")]
    [InlineData("NAPTR", "1 1 u s \"iaibi\" .", "the letter i for its delimiter")]
    [InlineData("NAPTR", "1 1 u s \"\\\\a\\\\b\\\\\" .", "a backslash")]
    [InlineData("CAA", "0", "the tag is missing")]
    [InlineData("CAA", "0 \"\" x", "the tag '' must be 1 to 255 letters and digits")]
    [InlineData("CAA", "0 is-sue x", "the tag 'is-sue' must be 1 to 255 letters and digits")]
    [InlineData("CAA", "0 issue", "the value is missing")]
    [InlineData("URI", "1 1", "the target is missing")]
    [InlineData("LOC", "1 N 1 E \"\"", "the altitude '' is not a number of metres")]
    [InlineData("HINFO", "a", "the operating system is missing")]
    [InlineData("URI", "1 1 \"\"", "must not be empty")]
    [InlineData("CSYNC", "1 3 XYZ", "'XYZ' is no type of record")]
    [InlineData("APL", "3:1/1", "'3:1/1' is not a prefix")]
    [InlineData("APL", "1:192.0.2.0/33", "is not a prefix")]
    [InlineData("APL", "1:192.0.2.0", "is not a prefix")]
    [InlineData("APL", "2:192.0.2.0/8", "is not a prefix")]
    [InlineData("LOC", "91 N 1 E 0", "degrees from 0 to 90")]
    [InlineData("LOC", "90 0 0.001 N 1 E 0", "more than 90 degrees")]
    [InlineData("LOC", "1 60 N 1 E 0", "'60' where N or S")]
    [InlineData("LOC", "1 1 1.0001 N 1 E 0", "'1.0001' where N or S")]
    [InlineData("LOC", "1 1 1 1 N", "'1' where N or S belongs")]
    [InlineData("LOC", "1 N 1 N 0", "'N' where E or W")]
    [InlineData("LOC", "1 N 1 E", "altitude is missing")]
    [InlineData("LOC", "1 N 1 E 42849672.96", "altitude '42849672.96'")]
    [InlineData("LOC", "1 N 1 E 0 -1m", "size '-1m'")]
    [InlineData("LOC", "1 N 1 E 0 1 90000000.01", "horizontal precision")]
    [InlineData("LOC", "1 N 1 E 0 1 1 1 1", "one word too many")]
    public void What_is_wrong_is_said_with_the_field_and_an_example(string type, string text, string reason)
    {
        Assert.True(RecordTypes.TryParse(type, out var number));
        Assert.False(RecordText.TryParse(number, text, Origin, out _, out var problem));
        Assert.Contains($"a record of type {type} is written like: {RecordText.FindExample(number)}", problem, StringComparison.Ordinal);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RecordType.SSHFP, "01020A")]
    [InlineData(RecordType.LOC, "01121613800000008000000000989680")]
    [InlineData(RecordType.LOC, "00051613800000008000000000989680")]
    [InlineData(RecordType.LOC, "00121613FFFFFFFF8000000000989680")]
    [InlineData(RecordType.APL, "0001180400000000")]
    [InlineData(RecordType.APL, "000318020102")]
    [InlineData(RecordType.CSYNC, "0000000100030000")]
    [InlineData(RecordType.CSYNC, "000000010003000180")]
    [InlineData(RecordType.CSYNC, "0000000100030001200001")]
    [InlineData(RecordType.SVCB, "00010000030002003500010003026832")]
    [InlineData(RecordType.SVCB, "0001000003000100")]
    [InlineData(RecordType.SVCB, "00010000040000")]
    [InlineData(RecordType.SVCB, "00010000060000")]
    [InlineData(RecordType.SVCB, "000100FFFF0000")]
    [InlineData(RecordType.SVCB, "00010000000000")]
    [InlineData(RecordType.SVCB, "000100000000030001FF00010003026832")]
    [InlineData(RecordType.SVCB, "000100000000040001000100010003026832")]
    [InlineData(RecordType.SVCB, "000100000000040003000100010003026832000300020035")]
    [InlineData(RecordType.SVCB, "00010000000002FFFF")]
    [InlineData(RecordType.DS, "000105")]
    [InlineData(RecordType.TLSA, "0301")]
    [InlineData(RecordType.SSHFP, "01")]
    [InlineData(RecordType.DS, "00010509")]
    [InlineData(RecordType.URI, "00010001")]
    [InlineData(RecordType.CAA, "000078")]
    [InlineData(RecordType.CAA, "00036973")]
    [InlineData(RecordType.CAA, "00032D2D2D78")]
    [InlineData(RecordType.HINFO, "0161")]
    [InlineData(RecordType.HINFO, "01610261")]
    [InlineData(RecordType.NAPTR, "0001000100000161" + "00")]
    public void Octets_that_their_type_does_not_allow_are_written_and_refused_in_the_general_form(RecordType type, string octets)
    {
        var text = RecordText.Format(type, Convert.FromHexString(octets), Origin);
        Assert.Equal($"\\# {octets.Length / 2} {octets}", text);
        Assert.False(RecordText.TryParse(type, text, Origin, out _, out var problem));
        Assert.Contains("no valid data", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_longer_than_its_place_is_refused_with_its_length()
    {
        foreach (var (type, text, reason) in new[]
        {
            (RecordType.HINFO, new string('a', 256) + " b", "the processor has 256 octets and may have 255"),
            (RecordType.CAA, $"0 {new string('a', 256)} b", "must be 1 to 255 letters and digits"),
            (RecordType.HTTPS, $"1 . key667={new string('a', 65_536)}", "the parameter key667 has 65536 octets and may have 65535"),
            (RecordType.URI, $"1 1 {new string('a', 65_532)}", "the record has 65536 octets and may have 65535"),
        })
        {
            Assert.False(RecordText.TryParse(type, text, Origin, out _, out var problem));
            Assert.Contains(reason, problem, StringComparison.Ordinal);
        }

        Assert.Equal(65_535, Some.Data(RecordType.URI, $"1 1 {new string('a', 65_531)}").Length);
        Assert.Throws<ArgumentException>(() => RecordWire.Write(RecordType.TXT, 60, new byte[65_536]));
    }

    [Fact]
    public void RFC3597_5_A_known_type_may_be_written_in_the_general_form() =>
        AssertFormatted("HTTPS", "\\# 3 000100", "1 .");

    [Fact]
    public void RFC4034_6_2_Names_of_older_types_are_lower_case_in_canonical_form()
    {
        foreach (var (type, text) in new[]
        {
            (RecordType.NS, "A.B."), (RecordType.MX, "1 A.B."), (RecordType.SOA, "A. B. 1 2 3 4 5"), (RecordType.RP, "A. B."),
            (RecordType.SRV, "1 2 3 A."), (RecordType.NAPTR, "1 2 \"u\" \"x\" \"\" A."), (RecordType.DNAME, "A."), (RecordType.KX, "1 A."),
        })
        {
            Assert.Equal(Some.Data(type, text.Replace('A', 'a').Replace('B', 'b')), RecordWire.Canonicalise(type, Some.Data(type, text)).ToArray());
        }

        foreach (var (type, text) in new[] { (RecordType.SVCB, "1 A. alpn=H2"), (RecordType.TXT, "A"), (RecordType.HINFO, "A B"), (RecordType.NS, "\\# 1 00") })
            Assert.Equal(Some.Data(type, text), RecordWire.Canonicalise(type, Some.Data(type, text)).ToArray());
        Assert.Equal([1, (byte)'A'], RecordWire.Canonicalise(RecordType.NS, new byte[] { 1, (byte)'A' }).ToArray());
    }

    private static void AssertFormatted(string type, string text, string formatted)
    {
        Assert.True(RecordTypes.TryParse(type, out var number));
        Assert.True(RecordText.TryParse(number, text, Origin, out var data, out var problem), problem);
        Assert.Equal(formatted, RecordText.Format(number, data, Origin));
    }
}
