using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class ProbeLoadTests
{
    [Theory]
    [InlineData(0, 1, 0.1, 0.05, 1)]
    [InlineData(3, 3, 0.3, 0.15, 3)]
    public void An_endpoint_receives_the_probes_of_all_vantages(int vantages, int counted, double steady, double whileDown, double undecided)
    {
        var document = Vantages(vantages).WithPool("eu-web", pool => pool with { Probe = pool.Probe! with { DownIntervalSeconds = 20 } });
        var load = Of(document);
        Assert.Equal((steady, whileDown, undecided), (Math.Round(load.Steady, 9), Math.Round(load.WhileDown, 9), Math.Round(load.WhileUndecided, 9)));
        Assert.Equal(counted, Math.Round(load.Steady / 0.1));
    }

    [Fact]
    public void The_pools_own_vantages_count_and_reports_are_no_probes()
    {
        var document = Vantages(3).WithPool("eu-web", pool => pool with { Vantages = [new("v-1")], MoreProbes = [new() { Kind = ProbeKind.Push, Name = "push" }, new() { Kind = ProbeKind.Tcp, Name = "live" }] });
        Assert.Equal(0.2, Of(document).Steady, 9);
    }

    [Fact]
    public void It_is_never_more_while_down_and_never_less_while_undecided() =>
        Prop.ForAll(
            (from interval in Gen.Choose(1, 600) from recheck in Gen.Choose(1, 600) from down in Gen.Choose(1, 600) select new ProbeDefaults { IntervalSeconds = interval, RecheckSeconds = recheck, DownIntervalSeconds = down }).ToArbitrary(),
            timing =>
            {
                var load = Of(Example.Document with { ProbeDefaults = timing });
                return load.WhileDown <= load.Steady && load.Steady <= load.WhileUndecided;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_probes_than_an_address_gets_over_all_pools_strike()
    {
        var quick = Example.Document.WithPool("eu-web", pool => pool with { Probe = pool.Probe! with { IntervalSeconds = 0.1, TimeoutSeconds = 0.1 } });
        Assert.DoesNotContain(Lints.Find(quick), lint => lint.Rule == "many probes");
        var third = Example.Pool("eu-more", "eu-west", ("eu-more-1", "192.0.2.1")) with { Probe = new() { Kind = ProbeKind.Tcp, IntervalSeconds = 0.1, TimeoutSeconds = 0.1 } };
        var crowded = quick with { Pools = [.. quick.Pools, third, third with { Code = new("eu-again"), Endpoints = [third.Endpoints[0] with { Code = new("eu-again-1"), Port = 80 }] }] };
        var lint = Assert.Single(Lints.Find(crowded), lint => lint.Rule == "many probes");
        Assert.Equal("pools[eu-web].endpoints[eu-1]", lint.Path);
        Assert.Contains("192.0.2.1 is to get 30 probes per second", lint.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Re_checks_that_are_too_many_for_an_address_strike_too()
    {
        var document = Example.Document.WithPool("eu-web", pool => pool with { Probe = pool.Probe! with { RecheckSeconds = 0.1 }, MoreProbes = [.. Enumerable.Range(1, 2).Select(i => new Probe { Kind = ProbeKind.Tcp, Name = $"p-{i}", RecheckSeconds = 0.1 })] });
        Assert.Equal(3, Lints.Find(document).Count(lint => lint.Rule == "many probes" && lint.Sentence.Contains("up to 30 probes", StringComparison.Ordinal)));
    }

    private static ProbeLoad Of(ConfigurationDocument document) => ProbeLoad.Of(document, new ProbeInheritance(document), document.Pools[0], document.Pools[0].Endpoints[0]);

    private static ConfigurationDocument Vantages(int count) => Example.Document with { Vantages = [.. Enumerable.Range(1, count).Select(i => new KnownVantage { Code = new($"v-{i}") })] };
}
