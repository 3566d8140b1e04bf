using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class ViewFoldTests
{
    private static readonly ProbeRule Rule = new("", ProbeRole.Required, 2, 3, 0, ProbeRule.SilenceAfter(10, 2));

    [Fact]
    public void What_was_believed_before_stays_until_outcomes_decide_and_says_so()
    {
        var view = ViewFold.From(new EndpointHealth(HealthState.Down, Example.Noon, "HTTP 503"), TimeSpan.Zero);
        Assert.False(view.HasSpoken);
        view = view.With(Outcome(true, "HTTP 200"), Rule, TimeSpan.FromSeconds(1));
        Assert.Equal((HealthState.Down, "HTTP 503", true), (view.Fold.Health, view.Reason, view.HasSpoken));
        view = view.With(Outcome(true, "HTTP 204"), Rule, TimeSpan.FromSeconds(2));
        Assert.Equal((HealthState.Up, "HTTP 204"), (view.Fold.Health, view.Reason));
        view = view.With(Outcome(true, "HTTP 200") with { Warning = "the certificate ends in 9 days" }, Rule, TimeSpan.FromSeconds(3));
        Assert.Equal(("HTTP 204", "the certificate ends in 9 days"), (view.Reason, view.Warning));
    }

    [Fact]
    public void A_vantage_that_missed_three_probes_in_a_row_does_not_report()
    {
        var view = ViewFold.From(default, TimeSpan.FromSeconds(100));
        Assert.True(view.IsReporting(Rule, TimeSpan.FromSeconds(133)));
        Assert.False(view.IsReporting(Rule, TimeSpan.FromSeconds(133.1)));
        Assert.True(view.With(Outcome(false, "refused"), Rule, TimeSpan.FromSeconds(133)).IsReporting(Rule, TimeSpan.FromSeconds(140)));
    }

    private static Outcome Outcome(bool passed, string reason) => new(new("e"), "control", Example.Noon, passed, reason, TimeSpan.Zero);
}
