using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Validation;

public sealed class ConfigurationValidationTests
{
    public static TheoryData<string> Breaks => [.. BrokenDocuments.All.Keys];

    [Fact]
    public void A_valid_document_has_no_problems()
    {
        Assert.Empty(ConfigurationValidation.Check(Example.Document));
        Assert.Empty(ConfigurationValidation.Check(ConfigurationDocument.Empty));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_broken_document_has_exactly_the_problem_it_has(string what)
    {
        var (document, paths) = BrokenDocuments.All[what];
        var problems = ConfigurationValidation.Check(document);
        Assert.Equal(paths.Order(StringComparer.Ordinal), problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.All(problems, problem => Assert.True(problem.Sentence.Contains(' ', StringComparison.Ordinal) && !problem.Sentence.Contains("  ", StringComparison.Ordinal), problem.Sentence));
    }

    [Fact]
    public void All_problems_are_found_at_once()
    {
        var document = new ConfigurationDocument
        {
            Regions = [.. Example.Document.Regions, Example.Region("BAD") with { Latitude = 100 }],
            Pools = [Example.Document.Pools[0] with { Region = new("mars"), Endpoints = [Example.Endpoint("eu-1", "192.0.2.1", -1)] }],
            Zones = [Example.Document.Zones[0] with { Records = [] }],
            Places = [new KnownPlace { Prefix = System.Net.IPNetwork.Parse("10.0.0.0/8"), Country = "ZZ" }],
        };
        Assert.Equal(
            [
                "regions[BAD].code", "regions[BAD].latitude", "pools[eu-web].region", "pools[eu-web].endpoints[eu-1].weight",
                "zones[example.test.].steeredNames[www.example.test.].policy.order[1].pool",
                "zones[example.test.].steeredNames[www.example.test.].policy.order[2].pool",
                "zones[example.test.].records", "places[10.0.0.0/8].country",
            ],
            ConfigurationValidation.Check(document).Select(problem => problem.Path));
    }

    [Fact]
    public void A_pool_without_a_probe_and_a_TCP_probe_of_an_L4_pool_are_fine()
    {
        Assert.Empty(ConfigurationValidation.Check(Example.Document.WithPool("eu-web", pool => pool with { Probe = null })));
        Assert.Empty(ConfigurationValidation.Check(Example.Document.WithPool("eu-web", pool => pool with { Kind = PoolKind.L4, Probe = new Probe { Kind = ProbeKind.Tcp } })));
    }

    [Fact]
    public void Everything_may_be_evacuated_when_the_fallback_is_an_empty_answer() =>
        Assert.Empty(ConfigurationValidation.Check(Example.WithPolicy(Example.Leaf("eu-web"), Fallback.NoData).WithState("eu-west", RegionState.Evacuated)));

    [Fact]
    public void A_drill_that_has_ended_does_not_count_when_the_moment_is_told()
    {
        var drill = new Drill(Example.Noon, "ada");
        var document = Example.WithPolicy(Example.Failover("eu-web", "us-web"))
            .WithRegion("eu-west", region => region with { Drill = drill })
            .WithRegion("us-east", region => region with { Drill = drill with { Until = Example.Noon.AddHours(1) } });
        Assert.Single(ConfigurationValidation.Check(document));
        Assert.Single(ConfigurationValidation.Check(document, Example.Noon.AddMinutes(-1)));
        Assert.Empty(ConfigurationValidation.Check(document, Example.Noon));
    }
}
