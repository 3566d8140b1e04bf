using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class ProbeInheritanceTests
{
    private static readonly Gen<int?> Falls = Gen.Elements<int?>(null, 1, 2, 3, 4, 5);

    [Theory]
    [InlineData(null, null, null, null, 3, "the usual values")]
    [InlineData(4, null, null, null, 4, "the organisation")]
    [InlineData(4, 5, null, null, 5, "zone example.test")]
    [InlineData(null, 5, null, null, 5, "zone example.test")]
    [InlineData(4, 5, 6, null, 6, "the pool")]
    [InlineData(4, 5, 3, null, 3, "the pool")]
    [InlineData(null, null, null, 7, 7, "the endpoint")]
    [InlineData(4, 5, 6, 7, 7, "the endpoint")]
    public void What_is_said_nearest_wins_and_is_named(int? organisation, int? zone, int? pool, int? endpoint, int expected, string source)
    {
        var found = Of(Document(organisation, zone, pool, endpoint));
        Assert.Equal((expected, source), (found.Timing.Fall, found.SourceOf(written => written.Fall).ToString()));
        Assert.Equal((10, "the usual values"), (found.Timing.IntervalSeconds, found.SourceOf(written => written.IntervalSeconds).ToString()));
    }

    [Fact]
    public void What_is_said_nearest_wins_whatever_is_said() =>
        Prop.ForAll(Falls.ListOf(4).ToArbitrary(), said =>
        {
            var timing = Of(Document(said[0], said[1], said[2], said[3])).Timing;
            return timing == Timing.Usual with { Fall = said.LastOrDefault(each => each is not null) ?? Timing.Usual.Fall };
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_member_is_inherited_from_every_level()
    {
        var members = typeof(ProbeTiming).GetProperties().Where(property => property.CanWrite).ToList();
        Assert.Equal(10, members.Count);
        foreach (var member in members)
        {
            // Larger than any usual value, so that nothing of the kind "at least the interval" hides it; a recheck is at most the interval.
            object value = Nullable.GetUnderlyingType(member.PropertyType) == typeof(int) ? (object)50 : member.Name == "RecheckSeconds" ? 5.0 : 50.0;
            var defaults = new ProbeDefaults();
            member.SetValue(defaults, value);
            var documents = new[]
            {
                Example.Document with { ProbeDefaults = defaults },
                Example.Document with { Zones = [Example.Document.Zones[0] with { ProbeDefaults = defaults }] },
            };
            foreach (var document in documents)
            {
                var probe = Of(document);
                Assert.Equal(value, typeof(Timing).GetProperty(member.Name)!.GetValue(probe.Timing));
                Assert.NotEqual(ProbeLevel.Usual, probe.SourceOf(member.GetValue).Level);
            }
        }
    }

    [Fact]
    public void A_zone_is_heard_only_by_the_pools_that_its_names_lead_to()
    {
        var document = Document(null, 5, null, null) with { Zones = [Example.Document.Zones[0] with { ProbeDefaults = new() { Fall = 5 }, SteeredNames = [Example.Steered("www.example.test", new ReferenceNode { Policy = new("eu") })] }], Policies = [new(new("eu"), Example.Leaf("eu-web"))] };
        var inheritance = new ProbeInheritance(document);
        Assert.Equal([5, 3, 3], document.Pools.Select(pool => inheritance.Of(pool.Code, pool.Probe!).Timing.Fall));
    }

    [Fact]
    public void All_probes_of_a_pool_inherit_and_each_has_its_own_word()
    {
        var document = Document(4, null, 6, null).WithPool("eu-web", pool => pool with { MoreProbes = [new() { Kind = ProbeKind.Tcp, Name = "live" }] });
        Assert.Equal([6, 4], new ProbeInheritance(document).Of(document.Pools[0]).Select(probe => probe.Timing.Fall));
    }

    [Fact]
    public void An_interval_while_down_that_is_inherited_is_never_below_the_interval()
    {
        var document = Document(null, null, null, null).WithPool("eu-web", pool => pool with { Probe = pool.Probe! with { IntervalSeconds = 60 } }) with { ProbeDefaults = new() { DownIntervalSeconds = 30 } };
        Assert.Empty(ConfigurationValidation.Check(document));
        Assert.Equal(60, Of(document).Timing.DownIntervalSeconds);
    }

    [Fact]
    public void Where_zones_disagree_it_is_said_which_and_the_pools_own_word_settles_it()
    {
        var other = Example.Zone("example.org", [Example.Record("@", RecordType.NS, "ns1.example.test.")], Example.Steered("www.example.org", Example.Leaf("eu-web")));
        var document = Document(null, 5, null, null);
        document = document with { Zones = [.. document.Zones, other with { ProbeDefaults = new() { Fall = 4 } }] };
        Assert.Equal(
            new Problem("pools[eu-web].probe.fall", "zone example.test says 5 and zone example.org says 4, and names of each lead to this pool; write it here, or make them equal"),
            Assert.Single(ConfigurationValidation.Check(document)));
        Assert.Empty(ConfigurationValidation.Check(document.WithPool("eu-web", pool => pool with { Probe = pool.Probe! with { Fall = 2 } })));
        Assert.Empty(ConfigurationValidation.Check(document with { Zones = [document.Zones[0], other with { ProbeDefaults = new() { Rise = 4 } }] }));
    }

    [Fact]
    public void A_problem_of_what_is_inherited_says_from_where()
    {
        var document = Document(null, null, null, null) with { ProbeDefaults = new() { IntervalSeconds = 1 } };
        Assert.Equal(
            "a timeout of 2 s (from the usual values) is longer than the interval of 1 s (from the organisation); make it at most as long",
            ConfigurationValidation.Check(document)[0].Sentence);
    }

    [Fact]
    public void What_was_written_by_an_earlier_version_stays_the_pools_own()
    {
        var json = ConfigurationJson.Write(Document(null, null, 3, null));
        Assert.DoesNotContain("probeDefaults", json, StringComparison.Ordinal);
        var earlier = new Regex("\"fall\":3").Replace(json, "\"intervalSeconds\":10,\"timeoutSeconds\":2,\"rise\":2,\"fall\":3", 1);
        var document = ConfigurationJson.Read(earlier);
        Assert.Equal(Timing.Usual, Of(document).Timing);
        var changed = Of(document with { ProbeDefaults = new() { IntervalSeconds = 20, Rise = 9, Fall = 9, TimeoutSeconds = 9, FailuresOf = 12 } });
        Assert.Equal(Timing.Usual with { FailuresOf = 12 }, changed.Timing);
        Assert.Equal(ProbeLevel.Pool, changed.SourceOf(written => written.Rise).Level);
    }

    private static EffectiveProbe Of(ConfigurationDocument document) =>
        new ProbeInheritance(document).Of(document.Pools[0].Code, document.Pools[0].Probe!, document.Pools[0].Endpoints[0]);

    private static ConfigurationDocument Document(int? organisation, int? zone, int? pool, int? endpoint)
    {
        var document = Example.Document.WithPool("eu-web", eu => eu with
        {
            Probe = eu.Probe! with { Fall = pool },
            Endpoints = [eu.Endpoints[0] with { ProbeOverride = endpoint is null ? null : new() { Fall = endpoint } }, .. eu.Endpoints.Skip(1)],
        });
        return document with
        {
            ProbeDefaults = organisation is null ? null : new() { Fall = organisation },
            Zones = [document.Zones[0] with { ProbeDefaults = zone is null ? null : new() { Fall = zone } }],
        };
    }
}
