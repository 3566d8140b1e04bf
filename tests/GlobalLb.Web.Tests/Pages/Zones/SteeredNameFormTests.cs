using System.Text.Json;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Zones;

namespace GlobalLb.Web.Tests.Pages.Zones;

public sealed class SteeredNameFormTests
{
    private static readonly SteeredName Whole = Sample.Www with
    {
        Ttl = 45,
        TtlRange = new TtlRange(10, 60),
        Fallback = Fallback.Static,
        FallbackRecords = [new StaticRecord { Type = RecordType.A, Value = "203.0.113.9" }],
        Https = new Binding { Alpn = ["h3", "h2"] },
        Svcb = new Binding(),
    };

    private readonly List<Problem> _problems = [];

    [Fact]
    public void A_name_comes_out_of_the_form_as_it_went_in()
    {
        Assert.Equal(Write(Whole), Write(SteeredNameForm.Of(Whole, Sample.Zone.Name).Read(Sample.Zone.Name, _problems)));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Records_for_when_nothing_is_available_go_with_the_fallback_that_answers_them()
    {
        var form = SteeredNameForm.Of(Whole, Sample.Zone.Name);
        form.Fallback = Fallback.NoData;
        Assert.Empty(form.Read(Sample.Zone.Name, _problems).FallbackRecords);
        form.Fallback = Fallback.Static;
        Assert.Single(form.Read(Sample.Zone.Name, _problems).FallbackRecords);
    }

    [Fact]
    public void A_valid_name_has_nothing_wrong() => Assert.Empty(SteeredNameForm.Of(Whole, Sample.Zone.Name).Check(Sample.Document, Sample.Zone, Sample.Noon));

    [Fact]
    public void What_is_wrong_is_said_with_the_path_of_its_field()
    {
        var form = SteeredNameForm.Of(Whole, Sample.Zone.Name);
        (form.Name, form.Ttl) = ("a..b", "soon");
        form.Rest = form.Rest with { TtlRange = new TtlRange(90, 60), Https = new Binding { Alpn = ["h2", "h2"] } };
        form.Policy.Put(Sample.Leaf("nowhere"));
        Assert.Equal(
            ["https.alpn", "name", "policy.pool", "ttl", "ttlRange.max"],
            form.Check(Sample.Document, Sample.Zone, Sample.Noon).Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_zone_has_of_the_name_counts()
    {
        var zone = Sample.Zone with { Records = [.. Sample.Zone.Records, Sample.MakeRecord("www.example.com.", RecordType.HTTPS, "1 .")] };
        var problem = Assert.Single(SteeredNameForm.Of(Whole, zone.Name).Check(Sample.Document, zone, Sample.Noon));
        Assert.Equal("", problem.Path);
        Assert.Contains("written in the zone as well", problem.Sentence, StringComparison.Ordinal);
    }

    private static string Write(SteeredName name) => JsonSerializer.Serialize(name, ConfigurationJson.Options);
}
