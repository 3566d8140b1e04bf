using System.Collections.Frozen;
using System.Net;
using GlobalLb.Control.Judging;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Control.Tests.Judging;

public sealed class JudgeTests : IDisposable
{
    private static readonly Guid System = Guid.NewGuid();
    private static readonly HealthView Nothing = new(FrozenDictionary<EndpointCode, EndpointBelief>.Empty, null, null, true);

    private readonly ManualTime _time = new();
    private readonly Heard _heard = new();
    private readonly LoggerFactory _loggers = new();
    private readonly Publisher _publisher = new();
    private readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
    private readonly HistoryWriter _history;
    private readonly Judge _judge;
    private ConfigurationDocument _document = ConfigurationDocument.Empty with { Pools = [Pool(1), Pool(2), Pool(3), Pool(4)] };

    public JudgeTests()
    {
        _loggers.AddProvider(_heard);
        _history = new HistoryWriter(new HealthHistory(_nowhere, _time), _time, _loggers.CreateLogger<HistoryWriter>());
        _judge = new Judge(_publisher, _history, new ControlOptions(), _time, _loggers.CreateLogger<Judge>());
    }

    public void Dispose()
    {
        _history.Dispose();
        _loggers.Dispose();
        _heard.Dispose();
        _nowhere.Dispose();
    }

