using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Simulating;

public sealed class ExpectationCheckTests
{
    private static readonly ConfigurationDocument Document = Example.WithPolicy(
        Example.Geographic(Example.Weighted((3, Example.Leaf("us-web")), (1, Example.Leaf("ap-web"))), ("continent:EU", Example.Failover("eu-web", "us-web"))));

    [Theory]
    [InlineData("client 10.1.0.1 → eu-west")]
    [InlineData("client 10.1.0.1 → eu-web")]
    [InlineData("client 10.1.0.1 → 192.0.2.2")]
    [InlineData("client 10.1.0.1 with eu-1 down → eu-west")]
    [InlineData("client 10.1.0.1 with eu-west down → us-east")]
    [InlineData("client 10.1.0.1 asking AAAA with eu-6 down → 2001:db8:2::1")]
    [InlineData("client country:FR with eu-web down → us-web")]
    [InlineData("client 10.2.0.1 with ap-south down → us-east")]
    [InlineData("client 10.2.0.0/16 with us-1, us-6 down → ap-south")]
    public void What_comes_true_holds(string text) => Assert.True(Find(Document, text).Holds, Find(Document, text).Sentence);

    [Theory]
    [InlineData("client 10.1.0.1 → us-east", "eu-west (eu-web)")]
    [InlineData("client 10.1.0.1 with eu-1 down → 192.0.2.1", "eu-west (eu-web)")]
    [InlineData("client 10.1.0.1 → nothing", "eu-west (eu-web)")]
    [InlineData("client 10.1.0.1 → 2001:db8:1::1", "eu-west (eu-web)")]
    [InlineData("client 10.2.0.1 → us-east", "75 % us-east (us-web), 25 % ap-south (ap-web)")]
    [InlineData("client 10.1.0.1 with eu-west, us-east, ap-south down → nothing", "eu-west (eu-web), by fallback")]
    public void What_does_not_come_true_is_said_with_what_does_and_why(string text, string found)
    {
        var finding = Find(Document, text);
        Assert.False(finding.Holds);
        Assert.Equal(found, finding.Found);
        Assert.Contains(finding.Trace, step => step.Sentence.StartsWith("geographic: the client", StringComparison.Ordinal));
        Assert.StartsWith($"www.example.test: {text}: does not hold, the answer is {found} (www.example.test. its policy decides; geographic", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_expected_of_a_name_that_fails_closed() =>
        Assert.True(Find(Example.WithPolicy(Example.Leaf("eu-web"), Fallback.NoData), "client 10.1.0.1 with eu-west down → nothing").Holds);

    [Fact]
    public void What_an_operator_does_today_breaks_no_expectation()
    {
        var today = Document.WithState("eu-west", RegionState.Evacuated)
            .WithPool("eu-web", pool => pool with { UnknownMeans = UnknownMeaning.Down, Endpoints = [.. pool.Endpoints.Select(endpoint => endpoint with { Availability = EndpointAvailability.ForcedDown })] });
        Assert.True(Find(today, "client 10.1.0.1 → eu-west").Holds);
    }

    [Fact]
    public void What_a_region_is_loaded_with_today_breaks_no_expectation()
    {
        var policy = new CapacityNode { Branches = [new(Example.Leaf("eu-web")), new(Example.Leaf("us-web"))] };
        var today = Example.WithPolicy(policy).WithRegion("eu-west", region => region with { Capacity = 100, Load = 1000 });
        Assert.True(Find(today, "client 10.1.0.1 → eu-west").Holds);
        Assert.True(Find(today, "client 10.1.0.1 with eu-web down → us-web").Holds);
    }

    [Fact]
    public void A_client_whom_only_a_database_can_place_is_judged_with_one()
    {
        Assert.Null(Find(Document, "client 198.51.100.7 → eu-west").Holds);
        var places = PlaceTable.Compile([(IPNetwork.Parse("198.51.100.0/24"), Place.OfCountry("FR"))]);
        Assert.True(Find(Document, "client 198.51.100.7 → eu-west", places).Holds);
        Assert.False(Find(Document, "client 198.51.101.7 → eu-west", places).Holds);
        Assert.Empty(ExpectationCheck.Check(With(Document, "client 198.51.100.7 → eu-west"), Example.Noon));
    }

    [Fact]
    public void An_edit_breaks_what_a_database_says_held_before_and_nothing_that_the_database_broke()
    {
        PlaceTable InFrance(string prefix) => PlaceTable.Compile([(IPNetwork.Parse(prefix), Place.OfCountry("FR"))]);
        var before = With(Document, "client 198.51.100.7 → eu-west", "client 198.51.101.7 → eu-west");
        var after = before with { Zones = [Example.WithPolicy(Example.Geographic(Example.Leaf("us-web"), ("continent:AS", Example.Leaf("eu-web")))).Zones[0]] };
        Assert.Empty(ExpectationCheck.Check(after, Example.Noon, null, before));
        Assert.Equal(["expectations[0]"], ExpectationCheck.Check(after, Example.Noon, InFrance("198.51.100.0/24"), before).Select(problem => problem.Path));
        Assert.Equal(["expectations[0]", "expectations[1]"], ExpectationCheck.Check(after, Example.Noon, InFrance("198.51.100.0/23"), before).Select(problem => problem.Path));
        Assert.Empty(ExpectationCheck.Check(after, Example.Noon, InFrance("198.51.102.0/24"), before));
        Assert.Equal(2, ExpectationCheck.Check(after, Example.Noon, InFrance("198.51.102.0/24"), Document).Length);
    }

    [Fact]
    public void Aliases_and_wildcards_are_followed_to_the_policy()
    {
        var zone = Document.Zones[0];
        var document = Document with
        {
            Zones = [zone with
            {
                Records = [.. zone.Records, Example.Record("shop", RecordType.CNAME, "x.any")(zone.Name)],
                SteeredNames = [.. zone.SteeredNames, Example.Steered("*.any.example.test", Example.Failover("ap-web", "us-web"))],
            }],
        };
        Assert.True(Find(document, "client 10.1.0.1 → ap-south", name: "shop.example.test").Holds);
        Assert.True(Find(document, "client 10.1.0.1 with ap-web down → us-web", name: "shop.example.test").Holds);
        Assert.True(Find(document, "client 10.1.0.1 → 192.0.2.53", name: "ns1.example.test").Holds);
        Assert.True(Find(document, "client 10.1.0.1 asking AAAA → nothing", name: "ns1.example.test").Holds);
        Assert.False(Find(document, "client 10.1.0.1 → 192.0.2.5", name: "ns1.example.test").Holds);
    }

    [Theory]
    [InlineData("client 10.1.0.1 asking MX → 10 mx.eu.example.net.", true, "")]
    [InlineData("client 10.1.0.1 asking MX → 20 mx2.EU.example.net", true, "")]
    [InlineData("client 10.1.0.1 asking MX → 0 mx.eu.example.net.", false, "records MX 10 mx.eu.example.net., MX 20 mx2.eu.example.net.")]
    [InlineData("client 10.2.0.1 asking MX → 10 mx.us.example.net.", false, "25 % records CNAME alias.example.net., 75 % records MX 10 mx.us.example.net.")]
    [InlineData("client 10.1.0.1 asking SRV → nothing", true, "")]
    [InlineData("client 10.1.0.1 asking CNAME → nothing", true, "")]
    [InlineData("client 10.2.0.1 asking CNAME → alias.example.net.", false, "25 % records CNAME alias.example.net., 75 % nothing")]
    public void Records_are_expected_in_the_words_of_a_master_file(string text, bool holds, string found)
    {
        var policy = Example.Geographic(
            Example.Weighted((3, Example.Records("MX 10 mx.us.example.net.")), (1, Example.Records("CNAME alias.example.net."))),
            ("continent:EU", Example.Records("MX 10 mx.eu.example.net.", "MX 20 mx2.eu.example.net.")));
        var finding = Find(Example.WithPolicy(policy), text);
        Assert.Equal((holds, found), (finding.Holds, finding.Found));
    }

    [Theory]
    [InlineData("client 10.1.0.1 asking TXT → \"from, the policy\"", true, "")]
    [InlineData("client 10.1.0.1 asking TXT → more", true, "")]
    [InlineData("client 10.1.0.1 asking TXT → policy", false, "records TXT \"from, the policy\", TXT \"more\"")]
    [InlineData("client 10.2.0.1 asking TXT → nothing", true, "")]
    [InlineData("client 10.2.0.1 asking TXT → more", false, "nothing")]
    [InlineData("client 10.1.0.1 asking MX → 10 mx.example.net.", true, "")]
    [InlineData("client 10.1.0.1 asking MX → 0 mx.example.net.", false, "www.example.test. 300 IN MX 10 mx.example.net.")]
    public void What_is_written_beside_the_policy_is_expected_in_the_same_words(string text, bool holds, string found)
    {
        var zone = Example.WithPolicy(Example.Geographic(null, ("continent:EU", Example.Records("TXT \"from, the policy\"", "TXT more"))), Fallback.NoData).Zones[0];
        var finding = Find(Document with { Zones = [zone with { Records = [.. zone.Records, Example.Record("www", RecordType.MX, "10 mx.example.net.")(zone.Name)] }] }, text);
        Assert.Equal((holds, found), (finding.Holds, finding.Found));
    }

    [Theory]
    [InlineData("client 10.1.0.1 asking HTTPS → eu-west", true)]
    [InlineData("client 10.1.0.1 asking HTTPS with eu-1, eu-2 down → eu-west", false)]
    [InlineData("client 10.1.0.1 asking HTTPS with eu-web down → us-web", true)]
    [InlineData("client 10.1.0.1 asking HTTPS with eu-web down → 2001:db8:2::1", true)]
    [InlineData("client 10.1.0.1 asking HTTPS → 2001:db8:2::1", false)]
    [InlineData("client 10.1.0.1 asking HTTPS with eu-web, us-web down → ap-south", true)]
    [InlineData("client 10.1.0.1 asking HTTPS → nothing", false)]
    [InlineData("client 10.1.0.1 asking SVCB → nothing", true)]
    public void Of_HTTPS_made_of_a_policy_the_first_priority_is_expected(string text, bool holds)
    {
        var zone = Example.WithPolicy(Example.Failover("eu-web", "us-web", "ap-web"), Fallback.NoData).Zones[0];
        var document = Document with { Zones = [zone with { SteeredNames = [zone.SteeredNames[0] with { Https = new Binding() }] }] };
        Assert.Equal(holds, Find(document, text).Holds);
    }

    [Fact]
    public void An_edit_is_told_all_that_it_breaks()
    {
        var broken = With(Document, "client 10.1.0.1 → us-east", "client 10.1.0.1 → eu-west", "client 10.2.0.1 → us-web");
        Assert.Equal(["expectations[0]", "expectations[2]"], ExpectationCheck.Check(broken, Example.Noon).Select(problem => problem.Path));
    }

    [Fact]
    public void What_an_expectation_speaks_of_must_exist()
    {
        var expectation = new Expectation { Name = DomainName.Parse("www.example.org"), Client = "here", Down = ["eu-west", "mars"], Expect = "venus" };
        Assert.Equal(
            [
                "expectations[0].name: www.example.org. is in no zone; write a name of one of the zones",
                "expectations[0].client: 'here' is no client; write an address such as 203.0.113.7, a prefix such as 203.0.113.0/24, or a place such as country:DE",
                "expectations[0].down: there is no region, pool or endpoint 'mars'",
                "expectations[0].expect: 'venus' is nothing that can be answered; write the code of a region or a pool, an address, or nothing",
            ],
            ConfigurationValidation.Check(Document with { Expectations = [expectation] }, Example.Noon).Select(problem => problem.ToString()));
    }

    [Fact]
    public void What_is_expected_of_a_type_must_be_data_of_it()
    {
        var mail = new Expectation { Name = DomainName.Parse("www.example.test"), Type = RecordType.MX, Client = "country:DE", Expect = "eu-west" };
        var problems = ConfigurationValidation.Check(Document with { Expectations = [mail, mail with { Type = RecordType.CAA, Expect = "nothing" }] }, Example.Noon).Select(problem => problem.ToString()).ToList();
        Assert.Equal(2, problems.Count);
        Assert.Matches("^expectations\\[0\\].expect: 'eu-west' is no data of a record MX: .+; or write nothing$", problems[0]);
        Assert.Equal("expectations[1].type: CAA is not steered; write one of CNAME, A, AAAA, MX, SRV, TXT, HTTPS, SVCB", problems[1]);
    }

    private static ExpectationFinding Find(ConfigurationDocument document, string text, PlaceTable? places = null, string name = "www.example.test")
    {
        var asked = With(document, [text], name);
        Assert.Empty(ConfigurationValidation.Check(asked, Example.Noon));
        return Assert.Single(ExpectationCheck.Find(asked, Example.Noon, places));
    }

    private static ConfigurationDocument With(ConfigurationDocument document, params string[] texts) => With(document, texts, "www.example.test");

    private static ConfigurationDocument With(ConfigurationDocument document, string[] texts, string name) => document with
    {
        Expectations = [.. texts.Select(text => ExpectationText.TryParse(DomainName.Parse(name), text, out var expectation, out var problem) ? expectation : throw new FormatException(problem))],
    };
}
