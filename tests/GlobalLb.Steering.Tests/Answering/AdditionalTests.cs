using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class AdditionalTests
{
    [Fact]
    public void RFC2181_5_Each_set_of_addresses_comes_once_and_whole()
    {
        var exchange = Zones.Serve(["example.test", "@ MX 10 mail", "@ MX 20 MAIL", "@ MX 30 other", "mail A 192.0.2.1", "mail A 192.0.2.2", "mail AAAA 2001:db8::1"]);
        var answer = exchange.Ask("example.test", RecordType.MX);
        Assert.Equal(3, answer.Answers.Length);
        Assert.Equal(["mail.example.test. A 192.0.2.1", "mail.example.test. A 192.0.2.2", "mail.example.test. AAAA 2001:db8::1"], Zones.Lines(answer.Additionals));
    }

    [Fact]
    public void RFC1034_4_2_1_What_stands_below_a_cut_is_given_as_glue_only()
    {
        var exchange = Zones.Serve(["example.test", "@ MX 10 in.cut", "@ NS in.cut", "cut NS in.cut", "in.cut A 192.0.2.1"]);
        Assert.Empty(exchange.Ask("example.test", RecordType.MX).Additionals);
        Assert.Single(exchange.Ask("example.test", RecordType.NS).Additionals);
        Assert.Single(exchange.Ask("cut.example.test", RecordType.A).Additionals);
    }

    [Fact]
    public void Addresses_of_another_zone_of_ours_come_along() =>
        Assert.Equal(
            ["mail.example.org. A 192.0.2.1"],
            Zones.Lines(Zones.Serve(["example.test", "@ MX 10 mail.example.org."], ["example.org", "mail A 192.0.2.1"]).Ask("example.test", RecordType.MX).Additionals));
}
