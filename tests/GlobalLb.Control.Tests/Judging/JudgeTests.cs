using System.Collections.Frozen;
using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Tests;

namespace GlobalLb.Control.Tests.Judging;

public sealed class JudgeTests : IDisposable
{
    private static readonly Guid System = Guid.NewGuid();
    private static readonly HealthView Nothing = new(FrozenDictionary<EndpointCode, EndpointBelief>.Empty, null, null, true);

    private readonly JudgeStage _stage = new();
    private ConfigurationDocument _document = ConfigurationDocument.Empty with { Pools = [Pool(1), Pool(2), Pool(3), Pool(4)] };

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void Leading_begins_with_configuration_and_health_in_one_edition()
    {
        var first = _stage.Publisher.Edition;
        Lead(Nothing with { Endpoints = Believed(HealthState.Down, 2) });
        Assert.Null(first.Configuration);
        var edition = _stage.Publisher.Edition;
        Assert.Equal((1L, 7L), (edition.Configuration!.Version, edition.Configuration.Term));
        Assert.Equal([HealthState.Unknown, HealthState.Down, HealthState.Unknown, HealthState.Unknown], States());
        Assert.False(edition.Outdated.Task.IsCompleted);
        Assert.Equal(0, _stage.Heard.Count("went from"));
    }

