using System.Collections.Immutable;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Validation;

public sealed class LintTests
{
    private static readonly ConfigurationDocument Calm = Example.Document with
    {
        Zones = [Example.Document.Zones[0] with { SteeredNames = [Example.Document.Zones[0].SteeredNames[0] with { Ttl = 60 }] }],
    };

    [Fact]
    public void A_configuration_that_is_as_meant_has_none() => Assert.Empty(Lints.Find(Calm));

    [Fact]
    public void A_branch_behind_one_that_has_all_its_pools_is_never_come_to()
    {
        var lint = Assert.Single(Find(Example.Failover(Example.Failover("eu-web", "us-web"), Example.Leaf("ap-web"), Example.Leaf("us-web"))), lint => lint.Rule == "unreachable branch");
        Assert.Equal("zones[example.test.].steeredNames[www.example.test.].policy.order[2]", lint.Path);
        Assert.Equal("it is never come to: whenever one of its pools (us-web) is available, so is number 1 before it; remove it, or put it first", lint.Sentence);
        Assert.DoesNotContain(Find(Example.Failover(Example.Geographic(Example.Leaf("eu-web"), ("country:DE", Example.Leaf("us-web"))), Example.Leaf("us-web"))), found => found.Rule == "unreachable branch");
    }

    [Theory]
    [InlineData("country:DE", "country:FR", true)]
    [InlineData("country:DE", "continent:NA", true)]
    [InlineData("continent:EU", "country:US", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0/8", true)]
    [InlineData("subdivision:US-CA", "country:DE", true)]
    [InlineData("subdivision:US-CA", "subdivision:US-NY", true)]
    [InlineData("subdivision:US-CA", "country:US", false)]
    [InlineData("asn:64500", "country:DE", false)]
    [InlineData("continent:EU", "country:DE", false)]
    [InlineData("country:DE", "continent:EU", false)]
    [InlineData("country:DE", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", false)]
    public void A_place_inside_another_that_excludes_it_is_never_come_to(string outer, string inner, bool isLint)
    {
        var found = Find(Example.Geographic(Example.Leaf("ap-web"), (outer, Example.Geographic(Example.Leaf("us-web"), (inner, Example.Leaf("eu-web"))))));
        Assert.Equal(isLint, found.Any(lint => lint.Rule == "unreachable branch" && lint.Path.EndsWith("policy.branches[0].node.branches[0]", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fence_that_leaves_its_clients_nothing_is_said_unless_there_is_an_alternative()
    {
        PolicyNode Fenced(PolicyNode inside) => Example.Geographic(Example.Failover("us-web", "ap-web"), ("country:DE", inside)) is var node
            ? node with { Branches = [node.Branches[0] with { Fence = true }] } : node;
        var lint = Assert.Single(Find(Fenced(Example.Leaf("eu-web"))), found => found.Rule == "fence without fallback");
        Assert.Equal("zones[example.test.].steeredNames[www.example.test.].policy.branches[0]", lint.Path);
        Assert.StartsWith("when pool eu-web has nothing available, clients from country:DE are left to the fallback", lint.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Find(Fenced(Example.Failover("eu-web", "us-web"))), found => found.Rule == "fence without fallback");
        Assert.DoesNotContain(Find(Example.Failover(Fenced(Example.Leaf("eu-web")), Example.Leaf("ap-web"))), found => found.Rule == "fence without fallback");
    }

    [Fact]
    public void A_name_in_one_region_is_as_good_as_that_region() =>
        Assert.Contains(Find(Example.Leaf("eu-web")), lint => lint.Rule == "one region" && lint.Sentence.StartsWith("all endpoints of www.example.test are in eu-west", StringComparison.Ordinal));

    [Theory]
    [InlineData(35, true)]
    [InlineData(36, false)]
    public void A_TTL_below_what_it_takes_to_notice_is_said(uint ttl, bool isLint)
    {
        var zone = Calm.Zones[0];
        var document = Calm with { Zones = [zone with { SteeredNames = [zone.SteeredNames[0] with { Ttl = ttl }] }] };
        Assert.Equal(isLint, Lints.Find(document).Any(lint => lint.Rule == "short TTL"));
    }

    [Fact]
    public void A_pool_that_no_one_uses_and_one_without_any_weight_are_said()
    {
        var found = Lints.Find(Example.WithPolicy(Example.Failover("eu-web", "us-web")).WithPool("eu-web", pool => pool with { Endpoints = [.. pool.Endpoints.Select(endpoint => endpoint with { Weight = 0 })] }));
        Assert.Equal("pools[ap-web]", Assert.Single(found, lint => lint.Rule == "unused pool").Path);
        Assert.Equal("pools[eu-web].endpoints", Assert.Single(found, lint => lint.Rule == "weight 0").Path);
    }

    [Fact]
    public void A_name_that_exists_shadows_the_wildcard_beside_it()
    {
        var lint = Assert.Single(OfRecords(("*.w", RecordType.A, "192.0.2.9"), ("*.w", RecordType.TXT, "any"), ("a.w", RecordType.TXT, "a"), ("b.ent.w", RecordType.A, "192.0.2.8")));
        Assert.Equal("shadowed wildcard", lint.Rule);
        Assert.Equal(
            "zones[example.test.].records[*.w.example.test.]: it does not answer A for a.w.example.test., because that name exists with other types, nor for 1 more such names (RFC 4592 §2.2.1); write the records there as well if clients should get them",
            lint.ToString());
        Assert.Empty(OfRecords(("*.w", RecordType.A, "192.0.2.9"), ("a.w", RecordType.A, "192.0.2.8")));
    }

    [Theory]
    [InlineData("@", RecordType.MX, "10 alias")]
    [InlineData("@", RecordType.NS, "alias")]
    [InlineData("_http._tcp", RecordType.SRV, "0 5 80 alias")]
    public void A_target_that_is_an_alias_is_said(string owner, RecordType type, string value)
    {
        var lint = Assert.Single(OfRecords(("alias", RecordType.CNAME, "ns1"), (owner, type, value)));
        Assert.Equal("target is an alias", lint.Rule);
        Assert.Contains("points to alias.example.test., which is an alias", lint.Sentence, StringComparison.Ordinal);
    }

    private static ImmutableArray<Lint> Find(PolicyNode policy)
    {
        Assert.Empty(ConfigurationValidation.Check(Example.WithPolicy(policy)));
        return Lints.Find(Example.WithPolicy(policy));
    }

    private static ImmutableArray<Lint> OfRecords(params (string Owner, RecordType Type, string Value)[] records)
    {
        var zone = Calm.Zones[0];
        var document = Calm with { Zones = [zone with { Records = [.. zone.Records, .. records.Select(record => Example.Record(record.Owner, record.Type, record.Value)(zone.Name))] }] };
        Assert.Empty(ConfigurationValidation.Check(document));
        return Lints.Find(document);
    }
}
