using System.Text.Json;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Zones;

namespace GlobalLb.Web.Tests.Pages.Zones;

public sealed class ZoneFormTests
{
    private readonly List<Problem> _problems = [];

    [Fact]
    public void A_zone_comes_out_of_the_form_as_it_went_in()
    {
        var zone = Sample.Zone with
        {
            Authority = Sample.Zone.Authority with { Serial = 2026013100, Refresh = 7, Retry = 8, Expire = 9, NegativeTtl = 10, Ttl = 11 },
            Records = [.. Sample.Zone.Records, Sample.MakeRecord("*.example.com.", (RecordType)65280, @"\# 1 00") with { Ttl = 0 }],
            ProbeDefaults = new() { Fall = 4, RecheckSeconds = 0.5 },
            SteeredNames = [Sample.Www with { Ttl = 86400, Fallback = Fallback.NoData }, Sample.Steer("example.com.", Sample.Leaf("us-web"))],
        };
        Assert.Equal(Write(zone), Write(ZoneForm.Of(zone).Read(_problems)));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Every_type_is_offered_with_an_example_but_the_zones_own()
    {
        Assert.Contains("HTTPS", RecordForm.Types);
        Assert.DoesNotContain("SOA", RecordForm.Types);
        Assert.All(RecordForm.Types, type => Assert.NotEmpty(new RecordForm { Type = type }.Example));
        Assert.Equal("192.0.2.1", new RecordForm { Type = " a " }.Example);
        Assert.Equal(@"\# 4 C0000201", new RecordForm { Type = "TYPE65280" }.Example);
        Assert.Empty(new RecordForm { Type = "NONSENSE" }.Example);
    }

    [Fact]
    public void A_mailbox_may_be_typed_with_its_at_sign()
    {
        var form = ZoneForm.Of(Sample.Zone);
        form.Mailbox = "ops@example.org.";
        Assert.Equal(Sample.Name("ops.example.org."), form.Read(_problems).Authority.Mailbox);
    }

    [Fact]
    public void All_that_cannot_be_read_is_said_at_once_with_its_path()
    {
        var form = ZoneForm.Of(Sample.Zone);
        form.PrimaryNameServer = "a..b";
        form.Records[1].Type = "NONSENSE";
        form.Records[1].Ttl = "soon";
        form.SteeredNames[0].Ttl = "-1";
        form.Read(_problems);
        Assert.Equal(
            ["authority.primaryNameServer", "records[ns1 NONSENSE].type", "records[ns1 NONSENSE].ttl", "steeredNames[www].ttl"],
            _problems.Select(problem => problem.Path));
    }

    private static string Write(Zone zone) => JsonSerializer.Serialize(zone, ConfigurationJson.Options);
}
