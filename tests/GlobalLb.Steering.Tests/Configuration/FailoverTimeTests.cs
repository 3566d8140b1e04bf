using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class FailoverTimeTests
{
    private static readonly Gen<Probe> Probes =
        from interval in Gen.Choose(1, 60)
        from timeout in Gen.Choose(1, 60)
        from fall in Gen.Choose(1, 10)
        from role in Gen.Elements(ProbeRole.Required, ProbeRole.Counts, ProbeRole.Observe)
        select new Probe { Kind = ProbeKind.Http, IntervalSeconds = interval, TimeoutSeconds = Math.Min(interval, timeout), Fall = fall, Role = role };

    [Fact]
    public void It_is_detection_and_publication_and_the_TTL_and_says_so()
    {
        var time = Of(With(pool => pool with { Probe = new() { Kind = ProbeKind.Http, IntervalSeconds = 20, TimeoutSeconds = 1, Fall = 3 } }), 10);
        Assert.Equal(new FailoverTime(63, 10), time);
        Assert.Equal("A failover takes up to 75 s: 63 s to notice, 2 s to publish, 10 s until caches forget.", FailoverTime.Say(time));
    }

    [Fact]
    public void The_highest_TTL_that_is_answered_counts() =>
        Assert.Equal(300, FailoverTime.Of(Example.Document, Inheritance(Example.Document), Name(10) with { TtlRange = new(5, 300) })!.Value.TtlSeconds);

    [Fact]
    public void What_is_inherited_counts_and_what_one_endpoint_has_otherwise_too()
    {
        var document = Example.Document with { ProbeDefaults = new() { Fall = 5 } };
        Assert.Equal(60, Of(document, 30)!.Value.DetectionSeconds);
        document = document.WithPool("us-web", pool => pool with { Endpoints = [pool.Endpoints[0] with { ProbeOverride = new() { Fall = 6 } }, .. pool.Endpoints.Skip(1)] });
        Assert.Equal(72, Of(document, 30)!.Value.DetectionSeconds);
    }

    [Fact]
    public void The_slowest_probe_that_decides_counts_and_one_that_observes_does_not() =>
        Prop.ForAll(Probes.NonEmptyListOf().ToArbitrary(), probes =>
            FailoverTime.DetectionOf(probes.Select(probe => new EffectiveProbe(probe)))
            == probes.Where(probe => probe.Role != ProbeRole.Observe).Max(probe => probe.Fall * (probe.IntervalSeconds + probe.TimeoutSeconds))).QuickCheckThrowOnFailure();

    [Fact]
    public void It_never_gets_shorter_when_anything_gets_longer() =>
        Prop.ForAll((from probe in Probes from more in Gen.Choose(0, 30) from ttl in Gen.Choose(1, 86_400) select (probe, more, ttl)).ToArbitrary(), each =>
        {
            var probe = each.probe with { Role = ProbeRole.Required };
            var before = Of(With(pool => pool with { Probe = probe }), (uint)each.ttl)!.Value.TotalSeconds;
            return new[]
            {
                Of(With(pool => pool with { Probe = probe with { IntervalSeconds = probe.IntervalSeconds + each.more } }), (uint)each.ttl),
                Of(With(pool => pool with { Probe = probe with { Fall = probe.Fall + each.more } }), (uint)each.ttl),
                Of(With(pool => pool with { Probe = probe }), (uint)(each.ttl + each.more)),
            }.All(longer => longer!.Value.TotalSeconds >= before);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_report_is_missed_only_once_it_has_expired() =>
        Assert.Equal(36 + 90, FailoverTime.DetectionOf([new EffectiveProbe(new() { Kind = ProbeKind.Push, Push = new(90) })]));

    [Fact]
    public void Without_a_probe_nothing_fails_over()
    {
        var document = Example.Document with { Pools = [.. Example.Document.Pools.Select(pool => pool with { Probe = null })] };
        Assert.Null(Of(document, 30));
        Assert.Contains("nothing fails over", FailoverTime.Say(null), StringComparison.Ordinal);
    }

    private static ProbeInheritance Inheritance(ConfigurationDocument document) => new(document);

    private static FailoverTime? Of(ConfigurationDocument document, uint ttl) => FailoverTime.Of(document, Inheritance(document), Name(ttl));

    private static SteeredName Name(uint ttl) => Example.Document.Zones[0].SteeredNames[0] with { Ttl = ttl };

    // All pools alike, so that none of the others is slower.
    private static ConfigurationDocument With(Func<Pool, Pool> change) => Example.Document with { Pools = [.. Example.Document.Pools.Select(change)] };
}
