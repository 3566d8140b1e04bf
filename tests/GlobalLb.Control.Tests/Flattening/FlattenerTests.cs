using System.Net;
using GlobalLb.Control.Flattening;
using GlobalLb.Control.Publishing;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Aliases;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;
using Npgsql;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Control.Tests.Flattening;

public sealed class FlattenerTests : IDisposable
{
    private static readonly DomainName Target = DomainName.Parse("cdn.test");
    private static readonly AliasFinding None = AliasFinding.Denied(60, "NODATA");
    private static readonly AliasFinding Failed = AliasFinding.Failed("no answer within 3 s");

    private readonly ManualTime _time = new();
    private readonly Heard _heard = new();
    private readonly LoggerFactory _loggers = new();
    private readonly Publisher _publisher = new();
    private readonly ControlMetrics _metrics = new();
    private readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
    private readonly LastGoodWriter _lastGood;
    private readonly Flattener _flattener;

    public FlattenerTests()
    {
        _loggers.AddProvider(_heard);
        _lastGood = new LastGoodWriter(new LastGoodAliases(_nowhere), _time, _loggers.CreateLogger<LastGoodWriter>());
        _flattener = new Flattener(_publisher, _lastGood, _metrics, _time, _loggers.CreateLogger<Flattener>());
        _publisher.Lead(Guid.NewGuid(), 1, 1, With("cdn.test."), null);
    }

    public void Dispose()
    {
        _lastGood.Dispose();
        _nowhere.Dispose();
        _metrics.Dispose();
        _loggers.Dispose();
        _heard.Dispose();
    }

    [Fact]
    public void A_target_is_due_at_once_and_again_when_its_TTL_is_over()
    {
        _flattener.Lead(AliasTable.Empty, With("cdn.test.", "cdn.test."));
        var target = _flattener.NextDue()!;
        Assert.Null(_flattener.NextDue()); // one target, however many records lead there
        Take(target, Found("192.0.2.1", 60), None);
        Assert.InRange(_flattener.UntilDue.TotalSeconds, 60, 66);
        _time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Null(_flattener.NextDue());
        _time.Advance(TimeSpan.FromSeconds(6.2));
        Assert.Same(target, _flattener.NextDue());
    }

    [Fact]
    public void What_changes_is_published_once_and_at_most_once_a_second()
    {
        _flattener.Lead(AliasTable.Empty, With("cdn.test."));
        var target = _flattener.NextDue()!;
        Take(target, Found("192.0.2.1"), None);
        Assert.Equal("192.0.2.1", Published());
        var first = _publisher.Edition.Aliases;
        Take(target, Found("192.0.2.1"), None);
        Assert.Same(first, _publisher.Edition.Aliases); // the same again

        _flattener.Take(target, Found("192.0.2.2"), None);
        Assert.InRange(_flattener.UntilPublication.TotalSeconds, 0.01, 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, _flattener.UntilPublication);
        _flattener.Publish();
        Assert.Equal("192.0.2.2", Published());
        Assert.True(_publisher.Edition.Aliases!.Sequence > first!.Sequence);
    }

    [Fact]
    public void A_failure_keeps_what_was_good_is_said_once_and_is_tried_again_more_and_more_seldom()
    {
        _flattener.Lead(AliasTable.Empty, With("cdn.test."));
        var target = _flattener.NextDue()!;
        Take(target, Found("192.0.2.1"), None);
        var waits = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            _time.Advance(_flattener.UntilDue + TimeSpan.FromMilliseconds(1));
            Take(_flattener.NextDue()!, Failed, Failed);
            waits.Add(_flattener.UntilDue.TotalSeconds);
        }

        Assert.Equal("192.0.2.1", Published());
        Assert.All(new double[] { 5, 10, 20, 40, 80, 160, 300, 300, 300 }.Zip(waits), pair => Assert.InRange(pair.Second, pair.First, pair.First * 1.1));
        Assert.Equal(1, _heard.Count("cdn.test., the target of an ALIAS record, cannot be looked up, and what was good last is answered: no answer within 3 s"));
        Assert.Equal((9, 1), (_metrics.FailedLookUps, _metrics.TargetsInTrouble));

