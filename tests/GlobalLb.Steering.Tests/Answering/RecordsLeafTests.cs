using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Tests.Choosing;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class RecordsLeafTests
{
    private static readonly RecordsNode Away = Example.Records("CNAME backup.example.net.");

    [Theory]
    [InlineData(RecordType.MX, "MX 10 mail.example.test.")]
    [InlineData(RecordType.SRV, "SRV 0 5 443 mail.example.test.")]
    [InlineData(RecordType.TXT, "TXT \"here\"")]
    [InlineData(RecordType.HTTPS, "HTTPS 1 . alpn=\"h2\"")]
    [InlineData(RecordType.SVCB, "SVCB 1 mail.example.test.")]
    [InlineData(RecordType.A, "A 192.0.2.7")]
    [InlineData(RecordType.AAAA, "AAAA 2001:db8::7")]
    public void Records_of_a_leaf_are_answered_with_the_TTL_of_the_name(RecordType type, string line)
    {
        var response = Steer.Snapshot(Example.Records(line)).Response(type);
        Assert.Equal([$"www.example.test. {line}"], Zones.Lines(response.Answers));
        Assert.Equal(30u, response.Answers[0].Ttl);
        Assert.True(response.IsAuthoritative);
    }

    [Fact]
    public void A_type_that_no_leaf_has_is_no_data()
    {
        var response = Steer.Snapshot(Example.Records("TXT here")).Response(RecordType.MX);
        Assert.Equal(ResponseCode.NoError, response.Code);
        Assert.Empty(response.Answers);
        Assert.Equal("example.test.", Zones.Denier(response));
    }

    [Fact]
    public void Each_type_is_judged_by_itself()
    {
        // Text comes from the leaf that has some, addresses from the pool before it, or from the leaf when that is down.
        var policy = Example.Failover(Example.Leaf("eu-web"), Example.Records("TXT here", "A 192.0.2.7"));
        Assert.Equal(["www.example.test. TXT \"here\""], Steer.Snapshot(policy).Ask(RecordType.TXT));
        Assert.Equal(2, Steer.Snapshot(policy).Ask(RecordType.A).Count());
        Assert.Equal(["www.example.test. A 192.0.2.7"], Steer.Snapshot(policy, "eu-1", "eu-2").Ask(RecordType.A));
    }

    [Fact]
    public void Where_a_client_is_decides_which_records_it_gets()
    {
        var snapshot = Steer.Snapshot(Example.Geographic(Example.Records("MX 10 world.example.net."), ("country:DE", Example.Records("MX 10 de.example.net."))));
        Assert.Equal(["www.example.test. MX 10 de.example.net."], snapshot.Ask(RecordType.MX, client: "10.1.2.3"));
        Assert.Equal(["www.example.test. MX 10 world.example.net."], snapshot.Ask(RecordType.MX));
        Assert.Equal(16, new Exchange(snapshot).Ask(Steer.Www, RecordType.MX, subnet: "10.1.2.0/24").Edns!.SubnetScope);
    }

    [Fact]
    public void Weights_draw_among_records_as_among_pools()
    {
        var snapshot = Steer.Snapshot(Example.Weighted((1, Example.Records("TXT one")), (3, Example.Records("TXT three"))));
        var counts = Example.Stratified(4000).Select(draw => snapshot.Ask(RecordType.TXT, draw: draw).Single()).CountBy(line => line).ToDictionary();
        Assert.Equal(1000, counts["www.example.test. TXT \"one\""]);
    }

    [Theory]
    [InlineData(RecordType.A)]
    [InlineData(RecordType.AAAA)]
    [InlineData(RecordType.TXT)]
    [InlineData(RecordType.CNAME)]
    [InlineData(RecordType.ANY)]
    public void RFC1034_3_6_2_An_alias_answers_every_type(RecordType type) =>
        Assert.Equal(["www.example.test. CNAME backup.example.net."], Steer.Snapshot(Away).Ask(type));

    [Theory]
    [InlineData(RecordType.TXT)]
    [InlineData(RecordType.HTTPS)]
    [InlineData(RecordType.CNAME)]
    [InlineData(RecordType.MX)]
    [InlineData(RecordType.DS)]
    [InlineData(RecordType.NS)]
    public void RFC1034_3_6_2_While_a_pool_is_answered_no_type_is_an_alias(RecordType type)
    {
        // A resolver that learnt the alias from another type would take it for addresses, too.
        var policy = Example.Failover(Example.Leaf("eu-web"), Away);
        Assert.Empty(Steer.Snapshot(policy).Ask(type));
        Assert.Equal(["www.example.test. CNAME backup.example.net."], Steer.Snapshot(policy, "eu-1", "eu-2", "eu-6").Ask(type));
    }

    [Fact]
    public void One_family_that_is_down_does_not_make_the_name_an_alias()
    {
        var snapshot = Steer.Snapshot(Example.Failover(Example.Leaf("eu-web"), Example.Leaf("us-web"), Away), "eu-1", "eu-2", "us-1");
        Assert.Equal(["www.example.test. AAAA 2001:db8:1::1"], snapshot.Ask(RecordType.AAAA));
        Assert.DoesNotContain(snapshot.Response(RecordType.A).Answers, record => record.Type == RecordType.CNAME);
    }

    [Fact]
    public void A_minimum_that_neither_family_meets_leads_to_the_alias() =>
        Assert.Equal(
            ["www.example.test. CNAME backup.example.net."],
            Steer.Snapshot(Example.Failover(Example.Leaf("eu-web") with { Minimum = new Minimum { Count = 2 } }, Away), "eu-1").Ask(RecordType.AAAA));

    [Fact]
    public void An_alias_into_a_zone_of_ours_is_followed()
    {
        var snapshot = Steer.Document(Example.Records("CNAME other.example.test"), null, "other A 192.0.2.7", "old DNAME other").Compile();
        var response = snapshot.Response(RecordType.A);
        Assert.Equal(["www.example.test. CNAME other.example.test.", "other.example.test. A 192.0.2.7"], Zones.Lines(response.Answers));
        Assert.Equal([30u, 300u], response.Answers.Select(record => record.Ttl));
        Assert.Equal("example.test.", Zones.Denier(snapshot.Response(RecordType.MX)));
    }

    [Fact]
    public void A_circle_of_aliases_ends()
    {
        var snapshot = Steer.Document(Example.Records("CNAME other.example.test."), null, "other CNAME www").Compile();
        Assert.Equal(["www.example.test. CNAME other.example.test.", "other.example.test. CNAME www.example.test."], snapshot.Ask(RecordType.A));
        Assert.Equal(["www.example.test. CNAME www.example.test."], Steer.Snapshot(Example.Records("CNAME www.example.test.")).Ask(RecordType.A));
    }

    [Fact]
    public void A_steered_wildcard_answers_all_names_that_it_covers()
    {
        var zone = Example.Document.Zones[0];
        var policy = Example.Geographic(Example.Records("TXT elsewhere", "A 192.0.2.7"), ("country:DE", Example.Leaf("eu-web")));
        var document = Example.Document with
        {
            Zones = [zone with { Records = zone.Records.Add(Example.Record("exact.api", RecordType.TXT, "own")(zone.Name)), SteeredNames = [Example.Steered("*.api.example.test", policy)] }],
        };
        var snapshot = document.Compile();
        Assert.Equal(["a.b.api.example.test. A 192.0.2.7"], snapshot.Ask(RecordType.A, "a.b.api.example.test"));
        Assert.Equal(["x.api.example.test. TXT \"elsewhere\""], snapshot.Ask(RecordType.TXT, "x.api.example.test"));
        Assert.Equal(["192.0.2.1", "192.0.2.2"], snapshot.Response(RecordType.A, "x.api.example.test", "10.1.2.3").Answers.Select(record => record.Text).Order());
        Assert.Empty(snapshot.Ask(RecordType.A, "exact.api.example.test"));
        Assert.Equal(ResponseCode.NoError, snapshot.Response(RecordType.A, "api.example.test").Code);
    }

    [Fact]
    public void Whatever_a_policy_is_whether_a_name_is_an_alias_does_not_depend_on_the_type()
    {
        RecordType[] types = [RecordType.A, RecordType.AAAA, RecordType.CNAME, RecordType.MX, RecordType.TXT, RecordType.HTTPS];
        var (aliases, others) = (0, 0);
        Prop.ForAll(World.WithRegions, world =>
        {
            var document = Replace(world.Document);
            Assert.All(ConfigurationValidation.Check(document), problem => Assert.Contains("would be evacuated", problem.Sentence, StringComparison.Ordinal));
            var snapshot = Snapshot.Compile(document, 1, world.Health, Example.Noon);
            var are = types.Select(type => snapshot.Response(type, client: world.Address.ToString(), draw: world.Draw).Answers.Any(record => record.Type == RecordType.CNAME)).Distinct().ToList();
            if (are[0]) aliases++;
            else others++;
            return are.Count == 1;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        Assert.True(aliases > 50 && others > 50, $"{aliases} aliases and {others} others prove little");
    }

    // Wherever it stands, one pool becomes an alias, another one records.
    private static ConfigurationDocument Replace(ConfigurationDocument document) => ConfigurationJson.Read(
        Pool("p1").Replace(Pool("p0").Replace(ConfigurationJson.Write(document), Write(Away)), Write(Example.Records("A 192.0.2.7", "MX 10 mail.example.net."))));

    private static Regex Pool(string code) => new($$"""\{"kind":"pool",("minimum":\{[^}]*\},)?"pool":"{{code}}"[^}]*\}""", RegexOptions.CultureInvariant);

    private static string Write(PolicyNode node) => JsonSerializer.Serialize(node, ConfigurationJson.Options);
}
