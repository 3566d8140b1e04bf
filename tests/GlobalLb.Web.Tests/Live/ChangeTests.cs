using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Tests.Live;

public sealed class ChangeTests
{
    private static readonly ConfigurationDocument Before = Sample.Document;

    [Fact]
    public void A_known_thing_is_replaced_where_it_stands()
    {
        var region = Sample.Eu with { Name = "Old world" };
        var pool = Sample.EuPool with { Kind = PoolKind.L4 };
        var zone = Sample.Zone with { Name = Sample.Name("EXAMPLE.com."), Records = [] };
        Assert.Equal<Region>([region, Sample.Us], Change.Put(region)(Before).Regions);
        Assert.Equal<Pool>([pool, Sample.UsPool], Change.Put(pool)(Before).Pools);
        Assert.Equal<Zone>([zone], Change.Put(zone)(Before).Zones);
    }

    [Fact]
    public void A_new_thing_is_added_at_the_end()
    {
        var region = Sample.Eu with { Code = new RegionCode("ap") };
        var pool = Sample.EuPool with { Code = new PoolCode("ap-web") };
        var zone = Sample.Zone with { Name = Sample.Name("example.org.") };
        Assert.Equal<Region>([Sample.Eu, Sample.Us, region], Change.Put(region)(Before).Regions);
        Assert.Equal<Pool>([Sample.EuPool, Sample.UsPool, pool], Change.Put(pool)(Before).Pools);
        Assert.Equal<Zone>([Sample.Zone, zone], Change.Put(zone)(Before).Zones);
    }

    [Fact]
    public void Only_the_region_of_that_code_is_changed() => Assert.Equal<Region>(
        [Sample.Eu, Sample.Us with { State = RegionState.Drained }],
        Change.Of(Sample.Us.Code, region => region with { State = RegionState.Drained })(Before).Regions);

    [Fact]
    public void Only_the_thing_of_that_code_is_removed()
    {
        Assert.Equal<Region>([Sample.Us], Change.Remove(Sample.Eu.Code)(Before).Regions);
        Assert.Equal<Pool>([Sample.UsPool], Change.Remove(Sample.EuPool.Code)(Before).Pools);
        Assert.Empty(Change.Remove(Sample.Zone.Name)(Before).Zones);
        Assert.Equal<Zone>([Sample.Zone], Change.Remove(Sample.Name("example.org."))(Before).Zones);
    }

    [Fact]
    public void A_named_policy_is_put_and_removed_by_its_name()
    {
        var (one, other) = (new NamedPolicy(new PolicyName("one"), Sample.Leaf("eu-web")), new NamedPolicy(new PolicyName("other"), Sample.Leaf("us-web")));
        var both = Change.Put(other)(Change.Put(one)(Before));
        Assert.Equal<NamedPolicy>([one, other], both.Policies);
        Assert.Equal<NamedPolicy>([one with { Node = other.Node }, other], Change.Put(one with { Node = other.Node })(both).Policies);
        Assert.Equal<NamedPolicy>([other], Change.Remove(one.Name)(both).Policies);
    }

    [Fact]
    public void An_expectation_is_known_by_what_it_says_wherever_it_stands()
    {
        var (one, other) = (Expecting("192.0.2.1"), Expecting("192.0.2.2"));
        var both = Change.Put(null, other)(Change.Put(null, one)(Before));
        Assert.Equal<Expectation>([one, other], both.Expectations);
        Assert.Equal<Expectation>([one, one], Change.Put(Expecting("192.0.2.2"), one)(both).Expectations);
        Assert.Equal<Expectation>([other, one], Change.Put(Expecting("192.0.2.9"), one)(Change.Remove(Expecting("192.0.2.1"))(both)).Expectations);
    }

    [Fact]
    public void Nothing_else_of_the_document_changes() => Assert.Equal(
        ConfigurationJson.Write(Before with { Regions = [] }),
        ConfigurationJson.Write(Change.Put(Sample.Eu with { Name = "Old world" })(Before) with { Regions = [] }));

    private static Expectation Expecting(string client) => new() { Name = Sample.Www.Name, Client = client, Down = ["eu"], Expect = "us" };

    [Fact]
    public void A_vantage_is_put_and_removed_by_its_code()
    {
        var (fra, ams) = (new KnownVantage { Code = new("fra") }, new KnownVantage { Code = new("ams") });
        var both = Change.Put(ams)(Change.Put(fra)(Before));
        var near = fra with { Region = Sample.Eu.Code };
        Assert.Equal<KnownVantage>([near, ams], Change.Put(near)(both).Vantages);
        Assert.Equal<KnownVantage>([ams], Change.Remove(fra.Code)(both).Vantages);
    }

    [Fact]
    public void A_maintenance_is_put_where_it_was_whatever_its_name_becomes()
    {
        var (one, other) = (new Maintenance { Name = "one" }, new Maintenance { Name = "other" });
        var both = Change.Put(null, other)(Change.Put(null, one)(Before));
        Assert.Equal<Maintenance>([one with { Name = "new" }, other], Change.Put(one, one with { Name = "new" })(both).Maintenance);
        Assert.Equal<Maintenance>([other], Change.RemoveMaintenance("one")(both).Maintenance);
    }

    [Fact]
    public void Safeguards_are_put_without_confirming_a_freeze()
    {
        var frozen = Before.WithFreezeConfirmed(Sample.Noon);
        Assert.Equal(Safety.Usual with { LeastShare = 5, FreezeConfirmedAt = Sample.Noon }, Change.Put(Safety.Usual with { LeastShare = 5 })(frozen).Safety);
        Assert.Same(frozen, frozen.WithFreezeConfirmed(Sample.Noon.AddSeconds(4)));
        Assert.Equal(Sample.Noon.AddSeconds(5), frozen.WithFreezeConfirmed(Sample.Noon.AddSeconds(5)).Safety.FreezeConfirmedAt);
    }
}
