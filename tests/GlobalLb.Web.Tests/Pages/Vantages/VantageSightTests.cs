using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using GlobalLb.Store.Vantages;
using GlobalLb.Web.Live;
using GlobalLb.Web.Pages.Vantages;

namespace GlobalLb.Web.Tests.Pages.Vantages;

public sealed class VantageSightTests
{
    private static readonly KnownVantage Fra = new() { Code = new("fra"), Region = Sample.Eu.Code, Canaries = [new("eu-1"), new("us-1")] };
    private static readonly VantageFigures Figures = new("fra", Sample.Noon, 100, 50, 2, 80, 40, 160, 16, [new("us-1")]);
    private static readonly VantageSeen Seen = new(new("ams"), TimeSpan.FromMinutes(3), 7, "192.0.2.7", 2, 12, 3);

    [Fact]
    public void Those_of_the_configuration_come_first_and_others_do_not_count()
    {
        var document = Sample.Document with { Vantages = [Fra, new KnownVantage { Code = new("ams") }] };
        var sights = VantageSight.All(document, [Figures, Figures with { Vantage = "control" }], [Seen], null);
        Assert.Equal(["fra", "ams", "control"], sights.Select(sight => sight.Code));
        Assert.Equal(["it finds 1 of its 2 canaries up", "it does not report", "it is not in the configuration"], sights.Select(VantageWords.WhyNot));
        Assert.Equal(["reports, 30 s ago", "silent for 3 min", "reports, 30 s ago"], sights.Select(sight => VantageWords.Reports(sight, Sample.Noon.AddSeconds(30))));
        Assert.Equal(["us-1"], sights[0].CanariesUp.Select(code => code.Value));
        Assert.Equal("From 192.0.2.7, by version 7: 2 endpoints; 12 outcomes wait to be sent, 3 were dropped.", VantageWords.Joined(sights[1]));
    }

    [Fact]
    public void One_that_reports_and_finds_more_than_half_of_its_canaries_up_counts()
    {
        var sight = VantageSight.All(Sample.Document with { Vantages = [Fra] }, [Figures with { Well = [new("us-1"), new("eu-1")] }], [], null)[0];
        Assert.True(VantageWords.Counts(sight));
        Assert.True(VantageWords.Counts(VantageSight.All(Sample.Document with { Vantages = [Fra with { Canaries = [] }] }, [Figures], [], null)[0]));
    }

    [Fact]
    public void Where_none_is_named_whoever_reports_counts() => Assert.Null(VantageWords.WhyNot(Assert.Single(VantageSight.All(Sample.Document, [Figures], [], null))));

    [Fact]
    public void Why_its_word_does_not_count_is_what_Control_says()
    {
        var held = HeldReason.Join(["frozen: much fell", HeldReason.Ignoring("fra", "it finds 1 of its 2 canaries up")]);
        Assert.Equal("it finds 1 of its 2 canaries up", VantageWords.WhyNot(VantageSight.All(Sample.Document with { Vantages = [Fra] }, [Figures], [], held)[0]));
    }

    [Theory]
    [InlineData(80, 40, 160, 16, true)]
    [InlineData(80, 8, 160, 160, true)]
    [InlineData(80, 8, 160, 20, false)]
    [InlineData(9, 9, 160, 0, false)]
    [InlineData(80, 80, 9, 0, false)]
    [InlineData(0, 0, 0, 0, false)]
    public void One_that_sees_the_same_things_otherwise_strikes(int outcomes, int failures, int elsewhere, int failuresElsewhere, bool isOdd) => Assert.Equal(
        isOdd,
        new VantageSight("fra", Fra, Figures with { SharedOutcomes = outcomes, SharedFailures = failures, OtherOutcomes = elsewhere, OtherFailures = failuresElsewhere }, null, null).IsOdd);

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 %")]
    [InlineData(0.004, "0.4 %")]
    [InlineData(0.5, "50 %")]
    [InlineData(1.0, "100 %")]
    public void A_share_is_told_in_percent(double? share, string said) => Assert.Equal(said, VantageWords.Percent(share));

    [Fact]
    public void Pools_are_looked_at_from_everywhere_unless_they_choose()
    {
        var probed = Sample.EuPool with { Probe = new Probe { Kind = ProbeKind.Tcp } };
        var sight = new VantageSight("fra", Fra, null, null, null);
        Assert.True(sight.LooksAt(probed));
        Assert.True(sight.LooksAt(probed with { Vantages = [new("ams"), Fra.Code] }));
        Assert.False(sight.LooksAt(probed with { Vantages = [new("ams")] }));
        Assert.False(sight.LooksAt(Sample.EuPool));
    }

    [Fact]
    public void A_vantage_comes_out_of_the_form_as_it_went_in()
    {
        Assert.Equal(Fra, VantageForm.Of(Fra).Read());
        var form = VantageForm.Of(Fra);
        (form.Region, form.Canaries) = ("", " eu-1 ");
        Assert.Equal((null, "eu-1"), (form.Read().Region, Assert.Single(form.Read().Canaries).Value));
    }
}
