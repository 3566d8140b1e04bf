using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Tests.Records;

public sealed class SvcbTextTests
{
    private static readonly DomainName Origin = DomainName.Parse("example.com");

    [Theory]
    [InlineData("0 foo.example.com.", "0000" + "03666f6f076578616d706c6503636f6d00")]
    [InlineData("1 .", "000100")]
    [InlineData("16 foo.example.com. port=53", "0010" + "03666f6f076578616d706c6503636f6d00" + "0003" + "0002" + "0035")]
    [InlineData("1 foo.example.com. key667=hello", "0001" + "03666f6f076578616d706c6503636f6d00" + "029b" + "0005" + "68656c6c6f")]
    [InlineData("1 foo.example.com. key667=\"hello\\210qoo\"", "0001" + "03666f6f076578616d706c6503636f6d00" + "029b" + "0009" + "68656c6c6fd2716f6f")]
    [InlineData("1 foo.example.com. ( ipv6hint=\"2001:db8::1,2001:db8::53:1\" )", "0001" + "03666f6f076578616d706c6503636f6d00" + "0006" + "0020" + "20010db8000000000000000000000001" + "20010db8000000000000000000530001")]
    [InlineData("1 example.com. ( ipv6hint=\"2001:db8:122:344::192.0.2.33\" )", "0001" + "076578616d706c6503636f6d00" + "0006" + "0010" + "20010db8012203440000" + "0000c0000221")]
    [InlineData("16 foo.example.org. ( alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1 )", "0010" + "03666f6f076578616d706c65036f726700" + "0000" + "0004" + "00010004" + "0001" + "0009" + "02683205" + "68332d3139" + "0004" + "0004" + "c0000201")]
    [InlineData("16 foo.example.org. alpn=\"f\\\\\\\\oo\\\\,bar,h2\"", "0010" + "03666f6f076578616d706c65036f726700" + "0001" + "000c" + "08665c6f6f2c626172" + "026832")]
    [InlineData("16 foo.example.org. alpn=f\\\\\\092oo\\092,bar,h2", "0010" + "03666f6f076578616d706c65036f726700" + "0001" + "000c" + "08665c6f6f2c626172" + "026832")]
    [InlineData("1 . ech=AAEC no-default-alpn alpn=h2 dohpath=/q{?dns}", "000100" + "0001" + "0003" + "026832" + "0002" + "0000" + "0005" + "0003" + "000102" + "0007" + "0008" + "2f717b3f646e737d")]
    public void RFC9460_D_The_test_vectors_are_read_and_come_back(string text, string octets)
    {
        foreach (var type in (RecordType[])[RecordType.SVCB, RecordType.HTTPS])
        {
            Assert.True(RecordText.TryParse(type, text, Origin, out var data, out var problem), problem);
            Assert.Equal(octets, Convert.ToHexStringLower(data));
            Assert.Equal(data, Some.Data(type, RecordText.Format(type, data, DomainName.Root)));
        }
    }

    [Theory]
    [InlineData("1 foo ( key123=abc key123=def )", "key123 is written twice")]
    [InlineData("1 foo port=1 key3=\\000\\002", "key3 is written twice")]
    [InlineData("1 foo mandatory", "mandatory has a value that is not a list of other keys")]
    [InlineData("1 foo alpn", "alpn has a value that is not a list of protocols")]
    [InlineData("1 foo alpn=\"h2,\"", "alpn has a value that is not a list of protocols")]
    [InlineData("1 foo alpn=h\\\\2", "alpn has a value that is not a list of protocols")]
    [InlineData("1 foo port", "port has a value that is not a port from 0 to 65535")]
    [InlineData("1 foo port=65536", "port has a value that is not a port from 0 to 65535")]
    [InlineData("1 foo key3=80", null)]
    [InlineData("1 foo key3=080", "key3 has a value that is not a port")]
    [InlineData("1 foo ipv4hint", "such as 192.0.2.1,192.0.2.2")]
    [InlineData("1 foo ipv4hint=192.0.2.01", "such as 192.0.2.1,192.0.2.2")]
    [InlineData("1 foo ipv6hint", "such as 2001:db8::1")]
    [InlineData("1 foo ech", "in Base64")]
    [InlineData("1 foo ech=A", "in Base64")]
    [InlineData("1 foo dohpath=q", "the variable dns")]
    [InlineData("1 foo alpn=h2 no-default-alpn=abc", "no-default-alpn has a value that is not empty")]
    [InlineData("1 foo no-default-alpn", "needs the parameter alpn")]
    [InlineData("1 foo mandatory=key123", "mandatory names key123, which is not there")]
    [InlineData("1 foo mandatory=mandatory", "a list of other keys")]
    [InlineData("1 foo mandatory=key123,key123 key123=abc", "each once")]
    [InlineData("1 foo key65535=abc", "'key65535' is no parameter")]
    [InlineData("1 foo key012=abc", "'key012' is no parameter")]
    [InlineData("1 foo Port=1", "'Port' is no parameter")]
    [InlineData("1 foo port= \"80\"", "port has a value")]
    [InlineData("1 foo ( port=\n\"80\" )", "port has a value")]
    [InlineData("1 foo \"port=\"\"80\"", "port has a value")]
    [InlineData("0 foo port=80", null)]
    public void RFC9460_D_3_What_is_malformed_is_refused(string text, string? reason)
    {
        Assert.Equal(reason is null, RecordText.TryParse(RecordType.HTTPS, text, Origin, out _, out var problem));
        if (reason is not null) Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
