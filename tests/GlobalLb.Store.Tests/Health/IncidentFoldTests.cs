using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;

namespace GlobalLb.Store.Tests.Health;

public sealed class IncidentFoldTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Falls_soon_after_one_another_are_one_incident_until_the_last_came_back()
    {
        var only = Assert.Single(Fold(Down(0, "eu-1"), Down(2, "eu-2"), Up(3, "eu-1"), Up(90, "eu-2")));
        Assert.Equal((Begin, Begin.AddMinutes(90), 4), (only.Begin, only.End, only.Transitions));
        Assert.Equal(["eu-1", "eu-2"], only.Endpoints.Select(code => code.Value));
    }

    [Fact]
    public void What_is_down_for_days_does_not_take_in_what_falls_meanwhile()
    {
        var both = Fold(Down(0, "eu-1"), Down(60, "us-1"), Up(61, "us-1"), Down(200, "us-1"), Up(201, "us-1"), Up(4000, "eu-1"));
        Assert.Equal([(60, 61), (200, 201), (0, 4000)], both.Select(one => (Minutes(one.Begin), Minutes(one.End!.Value))));
    }

    [Fact]
    public void A_fall_within_the_gap_after_the_return_is_the_same_incident_and_a_later_one_is_not()
    {
        Assert.Equal([4], Fold(Down(0, "eu-1"), Up(1, "eu-1"), Down(5, "eu-1"), Up(6, "eu-1")).Select(one => one.Transitions));
        Assert.Equal([2, 2], Fold(Down(0, "eu-1"), Up(1, "eu-1"), Down(7, "eu-1"), Up(8, "eu-1")).Select(one => one.Transitions));
    }

    [Fact]
    public void What_is_not_back_has_no_end_and_first_findings_are_no_incident()
    {
        Assert.Null(Assert.Single(Fold(Up(0, "eu-2"), Down(0, "eu-1"))).End);
        Assert.Empty(Fold(Up(0, "eu-1"), Up(1, "eu-2")));
    }

    [Fact]
    public void The_slowest_failover_is_the_incidents()
    {
        var fold = new IncidentFold(TimeSpan.FromMinutes(5));
        fold.With(Down(0, "eu-1") with { FailingSince = Begin.AddSeconds(-4) }, new PublishedFall(Begin.AddSeconds(1), 250, 3, []));
        fold.With(Down(0, "eu-2") with { FailingSince = Begin.AddSeconds(-6) }, new PublishedFall(Begin.AddSeconds(1), 40, 2, ["b", "a"]));
        fold.With(Down(0, "eu-3"), new PublishedFall(Begin.AddSeconds(9), null, null, ["a"]));
        fold.With(Down(0, "eu-4"), null);
        var only = Assert.Single(fold.Rest());
        Assert.Equal((6000, 7000, 7040, 2), (only.DetectedMilliseconds, only.FailoverMilliseconds, only.ConfirmedMilliseconds, only.ConfirmedEdges));
        Assert.Equal("a b", string.Join(' ', only.UnconfirmedEdges));
        Assert.Equal(["eu-1", "eu-2", "eu-3"], only.Withdrawn.Select(code => code.Value));
    }

    private static List<Incident> Fold(params Transition[] transitions)
    {
        var fold = new IncidentFold(TimeSpan.FromMinutes(5));
        return [.. transitions.SelectMany(transition => fold.With(transition, null)).ToList(), .. fold.Rest()];
    }

    private static int Minutes(DateTimeOffset at) => (int)(at - Begin).TotalMinutes;

    private static Transition Down(int minute, string endpoint) => Change(minute, endpoint, HealthState.Down);

    private static Transition Up(int minute, string endpoint) => Change(minute, endpoint, HealthState.Up);

    private static Transition Change(int minute, string endpoint, HealthState to) =>
        new(1, Begin.AddMinutes(minute), new(endpoint), new(endpoint[..2] + "-web"), new(endpoint[..2]), HealthState.Unknown, to, "said so", "here", 1);
}