        Take(target, Found("192.0.2.2"), None);
        Assert.Equal("192.0.2.2", Published());
        Assert.Equal(1, _heard.Count("is found again"));
        Assert.Equal(0, _metrics.TargetsInTrouble);
    }

    [Fact]
    public void A_name_that_is_denied_keeps_its_last_addresses_and_that_is_said_once()
    {
        _flattener.Lead(AliasTable.Empty, With("cdn.test."));
        var target = _flattener.NextDue()!;
        Take(target, Found("192.0.2.1"), Found("2001:db8::1"));
        for (var i = 0; i < 6; i++) Take(target, AliasFinding.Denied(60, "NXDOMAIN"), AliasFinding.Denied(60, "NXDOMAIN"));
        Assert.Equal("192.0.2.1 2001:db8::1", Published());
        Assert.Equal(1, _heard.Count("has no address now (NXDOMAIN); what was good last is answered"));
        Assert.Equal(1, _metrics.TargetsInTrouble);
    }

    [Fact]
    public void A_family_that_is_denied_three_times_is_given_up()
    {
        _flattener.Lead(AliasTable.Empty, With("cdn.test."));
        var target = _flattener.NextDue()!;
        Take(target, Found("192.0.2.1"), Found("2001:db8::1"));
        for (var i = 0; i < 2; i++) Take(target, Found("192.0.2.1"), None);
        Assert.Equal("192.0.2.1 2001:db8::1", Published());
        Take(target, Found("192.0.2.1"), None);
        Assert.Equal("192.0.2.1", Published());
        Assert.Equal([RecordType.A, RecordType.AAAA], _publisher.Edition.Aliases!.Table.Known.Select(each => each.Type)); // known to be none
    }

    [Fact]
    public void What_was_good_last_is_published_before_anything_is_looked_up()
    {
        var since = _time.GetUtcNow().AddDays(-1);
        var known = new AliasTable
        {
            Known = [new(Target, RecordType.A, 77, [IPAddress.Parse("192.0.2.1")], since), new(DomainName.Parse("gone.test"), RecordType.A, 60, [IPAddress.Parse("192.0.2.9")], since)],
        };
        _flattener.Lead(known, With("cdn.test."));
        Assert.Equal("192.0.2.1", Published());
        Take(_flattener.NextDue()!, Failed, Failed);
        Assert.Equal("192.0.2.1", Published());
        Assert.Equal((77u, since), (_publisher.Edition.Aliases!.Table.Known[0].Ttl, _publisher.Edition.Aliases.Table.Known[0].Since));
    }

    [Fact]
    public void A_target_that_is_gone_is_forgotten_and_what_was_under_way_for_it_too()
    {
        _flattener.Lead(AliasTable.Empty, With("cdn.test.", "old.test."));
        var (one, other) = (_flattener.NextDue()!, _flattener.NextDue()!);
        Take(one, Found("192.0.2.1"), None);
        Take(other, Found("192.0.2.2"), None);
        Assert.Equal("192.0.2.1 192.0.2.2", Published());
        var gone = one.Target == Target ? other : one;
        _flattener.Follow(With("cdn.test.", "new.test."));
        _time.Advance(TimeSpan.FromSeconds(1));
        _flattener.Publish();
        Assert.Equal(gone == other ? "192.0.2.1" : "192.0.2.2", Published());
        Take(gone, Found("192.0.2.7"), None);
        Assert.DoesNotContain("192.0.2.7", Published(), StringComparison.Ordinal);
        Assert.Equal("new.test.", $"{_flattener.NextDue()!.Target}");

        _flattener.StepDown();
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Null(_flattener.NextDue());
        Assert.Equal(Timeout.InfiniteTimeSpan, _flattener.UntilPublication);
    }

    [Fact]
    public void Where_nothing_is_an_ALIAS_nothing_is_published()
    {
        _flattener.Lead(AliasTable.Empty, Sample.Document);
        Assert.Equal(Timeout.InfiniteTimeSpan, _flattener.UntilDue);
        Assert.Null(_publisher.Edition.Aliases);
    }

    internal static ConfigurationDocument With(params string[] targets) => Sample.Document with
    {
        Zones = [.. Sample.Document.Zones.Select(zone => zone with
        {
            Records = zone.Records.AddRange(targets.Select((target, i) =>
                new Record { Name = DomainName.Parse($"alias{i}.example.test"), Type = RecordType.ALIAS, Value = target })),
        })],
    };

    private static AliasFinding Found(string address, uint ttl = 60) => AliasFinding.Found([IPAddress.Parse(address)], ttl);

    private void Take(Flattened target, in AliasFinding ipv4, in AliasFinding ipv6)
    {
        _flattener.Take(target, ipv4, ipv6);
        _flattener.Publish();
    }

    private string Published() => string.Join(' ', _publisher.Edition.Aliases?.Table.Known.SelectMany(each => each.Addresses).Select(address => $"{address}") ?? []);
}