    [Fact]
    public void Leading_begins_with_configuration_and_health_in_one_edition()
    {
        var first = _publisher.Edition;
        Lead(Nothing with { Endpoints = Believed(HealthState.Down, 2) });
        Assert.Null(first.Configuration);
        var edition = _publisher.Edition;
        Assert.Equal((1L, 7L), (edition.Configuration!.Version, edition.Configuration.Term));
        Assert.Equal([HealthState.Unknown, HealthState.Down, HealthState.Unknown, HealthState.Unknown], States());
        Assert.False(edition.Outdated.Task.IsCompleted);
        Assert.Equal(0, _heard.Count("went from"));
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
    public void The_first_change_is_due_at_once_and_later_ones_once_in_a_second()
    {
        Lead(Nothing);
        Assert.Equal(Timeout.InfiniteTimeSpan, _judge.UntilPublication);
        _time.Advance(TimeSpan.FromSeconds(5));
        Hear(1, true);
        Assert.Equal(TimeSpan.Zero, _judge.UntilPublication);
        _judge.Publish();
        Hear(2, true);
        Assert.Equal(TimeSpan.FromSeconds(1), _judge.UntilPublication);
        _time.Advance(TimeSpan.FromSeconds(0.4));
        Hear(3, true);
        Assert.Equal(TimeSpan.FromSeconds(0.6), _judge.UntilPublication);
        Publish();
        Assert.Equal([HealthState.Up, HealthState.Up, HealthState.Up, HealthState.Unknown], States());
        Assert.Equal(Timeout.InfiniteTimeSpan, _judge.UntilPublication);
    }

    [Fact]
    public void Outcomes_that_change_nothing_publish_nothing()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1) });
        for (var i = 0; i < 20; i++) Hear(1, true);
        Hear(1, false);
        Assert.Equal(Timeout.InfiniteTimeSpan, _judge.UntilPublication);
    }

    [Fact]
    public void Another_probe_of_the_same_endpoint_keeps_the_belief_and_counts_anew()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1) });
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
        Hear(1, false);
        Follow(2, WithFirst(Pool(1) with { Probe = Pool(1).Probe! with { IntervalSeconds = 60 } }));
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
        _judge.Fold(before, Outcome(1, true));
        Publish();
        Assert.Equal(HealthState.Unknown, States()[0]);
        Assert.Equal(1, _heard.Count("pool-1-1 went from Down to Unknown: its address or port changed"));
    }

    [Fact]
    public void What_is_probed_no_more_is_forgotten()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Down, 1) });
        Follow(2, WithFirst(Pool(1) with { Probe = null }));
        Hear(1, true);
        Publish();
        Assert.DoesNotContain(new EndpointCode("pool-1-1"), _publisher.Edition.Health!.Table.Endpoints.Keys);
        Assert.Equal(1, _heard.Count("pool-1-1 went from Down to Unknown: it is probed no more"));
    }

    [Fact]
    public void When_all_seem_down_the_last_table_is_held_until_one_is_up_again()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1, 2, 3, 4) });
        foreach (var each in new[] { 1, 1, 2, 2, 3, 3 }) Hear(each, false);
        Publish();
        Assert.Equal([HealthState.Down, HealthState.Down, HealthState.Down, HealthState.Up], States());
        Hear(4, false);
        Hear(4, false);
        Publish();
        Assert.Equal([HealthState.Down, HealthState.Down, HealthState.Down, HealthState.Up], States());
        Assert.StartsWith("all 4 probed endpoints seem down at once", _publisher.Edition.Health!.Table.Held, StringComparison.Ordinal);
        Assert.Equal(1, _heard.Count("Critical: The health table is held"));

        Hear(1, true);
        Hear(1, true);
        Publish();
        Assert.Null(_publisher.Edition.Health.Table.Held);
        Assert.Equal([HealthState.Up, HealthState.Down, HealthState.Down, HealthState.Down], States());
        Assert.Equal(1, _heard.Count("The health table is no longer held"));
    }

    [Fact]
    public void A_restart_while_the_table_is_held_publishes_none_until_there_is_a_better_one()
    {
        Lead(new HealthView(Believed(HealthState.Down, 1, 2, 3, 4), "all seem down", null, true));
        Assert.Equal(1, _publisher.Edition.Configuration!.Version);
        Publish();
        Assert.Equal(1, _heard.Count("Critical: The health table is held"));
        Assert.Null(_publisher.Edition.Health);
        Hear(3, true);
        Hear(3, true);
        Publish();
        Assert.Equal([HealthState.Down, HealthState.Down, HealthState.Up, HealthState.Down], States());
    }

    [Fact]
    public void Stepping_down_publishes_nothing_and_leading_again_goes_on_with_the_sequence()
    {
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1) });
        var sequence = _publisher.Edition.Health!.Sequence;
        _judge.StepDown();
        Hear(1, false);
        Hear(1, false);
        Assert.False(_publisher.IsLeading);
        Assert.Null(_publisher.Edition.Configuration);
        Lead(Nothing with { Endpoints = Believed(HealthState.Up, 1) });
        Assert.True(_publisher.Edition.Health!.Sequence > sequence);
        Assert.Equal(HealthState.Up, States()[0]);
        Assert.Equal(0, _heard.Count("went from"));
    }

    private static Pool Pool(int number) => Sample.Pool($"pool-{number}", "eu-west", IPAddress.Parse($"192.0.2.{number}"));

    private static Outcome Outcome(int number, bool passed) =>
        new(new($"pool-{number}-1"), "control", DateTimeOffset.UnixEpoch, passed, passed ? "HTTP 200" : "HTTP 503", TimeSpan.FromMilliseconds(1));

    private static FrozenDictionary<EndpointCode, EndpointBelief> Believed(HealthState health, params int[] numbers) => numbers
        .Select(number => new EndpointBelief(new($"pool-{number}-1"), health, DateTimeOffset.UnixEpoch, "before", "control"))
        .ToFrozenDictionary(belief => belief.Endpoint);

    private ConfigurationDocument WithFirst(Pool pool) => _document = _document with { Pools = _document.Pools.SetItem(0, pool) };

    private void Lead(HealthView believed) => _judge.Lead(System, 7, Version(1), believed);

    private void Follow(long version, ConfigurationDocument document)
    {
        _document = document;
        _judge.Follow(Version(version));
    }

    private void Hear(int number, bool passed) => _judge.Fold(_document.Pools[number - 1].Endpoints[0], Outcome(number, passed));

    private void Publish()
    {
        if (_judge.UntilPublication == Timeout.InfiniteTimeSpan) return;
        _time.Advance(_judge.UntilPublication);
        _judge.Publish();
    }

    private ConfigurationVersion Version(long version) => new(version, _document, "test", "", DateTimeOffset.UnixEpoch);

    private HealthState[] States() => [.. Enumerable.Range(1, 4).Select(i => _publisher.Edition.Health!.Table[new($"pool-{i}-1")])];
}
