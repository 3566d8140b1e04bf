using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Validation;
using GlobalLb.Store.Health;
using GlobalLb.Web.Live;
using GlobalLb.Web.Pages.Safeguards;

namespace GlobalLb.Web.Tests.Pages.Safeguards;

public sealed class SafeguardTests
{
    private static readonly Safety Strict = Safety.Usual with { FreezeSeconds = 30, LeastShare = 10, HoldDownSeconds = 5 };

    [Fact]
    public void Each_says_what_it_does_at_present()
    {
        var published = new Dictionary<EndpointCode, EndpointHealth>
        {
            [new("eu-1")] = new(HealthState.Up, Sample.Noon, HeldReason.Waiting("HTTP 503")),
            [new("eu-2")] = new(HealthState.Down, Sample.Noon, HeldReason.HoldingDown("HTTP 200", TimeSpan.FromSeconds(5))),
            [new("us-1")] = new(HealthState.Down, Sample.Noon, "HTTP 503"),
        };
        var sight = SafetySight.Of(Strict, Sample.Noon, [Fell("us-1", 29), Fell("us-2", 59), Fell("us-3", 61), Fell("us-1", 31)], published, Sample.Noon.AddMinutes(-1));
        Assert.Equal(
            [
                "1 held down (eu-2)", "frozen since 2026-01-31 11:59:00 UTC", "1 withdrawn (us-1) in the last 30 s",
                "2 withdrawn (us-1, us-2) in the last minute; 1 seems down and waits (eu-1)", "1 seems down and waits (eu-1)",
            ],
            Safeguard.All.Select(guard => guard.Effect(sight, Strict)));
    }

    [Fact]
    public void In_calm_nothing_is_held() => Assert.Equal(
        ["not in use", "not frozen", "none withdrawn in the last 60 s", "none withdrawn in the last minute; none seems down and waits", "not in use"],
        Safeguard.All.Select(guard => guard.Effect(SafetySight.Of(Safety.Usual, Sample.Noon, [], new Dictionary<EndpointCode, EndpointHealth>(), null), Safety.Usual)));

    [Fact]
    public void The_limits_of_each_are_those_that_are_checked()
    {
        foreach (var guard in Safeguard.All)
        {
            Assert.Empty(Check(guard, guard.Least));
            Assert.Empty(Check(guard, guard.Most));
            Assert.Single(Check(guard, guard.Least - 1));
            Assert.Single(Check(guard, guard.Most + 1));
            Assert.Equal(7, guard.Get(guard.With(Safety.Usual, 7)));
        }
    }

    private static ImmutableArray<Problem> Check(Safeguard guard, int value) => ConfigurationValidation.Check(Sample.Document with { Safety = guard.With(Safety.Usual, value) });

    private static Transition Fell(string endpoint, int secondsAgo) =>
        new(0, Sample.Noon.AddSeconds(-secondsAgo), new(endpoint), new("us-web"), new("us"), HealthState.Up, HealthState.Down, "HTTP 503", "control", 1);
}
