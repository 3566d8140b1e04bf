using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Control.Alerting;
using GlobalLb.Control.Tests.Judging;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Tests;
using GlobalLb.Vantage.Kinds;

namespace GlobalLb.Control.Tests.Alerting;

/// <summary>What people may want to know, found in what judging sees.</summary>
public sealed class ConditionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertReceiver All = new() { Name = "all", Kind = AlertKind.Webhook, Url = "https://alerts.example.com/", On = [.. Enum.GetValues<AlertEvent>()] };

    [Fact]
    public void An_endpoint_that_is_down_is_known_with_its_place_its_reason_its_votes_and_the_version()
    {
        var condition = Assert.Single(Find(Seen(Sample.Document, "eu-web-1")), each => each.Event == AlertEvent.Transition);
        Assert.Equal(("down:eu-web-1", "eu-web-1 is down", "HTTP 503", Noon, 7L), (condition.Key, condition.Text, condition.Reason, condition.Since!.Value, condition.Version));
        Assert.Equal((new PoolCode("eu-web"), new RegionCode("eu-west")), (condition.Pools[0], condition.Regions[0]));
        Assert.Equal(("fra", HealthState.Down), (condition.Votes[0].Vantage, condition.Votes[0].Health));
        Assert.Equal("eu-web-1 is up again: HTTP 200", Conditions.Ending(condition, Seen(Sample.Document)));
    }

    [Fact]
    public void Endpoints_that_fall_together_are_one_incident_with_the_names_that_lead_there()
    {
        var watch = new IncidentWatch();
        var first = Seen(Sample.Document, "eu-web-1");
        var found = Find(first, watch);
        var incident = Assert.Single(found, each => each.Event == AlertEvent.Incident);
        Assert.Equal(("incident: eu-web-1 is down", "incident:eu-web-1:20261121T120000Z"), (incident.Text, incident.Key));
        Assert.Equal("www.example.test.", Assert.Single(incident.SteeredNames));
        var grown = Assert.Single(Find(Seen(Sample.Document, "eu-web-1", "us-web-1"), watch), each => each.Event == AlertEvent.Incident);
        Assert.Equal((incident.Key, "incident: eu-web-1, us-web-1 are down"), (grown.Key, grown.Text));
        Assert.Single(Find(Seen(Sample.Document, "us-web-1"), watch), each => each.Key == incident.Key);
        Assert.DoesNotContain(Find(Seen(Sample.Document), watch), each => each.Event == AlertEvent.Incident);
        Assert.Equal("the incident is over: eu-web-1, us-web-1", Conditions.Ending(grown, Seen(Sample.Document)));
    }

    [Theory]
    [InlineData(13, 0, "eu-web-1: the certificate ends in 13 days")]
    [InlineData(6, 1, "eu-web-1: the certificate ends in 6 days")]
    [InlineData(2, 2, "eu-web-1: the certificate ends in 2 days")]
    [InlineData(0, 3, "eu-web-1: the certificate ends within a day")]
    public void A_certificate_that_ends_soon_is_said_and_said_again_in_its_last_week_its_last_days_and_its_last_day(int days, int severity, string text)
    {
        var warning = CertificateWarning.Of(TimeSpan.FromDays(days + 0.5));
        var sight = Seen(Sample.Document) with { Votes = Votes(new Vote("", "fra", HealthState.Up, "HTTP 200", warning), new Vote("", "nyc", HealthState.Up, "HTTP 200", CertificateWarning.Of(TimeSpan.FromDays(20)))) };
        var condition = Assert.Single(Find(sight));
        Assert.Equal((AlertEvent.Certificate, severity, text, "certificate:eu-web-1:"), (condition.Event, condition.Severity, condition.Text, condition.Key));
    }

    [Fact]
    public void Another_warning_is_none_of_a_certificate() =>
        Assert.Empty(Find(Seen(Sample.Document) with { Votes = Votes(new Vote("", "fra", HealthState.Up, "HTTP 200", "1 of 3 vantages find it down")) }));

    [Theory]
    [InlineData(-61, null)]
    [InlineData(-60, "eu-web-1 is forced down only until 2026-11-21 12:00:00Z")]
    [InlineData(-1, "eu-web-1 is forced down only until 2026-11-21 12:00:00Z")]
    [InlineData(0, "eu-web-1 is automatic again: it was forced down until 2026-11-21 12:00:00Z")]
    [InlineData(59, "eu-web-1 is automatic again: it was forced down until 2026-11-21 12:00:00Z")]
    [InlineData(60, null)]
    public void A_forced_state_that_expires_is_said_an_hour_before_and_when_it_has(int minutes, string? text)
    {
        var document = Sample.Document with
        {
            Pools = [.. Sample.Document.Pools.Select(pool => pool with { Endpoints = [.. pool.Endpoints.Select(endpoint => endpoint.Code.Value != "eu-web-1" ? endpoint : endpoint with { Availability = EndpointAvailability.ForcedDown, Forced = new Forced { Reason = "new disks", Owner = "ada", Until = Noon } })] })],
        };
        var found = Find(Seen(document), wall: Noon.AddMinutes(minutes));
        Assert.Equal(text, found.SingleOrDefault()?.Text);
        if (text is null) return;
        Assert.Equal("new disks; ask ada", found[0].Reason);
        Assert.Null(Conditions.Ending(found[0], Seen(document)));
    }

    [Fact]
    public void What_is_in_maintenance_is_marked_and_an_incident_when_all_that_is_down_is()
    {
        var document = Sample.Document with { Maintenance = [new Maintenance { Name = "disks", From = Noon.AddHours(-1), To = Noon.AddHours(1), Pools = [new("eu-web")] }] };
        Assert.All(Find(Seen(document, "eu-web-1")), each => Assert.True(each.IsMaintained));
        Assert.All(Find(Seen(document, "eu-web-1"), wall: Noon.AddHours(2)), each => Assert.False(each.IsMaintained));
        Assert.False(Find(Seen(document, "eu-web-1", "us-web-1")).Single(each => each.Event == AlertEvent.Incident).IsMaintained);
    }

    [Fact]
    public void A_receiver_is_told_of_its_pools_and_regions_and_of_the_observer_always()
    {
        var found = Find(Seen(Sample.Document, "eu-web-1", "us-web-1") with { Faults = [ObserverFault.Silence("no vantage has reported")] });
        string[] Told(AlertReceiver receiver) => [.. found.Where(each => each.Concerns(receiver)).Select(each => each.Key).Where(key => !key.StartsWith("incident", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(["down:eu-web-1", "down:us-web-1", "silence"], Told(All));
        Assert.Equal(["down:eu-web-1", "silence"], Told(All with { Pools = [new("eu-web")] }));
        Assert.Equal(["down:us-web-1", "silence"], Told(All with { Regions = [new("us-east")] }));
        Assert.Equal(["down:eu-web-1", "down:us-web-1", "silence"], Told(All with { Pools = [new("eu-web")], Regions = [new("us-east")] }));
        Assert.Equal(["down:eu-web-1"], Told(All with { Pools = [new("eu-web")], On = [AlertEvent.Transition] }));
    }

    [Fact]
    public void A_freeze_alarms_and_its_end_is_said()
    {
        using var world = new JudgedWorld(4, 4, 4).With(document => document with { Alerts = [All] }).Lead(HealthState.Up);
        world.Pass(5);
        Assert.Empty(world.Stage.Lookout.Newest!.Faults);
        world.Pass(4, "r*");
        var fault = Assert.Single(world.Stage.Lookout.Newest!.Faults);
        Assert.Equal("freeze", fault.Key);
        Assert.StartsWith("frozen: ", fault.Reason, StringComparison.Ordinal);
        Assert.Contains(Find(world.Stage.Lookout.Newest), each => each.Event == AlertEvent.Observer && each.Text == "health withdraws nothing: it is frozen");
        world.Pass(10);
        Assert.Empty(world.Stage.Lookout.Newest!.Faults);
        Assert.Equal("the freeze is over: health withdraws again", ObserverFault.OverOf("freeze"));
    }

    [Fact]
    public void A_vantage_whose_word_does_not_count_alarms()
    {
        using var world = new JudgedWorld(4, 4).SeenBy(new KnownVantage { Code = new("fra") }, new KnownVantage { Code = new("nyc") }, new KnownVantage { Code = new("sin") })
            .With(document => document with { Alerts = [All] }).Lead(HealthState.Up);
        world.Pass(5);
        world.Pass(4, "fra:r*");
        var fault = Assert.Single(world.Stage.Lookout.Newest!.Faults);
        Assert.Equal(("vantage:fra", "the word of vantage fra does not count"), (fault.Key, fault.Text));
        world.Pass(10);
        Assert.Empty(world.Stage.Lookout.Newest!.Faults);
    }

    [Fact]
    public void The_silence_of_all_vantages_alarms()
    {
        using var world = new JudgedWorld(2).With(document => document with { Alerts = [All] }).Lead(HealthState.Up);
        world.Pass(5);
        world.Idle(120);
        Assert.Equal("silence", Assert.Single(world.Stage.Lookout.Newest!.Faults).Key);
    }

    [Fact]
    public void A_control_that_begins_to_lead_knows_of_no_end_before_it_has_heard_who_would_know()
    {
        using var world = new JudgedWorld(2).SeenBy(new KnownVantage { Code = new("fra") }, new KnownVantage { Code = new("nyc") })
            .With(document => document with { Alerts = [All] }).Lead(HealthState.Up);
        Assert.Equal(["certificate:r1-1:", "certificate:r1-2:", "silence", "vantage:fra", "vantage:nyc"], Undecided(world));
        world.PassOnly("fra", 2);
        Assert.Equal(["certificate:r1-1:", "certificate:r1-2:", "vantage:nyc"], Undecided(world));
        world.Pass(2);
        Assert.Empty(Undecided(world));
    }

    [Fact]
    public void That_a_certificate_ends_soon_is_not_over_because_its_endpoint_fails()
    {
        using var world = new JudgedWorld(2).With(document => document with { Alerts = [All] }).Lead(HealthState.Up);
        world.Pass(3);
        var outcome = new Outcome(new("r1-1"), JudgedWorld.Control, world.Stage.Time.GetUtcNow(), true, "HTTP 200", TimeSpan.FromMilliseconds(1), "", CertificateWarning.Of(TimeSpan.FromDays(6.5)));
        world.Stage.Judge.Fold(world.Document.Pools[0].Endpoints[0], outcome);
        world.Idle(1);
        Assert.Single(Find(world.Stage.Lookout.Newest!), each => each.Key == "certificate:r1-1:");
        world.Pass(1, "r1-1");
        Assert.Single(Find(world.Stage.Lookout.Newest!), each => each.Key == "certificate:r1-1:");
        world.Pass(3, "r1-1");
        Assert.Equal("r1-1", world.Down);
        Assert.Single(Find(world.Stage.Lookout.Newest!), each => each.Key == "certificate:r1-1:");
        world.Pass(3);
        Assert.Empty(Find(world.Stage.Lookout.Newest!));
    }

    [Fact]
    public void A_vantage_that_is_gone_keeps_no_certificate_undecided()
    {
        using var world = new JudgedWorld(1).SeenBy(new KnownVantage { Code = new("fra") }, new KnownVantage { Code = new("nyc") })
            .With(document => document with { Alerts = [All] }).Lead(HealthState.Up);
        world.PassOnly("fra", 60);
        world.PassOnly("fra", 10, "r1*"); // and it is seen to
        Assert.Equal(["vantage:nyc"], Undecided(world));
    }

    [Fact]
    public void Without_receivers_nothing_is_gathered()
    {
        using var world = new JudgedWorld(4).Lead(HealthState.Up);
        world.Pass(9, "r*");
        Assert.Empty(world.Stage.Lookout.Newest!.Table.Endpoints);
    }

    private static string[] Undecided(JudgedWorld world) => [.. world.Stage.Lookout.Newest!.Undecided.Order(StringComparer.Ordinal)];

    private static Outlook Seen(ConfigurationDocument document, params string[] down) => new(
        7,
        document,
        new HealthTable
        {
            Endpoints = document.Pools.SelectMany(pool => pool.Endpoints).ToFrozenDictionary(
                endpoint => endpoint.Code,
                endpoint => down.Contains(endpoint.Code.Value) ? new EndpointHealth(HealthState.Down, Noon, "HTTP 503") : new EndpointHealth(HealthState.Up, Noon, "HTTP 200")),
        },
        [],
        down.ToFrozenDictionary(code => new EndpointCode(code), _ => ImmutableArray.Create(new Vote("", "fra", HealthState.Down, "HTTP 503"))));

    private static FrozenDictionary<EndpointCode, ImmutableArray<Vote>> Votes(params ImmutableArray<Vote> votes) =>
        new Dictionary<EndpointCode, ImmutableArray<Vote>> { [new("eu-web-1")] = votes }.ToFrozenDictionary();

    private static List<Condition> Find(Outlook outlook, IncidentWatch? watch = null, DateTimeOffset? wall = null) =>
        new Conditions(outlook.Document).Find(outlook, (watch ?? new IncidentWatch()).Follow(outlook), wall ?? Noon);
}