    [Fact]
    public void A_belief_stays_until_enough_probes_say_otherwise()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Down, 1, 2, 3).Concat(Believed(HealthState.Up, 4)).ToFrozenDictionary() });
        Hear(1, true);
        Hear(4, false);
        Publish();
        Assert.Equal([HealthState.Down, HealthState.Down, HealthState.Down, HealthState.Up], States());
        Hear(1, true);
        Hear(4, false);
        Publish();
        Assert.Equal([HealthState.Up, HealthState.Down, HealthState.Down, HealthState.Down], States());
    }

    [Fact]
    public void Changes_of_health_are_due_at_once_and_a_tenth_of_a_second_apart()
    {
        Lead(Nothing);
        Assert.Equal(Timeout.InfiniteTimeSpan, _stage.Judge.UntilPublication);
        _stage.Time.Advance(TimeSpan.FromSeconds(5));
        Hear(1, true);
        Assert.Equal(TimeSpan.Zero, _stage.Judge.UntilPublication);
        _stage.Judge.Publish();
        Hear(2, true);
        Assert.Equal(TimeSpan.FromSeconds(0.1), _stage.Judge.UntilPublication);
        _stage.Time.Advance(TimeSpan.FromSeconds(0.04));
        Hear(3, true);
        Assert.Equal(TimeSpan.FromSeconds(0.06), _stage.Judge.UntilPublication);
        Publish();
        Assert.Equal([HealthState.Up, HealthState.Up, HealthState.Up, HealthState.Unknown], States());
        Assert.Equal(Timeout.InfiniteTimeSpan, _stage.Judge.UntilPublication);
        for (var i = 0; i < 20; i++)
        {
            var isUp = i % 2 == 1;
            Hear(4, isUp);
            Hear(4, isUp);
            Assert.InRange(_stage.Judge.UntilPublication, TimeSpan.Zero, TimeSpan.FromSeconds(0.1));
            Publish();
        }
    }

    [Fact]
    public void Outcomes_that_change_nothing_publish_nothing()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1) });
        Hear(1, true);
        Publish();
        for (var i = 0; i < 20; i++) Hear(1, true);
        Hear(1, false);
        Assert.Equal(Timeout.InfiniteTimeSpan, _stage.Judge.UntilPublication);
    }

    [Fact]
    public void Another_probe_of_the_same_endpoint_keeps_the_belief_and_counts_anew()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1) });
        Hear(2, true);
        Hear(1, false);
        Follow(2, WithFirst(Pool(1) with { Probe = Pool(1).Probe! with { Port = 8080, Path = "/other" } }));
        Hear(1, false);
        Publish();
        Assert.Equal(HealthState.Up, States()[0]);
        Hear(1, false);
        Publish();
        Assert.Equal(HealthState.Down, States()[0]);
    }

    [Fact]
    public void Another_rhythm_keeps_what_was_counted()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1) });
        Hear(2, true);
        Hear(1, false);
        Follow(2, WithFirst(Pool(1) with { Probe = Pool(1).Probe! with { IntervalSeconds = 60 } }));
        Hear(1, false);
        Publish();
        Assert.Equal(HealthState.Down, States()[0]);
    }

    [Fact]
    public void What_is_said_for_all_and_for_one_endpoint_decides_how_many_failures_it_takes()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1, 2, 3) });
        var first = Pool(1) with { Probe = Pool(1).Probe! with { Fall = null } };
        var second = Pool(2) with { Probe = Pool(2).Probe! with { Fall = null } };
        _document = _document with { ProbeDefaults = new() { Fall = 3 }, Pools = [first, second with { Endpoints = [second.Endpoints[0] with { ProbeOverride = new() { Fall = 1 } }] }, .. _document.Pools.Skip(2)] };
        Follow(2, _document);
        Hear(3, true);
        Hear(1, false);
        Hear(1, false);
        Hear(2, false);
        Publish();
        Assert.Equal((HealthState.Up, HealthState.Down), (States()[0], States()[1]));
        Hear(1, false);
        Publish();
        Assert.Equal(HealthState.Down, States()[0]);
    }

    [Fact]
    public void Another_address_begins_Unknown_and_outcomes_of_the_old_one_do_not_count()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Down, 1) });
        var before = _document.Pools[0].Endpoints[0];
        Follow(2, WithFirst(Pool(1) with { Endpoints = [before with { Address = IPAddress.Parse("192.0.2.99") }] }));
        _stage.Judge.Fold(before, Outcome(1, true));
        Publish();
        Assert.Equal(HealthState.Unknown, States()[0]);
        Assert.Equal(1, _stage.Heard.Count("pool-1-1 went from Down to Unknown: its address or port changed"));
    }

    [Fact]
    public void What_is_probed_no_more_is_forgotten()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Down, 1) });
        Follow(2, WithFirst(Pool(1) with { Probe = null }));
        Hear(1, true);
        Publish();
        Assert.DoesNotContain(new EndpointCode("pool-1-1"), _stage.Publisher.Edition.Health!.Table.Endpoints.Keys);
        Assert.Equal(1, _stage.Heard.Count("pool-1-1 went from Down to Unknown: it is probed no more"));
    }

    [Fact]
    public void When_all_seem_down_the_last_table_is_held_until_one_is_up_again()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1, 2, 3, 4) });
        Hear(4, true);
        foreach (var each in new[] { 1, 1, 2, 2, 3, 3 }) Hear(each, false);
        Publish();
        Assert.Equal([HealthState.Down, HealthState.Down, HealthState.Down, HealthState.Up], States());
        Hear(4, false);
        Hear(4, false);
        Publish();
        Assert.Equal([HealthState.Down, HealthState.Down, HealthState.Down, HealthState.Up], States());
        Assert.StartsWith("frozen: all 4 probed endpoints seem down at once", _stage.Publisher.Edition.Health!.Table.Held, StringComparison.Ordinal);
        Assert.Equal(1, _stage.Heard.Count("Critical: The health table is held"));

        Hear(1, true);
        Hear(1, true);
        Publish();
        Assert.Null(_stage.Publisher.Edition.Health.Table.Held);
        Assert.Equal([HealthState.Up, HealthState.Down, HealthState.Down, HealthState.Down], States());
        Assert.Equal(1, _stage.Heard.Count("The health table is no longer held"));
    }

    [Fact]
    public void A_restart_while_the_table_is_held_publishes_none_until_there_is_a_better_one()
    {
        Lead(new HealthView(Believed(HealthState.Down, 1, 2, 3, 4), "all seem down", null, true));
        Assert.Equal(1, _stage.Publisher.Edition.Configuration!.Version);
        Publish();
        Assert.Null(_stage.Publisher.Edition.Health);
        foreach (var each in Enumerable.Range(1, 4)) Hear(each, false);
        Publish();
        Assert.Equal(1, _stage.Heard.Count("Critical: The health table is held"));
        Assert.Null(_stage.Publisher.Edition.Health);
        Hear(3, true);
        Hear(3, true);
        Publish();
        Assert.Equal([HealthState.Down, HealthState.Down, HealthState.Up, HealthState.Down], States());
    }

    [Fact]
    public void Stepping_down_publishes_nothing_and_leading_again_goes_on_with_the_sequence()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1) });
        var sequence = _stage.Publisher.Edition.Health!.Sequence;
        _stage.Judge.StepDown();
        Hear(1, false);
        Hear(1, false);
        Assert.False(_stage.Publisher.IsLeading);
        Assert.Null(_stage.Publisher.Edition.Configuration);
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1) });
        Assert.True(_stage.Publisher.Edition.Health!.Sequence > sequence);
        Assert.Equal(HealthState.Up, States()[0]);
        Assert.Equal(0, _stage.Heard.Count("went from"));
    }

    private static Pool Pool(int number) => Sample.Pool($"pool-{number}", "eu-west", IPAddress.Parse($"192.0.2.{number}"));

    private static Outcome Outcome(int number, bool passed) =>
        new(new($"pool-{number}-1"), "control", DateTimeOffset.UnixEpoch, passed, passed ? "HTTP 200" : "HTTP 503", TimeSpan.FromMilliseconds(1));

    private static FrozenDictionary<EndpointCode, EndpointBelief> Believed(HealthState health, params int[] numbers) => numbers
        .Select(number => new EndpointBelief(new($"pool-{number}-1"), health, DateTimeOffset.UnixEpoch, "before", "control"))
        .ToFrozenDictionary(belief => belief.Endpoint);

    private ConfigurationDocument WithFirst(Pool pool) => _document = _document with { Pools = _document.Pools.SetItem(0, pool) };

    private void Lead(HealthView believed) => _stage.Judge.Lead(System, 7, Version(1), believed);

    private void Follow(long version, ConfigurationDocument document)
    {
        _document = document;
        _stage.Judge.Follow(Version(version));
    }

    private void Hear(int number, bool passed) => _stage.Judge.Fold(_document.Pools[number - 1].Endpoints[0], Outcome(number, passed));

    private void Publish()
    {
        if (_stage.Judge.UntilPublication == Timeout.InfiniteTimeSpan) return;
        _stage.Time.Advance(_stage.Judge.UntilPublication);
        _stage.Judge.Publish();
    }

    private ConfigurationVersion Version(long version) => new(version, _document, "test", "", DateTimeOffset.UnixEpoch);

    private HealthState[] States() => [.. Enumerable.Range(1, 4).Select(i => _stage.Publisher.Edition.Health!.Table[new($"pool-{i}-1")])];
}
