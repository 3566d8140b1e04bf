using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Pages.Zones;

namespace GlobalLb.Web.Tests.Pages.Zones;

public sealed class ZoneCommentTests
{
    private static readonly Zone Before = Sample.Zone;

    [Fact]
    public void Nothing_to_say_is_a_change_of_the_zone() => Assert.Equal("change zone example.com.", ZoneComment.Of(Before, Before));

    [Fact]
    public void A_policy_written_anew_but_the_same_is_no_change() => Assert.Equal(
        "change zone example.com.",
        ZoneComment.Of(Before, Steering(Sample.Www with { Policy = new FailoverNode { Order = [Sample.Leaf("eu-web"), Sample.Leaf("us-web")] } })));

    [Fact]
    public void A_name_newly_steered_and_one_no_longer_are_said() => Assert.Equal(
        "steer api.example.com., remove steered name www.example.com.",
        ZoneComment.Of(Before, Steering(Sample.Steer("api.example.com.", Sample.Leaf("eu-web")))));

    [Fact]
    public void All_that_changed_at_a_steered_name_is_said() => Assert.Equal(
        "set TTL of www.example.com. to 60, set the fallback of www.example.com., change the policy of www.example.com.",
        ZoneComment.Of(Before, Steering(Sample.Www with { Ttl = 60, Fallback = Fallback.NoData, Policy = Sample.Leaf("us-web") })));

    [Fact]
    public void What_a_name_answers_beside_addresses_is_said() => Assert.Equal(
        "set the fallback of www.example.com., set HTTPS of www.example.com., set SVCB of www.example.com.",
        ZoneComment.Of(Answering("h2"), Answering("h3") with { SteeredNames = [Answering("h3").SteeredNames[0] with { FallbackRecords = [], Svcb = null }] }));

    [Fact]
    public void What_a_name_answers_beside_addresses_written_anew_is_no_change() => Assert.Equal("change zone example.com.", ZoneComment.Of(Answering("h2"), Answering("h2")));

    [Fact]
    public void Records_added_and_removed_are_said() => Assert.Equal(
        "set www2.example.com. TXT, remove ns1.example.com. A",
        ZoneComment.Of(Before, Before with { Records = [Before.Records[0], Sample.MakeRecord("www2.example.com.", RecordType.TXT, "hello")] }));

    [Fact]
    public void Two_new_records_of_one_name_and_type_are_said_once() => Assert.Equal(
        "set mail.example.com. A",
        ZoneComment.Of(Before, Before with { Records = [.. Before.Records, Mail("192.0.2.25"), Mail("192.0.2.26")] }));

    [Fact]
    public void One_of_two_records_of_one_name_and_type_going_is_said() => Assert.Equal(
        "set mail.example.com. A",
        ZoneComment.Of(
            Before with { Records = [.. Before.Records, Mail("192.0.2.25"), Mail("192.0.2.26")] },
            Before with { Records = [.. Before.Records, Mail("192.0.2.26")] }));

    [Fact]
    public void Another_SOA_is_said() => Assert.Equal(
        "change the SOA of example.com.", ZoneComment.Of(Before, Before with { Authority = Before.Authority with { NegativeTtl = 5 } }));

    [Fact]
    public void Many_changes_are_counted() => Assert.Equal(
        "steer a.example.com., steer b.example.com., steer c.example.com., steer d.example.com. and 2 more in zone example.com.",
        ZoneComment.Of(Before, Steering([Sample.Www, .. "abcdef".Select(letter => Sample.Steer($"{letter}.example.com.", Sample.Leaf("eu-web")))])));

    private static Zone Steering(params SteeredName[] names) => Before with { SteeredNames = [.. names] };

    private static Zone Answering(string protocol) => Steering(Sample.Www with
    {
        Fallback = Fallback.Static,
        FallbackRecords = [new StaticRecord { Type = RecordType.A, Value = "203.0.113.9" }],
        Https = new Binding { Alpn = [protocol] },
        Svcb = new Binding(),
    });

    private static Record Mail(string address) => Sample.MakeRecord("mail.example.com.", RecordType.A, address);
}
