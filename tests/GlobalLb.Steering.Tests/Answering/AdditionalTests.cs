using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class AdditionalTests
{
    [Fact]
    public void RFC1035_3_3_9_The_addresses_of_mail_exchanges_we_know_come_along()
    {
        var answer = new Exchange(ExampleZones.Snapshot).Ask("example.test", RecordType.MX);
        Assert.Equal(["example.test. 300 IN MX 10 mail.example.test.", "example.test. 300 IN MX 20 mail.example.net."], answer.Answers.Select(record => record.ToString()));
        Assert.Equal(["mail.example.test. 300 IN A 192.0.2.25"], answer.Additionals.Select(record => record.ToString()));
    }

    [Fact]
    public void RFC1034_3_6_1_The_addresses_of_name_servers_we_know_come_along()
    {
        var answer = new Exchange(ExampleZones.Snapshot).Ask("example.test", RecordType.NS);
        Assert.Equal(2, answer.Answers.Length);
        Assert.Equal(["ns1.example.test. 300 IN A 192.0.2.53", "ns1.example.test. 300 IN AAAA 2001:db8::53"], answer.Additionals.Select(record => record.ToString()));
    }

    [Fact]
    public void RFC2782_The_addresses_of_servers_we_know_come_along() =>
        Assert.Equal(["mail.example.test. 300 IN A 192.0.2.25"], new Exchange(ExampleZones.Snapshot).Ask("_http._tcp.example.test", RecordType.SRV).Additionals.Select(record => record.ToString()));

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
    public void RFC9460_2_5_1_A_target_of_a_dot_is_the_owner_itself()
    {
        var exchange = Zones.Serve(["example.test", "svc HTTPS 1 . alpn=h2", "svc HTTPS 2 other", "svc A 192.0.2.1", "svc AAAA 2001:db8::1", "other A 192.0.2.2", "_8443._foo SVCB 1 .", "_8443._foo A 192.0.2.3"]);
        Assert.Equal(
            ["svc.example.test. A 192.0.2.1", "svc.example.test. AAAA 2001:db8::1", "other.example.test. A 192.0.2.2"],
            Zones.Lines(exchange.Ask("svc.example.test", RecordType.HTTPS).Additionals));
        Assert.Equal(["_8443._foo.example.test. A 192.0.2.3"], Zones.Lines(exchange.Ask("_8443._foo.example.test", RecordType.SVCB).Additionals));
    }

    [Fact]
    public void RFC9460_2_5_1_An_alias_whose_target_is_a_dot_says_that_there_is_no_such_thing() =>
        Assert.Empty(Zones.Serve(["example.test", "svc HTTPS 0 .", "svc A 192.0.2.1"]).Ask("svc.example.test", RecordType.HTTPS).Additionals);

    [Fact]
    public void RFC9460_4_1_The_addresses_of_an_alias_target_come_along() =>
        Assert.Equal(
            ["www.example.test. A 192.0.2.1"],
            Zones.Lines(Zones.Serve(["example.test", "svc HTTPS 0 www", "www A 192.0.2.1"]).Ask("svc.example.test", RecordType.HTTPS).Additionals));

    [Fact]
    public void A_dot_below_a_wildcard_is_the_name_that_was_asked_for() =>
        Assert.Equal(
            ["a.wild.example.test. A 192.0.2.1"],
            Zones.Lines(Zones.Serve(["example.test", "*.wild HTTPS 1 .", "*.wild A 192.0.2.1"]).Ask("a.wild.example.test", RecordType.HTTPS).Additionals));

    // As BIND, Knot and NSD do.
    [Fact]
    public void Addresses_that_a_wildcard_covers_come_along_for_each_name_it_covers()
    {
        var exchange = Zones.Serve([
            "example.test", "@ MX 10 a.wild", "@ MX 20 A.WILD", "@ MX 30 b.wild", "@ MX 40 x.cut.wild", "@ MX 50 x.old", "@ MX 60 x.ent",
            "*.wild A 192.0.2.1", "cut.wild NS ns1.example.net.", "*.cut.wild A 192.0.2.2", "old DNAME wild", "deep.ent A 192.0.2.3"]);
        Assert.Equal(["a.wild.example.test. A 192.0.2.1", "b.wild.example.test. A 192.0.2.1"], Zones.Lines(exchange.Ask("example.test", RecordType.MX).Additionals));
    }

    [Fact]
    public void Addresses_found_for_an_ALIAS_come_along()
    {
        var snapshot = Zones.Document(["example.test", "@ MX 10 mail", "@ MX 20 unknown", "mail ALIAS mail.cdn.test.", "unknown ALIAS unknown.cdn.test."]).Compile().With(new AliasTable
        {
            Known = [new AliasAddresses(DomainName.Parse("mail.cdn.test"), RecordType.A, 60, [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")], Example.Noon)],
        });
        Assert.Equal(
            ["mail.example.test. A 192.0.2.1", "mail.example.test. A 192.0.2.2"],
            Zones.Lines(new Exchange(snapshot).Ask("example.test", RecordType.MX).Additionals));
    }

    [Fact]
    public void Addresses_of_another_zone_of_ours_come_along() =>
        Assert.Equal(
            ["mail.example.org. A 192.0.2.1"],
            Zones.Lines(Zones.Serve(["example.test", "@ MX 10 mail.example.org."], ["example.org", "mail A 192.0.2.1"]).Ask("example.test", RecordType.MX).Additionals));

    [Fact]
    public void RFC9460_2_5_The_root_as_a_target_stands_for_the_owner_in_service_mode_and_for_nothing_in_alias_mode()
    {
        var exchange = Zones.Serve(["example.test", "svc HTTPS 1 . alpn=h2", "svc A 192.0.2.1", "none HTTPS 0 .", "none A 192.0.2.2", "far SVCB 0 svc", "@ MX 10 ."]);
        Assert.Equal(["svc.example.test. A 192.0.2.1"], Zones.Lines(exchange.Ask("svc.example.test", RecordType.HTTPS).Additionals));
        Assert.Empty(exchange.Ask("none.example.test", RecordType.HTTPS).Additionals);
        Assert.Equal(["svc.example.test. A 192.0.2.1"], Zones.Lines(exchange.Ask("far.example.test", RecordType.SVCB).Additionals));
        Assert.Empty(exchange.Ask("example.test", RecordType.MX).Additionals); // a null MX (RFC 7505): the root has no addresses here
    }

    [Fact]
    public void RFC9460_2_5_Priorities_of_which_one_octet_is_zero_are_service_mode_all_the_same()
    {
        var exchange = Zones.Serve(["example.test", "a HTTPS 1 .", "a A 192.0.2.1", "b HTTPS 256 .", "b A 192.0.2.2", "c HTTPS 257 .", "c A 192.0.2.3"]);
        foreach (var name in (string[])["a", "b", "c"]) Assert.Single(exchange.Ask($"{name}.example.test", RecordType.HTTPS).Additionals);
    }
}
