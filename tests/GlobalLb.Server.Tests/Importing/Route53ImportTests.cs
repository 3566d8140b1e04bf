using GlobalLb.Server.Commands;
using GlobalLb.Server.Tests.Commands;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Tests.Importing;

public sealed class Route53ImportTests : ImportTest
{
    private const string Apex = """
        {"Name": "example.com.", "Type": "SOA", "TTL": 900, "ResourceRecords": [{"Value": "ns-2048.awsdns-64.com. hostmaster.example.com. 1 7200 900 1209600 86400"}]},
        {"Name": "example.com.", "Type": "NS", "TTL": 172800, "ResourceRecords": [{"Value": "ns-2048.awsdns-64.com."}, {"Value": "ns-2049.awsdns-65.net"}]}
        """;

    private const string Checks = """
        {"HealthChecks": [
          {"Id": "c1", "CallerReference": "a", "HealthCheckVersion": 1, "HealthCheckConfig": {"IPAddress": "192.0.2.1", "Port": 8080, "Type": "HTTP", "ResourcePath": "/health", "FullyQualifiedDomainName": "www.example.com", "RequestInterval": 30, "FailureThreshold": 3, "MeasureLatency": false, "Inverted": false, "Disabled": false, "EnableSNI": false}},
          {"Id": "c2", "HealthCheckConfig": {"Type": "CALCULATED", "HealthThreshold": 1, "ChildHealthChecks": ["c1"]}},
          {"Id": "c3", "HealthCheckConfig": {"IPAddress": "192.0.2.42", "Port": 443, "Type": "TCP", "RequestInterval": 10, "FailureThreshold": 2}}
        ]}
        """;

    [Fact]
    public async Task Simple_sets_are_records_and_an_alias_elsewhere_is_an_ALIAS()
    {
        var (document, notes) = await ImportAsync("""
            {"Name": "\\052.example.com.", "Type": "TXT", "TTL": 60, "ResourceRecords": [{"Value": "\"wild\""}]},
            {"Name": "mail.example.com", "Type": "MX", "TTL": 300, "ResourceRecords": [{"Value": "10 mx.example.net"}]},
            {"Name": "example.com.", "Type": "A", "AliasTarget": {"HostedZoneId": "Z3", "DNSName": "lb.eu-west-1.elb.amazonaws.com.", "EvaluateTargetHealth": true}},
            {"Name": "example.com.", "Type": "AAAA", "AliasTarget": {"HostedZoneId": "Z3", "DNSName": "lb.eu-west-1.elb.amazonaws.com.", "EvaluateTargetHealth": true}}
            """);
        Assert.Empty(notes);
        Assert.Equal(
            [
                "example.com. NS 172800 ns-2048.awsdns-64.com.", "example.com. NS 172800 ns-2049.awsdns-65.net.", "example.com. ALIAS 60 lb.eu-west-1.elb.amazonaws.com.",
                "*.example.com. TXT 60 \"wild\"", "mail.example.com. MX 300 10 mx.example.net.",
            ],
            document.Zones[0].Records.Select(record => $"{record.Name} {record.Type} {record.Ttl} {record.Value}"));
        Assert.Equal((1u, 86400u, 900u), (document.Zones[0].Authority.Serial, document.Zones[0].Authority.NegativeTtl, document.Zones[0].Authority.Ttl));
    }

    [Fact]
    public async Task Weighted_sets_of_both_families_are_one_choice()
    {
        var (document, notes) = await ImportAsync("""
            {"Name": "w.example.com.", "Type": "A", "SetIdentifier": "Rack 1", "Weight": 3, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}, {"Value": "192.0.2.2"}], "HealthCheckId": "c1"},
            {"Name": "w.example.com.", "Type": "A", "SetIdentifier": "Rack 2", "Weight": 0, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.3"}]},
            {"Name": "w.example.com.", "Type": "AAAA", "SetIdentifier": "Rack 1", "Weight": 3, "TTL": 60, "ResourceRecords": [{"Value": "2001:db8::1"}], "HealthCheckId": "c1"}
            """);
        Assert.Equal("{kind: weighted, branches: [{weight: 3, node: {kind: pool, pool: w-example-com-rack-1}}, {weight: 0, node: {kind: pool, pool: w-example-com-rack-2}}]}", Policy(document, "w.example.com"));
        Assert.Equal(["192.0.2.1 8080 1", "192.0.2.2 8080 1", "2001:db8::1 8080 1"], Endpoints(document, "w-example-com-rack-1"));
        Assert.Equal(new Probe { Kind = ProbeKind.Http, Host = "www.example.com", Path = "/health", IntervalSeconds = 30, TimeoutSeconds = 4, Rise = 3, Fall = 3 }, document.Pools[0].Probe);
        Assert.Null(document.Pools[1].Probe);
        Assert.Equal(["checks.json:2:86: the health check c1 asks 192.0.2.1; here the addresses that are answered are asked themselves"], notes);
    }

    [Fact]
    public async Task Weights_that_are_all_zero_are_all_alike()
    {
        var (document, _) = await ImportAsync("""
            {"Name": "w.example.com.", "Type": "A", "SetIdentifier": "a", "Weight": 0, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]},
            {"Name": "w.example.com.", "Type": "A", "SetIdentifier": "b", "Weight": 0, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.3"}]}
            """);
        Assert.Equal("{kind: weighted, branches: [{weight: 1, node: {kind: pool, pool: w-example-com-a}}, {weight: 1, node: {kind: pool, pool: w-example-com-b}}]}", Policy(document, "w.example.com"));
    }

    [Fact]
    public async Task Locations_are_a_tree_whose_aliases_are_the_policies_of_other_names()
    {
        var (document, notes) = await ImportAsync("""
            {"Name": "eu.example.com.", "Type": "A", "SetIdentifier": "p", "Failover": "PRIMARY", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.31"}], "HealthCheckId": "c3"},
            {"Name": "eu.example.com.", "Type": "A", "SetIdentifier": "s", "Failover": "SECONDARY", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.32"}]},
            {"Name": "g.example.com.", "Type": "A", "SetIdentifier": "de", "GeoLocation": {"CountryCode": "DE"}, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.21"}]},
            {"Name": "g.example.com.", "Type": "A", "SetIdentifier": "eu", "GeoLocation": {"ContinentCode": "EU"}, "AliasTarget": {"HostedZoneId": "Z1", "DNSName": "eu.example.com.", "EvaluateTargetHealth": true}},
            {"Name": "g.example.com.", "Type": "A", "SetIdentifier": "default", "GeoLocation": {"CountryCode": "*"}, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.22"}]},
            {"Name": "www.example.com.", "Type": "A", "AliasTarget": {"HostedZoneId": "Z1", "DNSName": "g.example.com.", "EvaluateTargetHealth": false}}
            """);
        const string Europe = "{kind: failover, order: [{kind: pool, pool: eu-example-com-p}, {kind: pool, pool: eu-example-com-s}]}";
        const string Whole = $"{{kind: geographic, branches: [{{places: [country:DE], node: {{kind: pool, pool: g-example-com-de}}}}, {{places: [continent:EU], node: {Europe}}}], otherwise: {{kind: pool, pool: g-example-com-default}}}}";
        Assert.Equal(Europe, Policy(document, "eu.example.com"));
        Assert.Equal(Whole, Policy(document, "g.example.com"));
        Assert.Equal(Whole, Policy(document, "www.example.com"));
        Assert.Contains("sets.json:8:1: www.example.com. '' goes to its alias whatever the health of that is; here it is passed over when nothing there is available", notes);
    }

    [Fact]
    public async Task Latency_has_its_regions_with_their_places()
    {
        var (document, notes) = await ImportAsync("""
            {"Name": "l.example.com.", "Type": "A", "SetIdentifier": "ie", "Region": "eu-west-1", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.11"}]},
            {"Name": "l.example.com.", "Type": "A", "SetIdentifier": "va", "Region": "us-east-1", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.12"}]}
            """);
        Assert.Equal([("eu-west-1", "Dublin", 53.3), ("us-east-1", "Northern Virginia", 39)], document.Regions.Select(region => (region.Code.Value, region.Name, region.Latitude)));
        Assert.Equal(["eu-west-1", "us-east-1"], document.Pools.Select(pool => pool.Region.Value));
        Assert.Equal(
            "{kind: fastest, branches: [{region: eu-west-1, node: {kind: pool, pool: l-example-com-ie}}, {region: us-east-1, node: {kind: pool, pool: l-example-com-va}}], band: 10}",
            Policy(document, "l.example.com"));
        Assert.Equal(["sets.json:3:1: l.example.com. is chosen by Amazon's measurements, which are not carried over: until you import some, its regions are tried in the order they are written"], notes);
    }

    [Fact]
    public async Task Proximity_is_the_nearest_with_its_bias()
    {
        var (document, notes) = await ImportAsync("""
            {"Name": "p.example.com.", "Type": "A", "SetIdentifier": "ie", "GeoProximityLocation": {"AWSRegion": "eu-west-1", "Bias": 20}, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.11"}]},
            {"Name": "p.example.com.", "Type": "A", "SetIdentifier": "ny", "GeoProximityLocation": {"Coordinates": {"Latitude": "40.71", "Longitude": "-74.01"}, "Bias": -20}, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.12"}]},
            {"Name": "p.example.com.", "Type": "AAAA", "SetIdentifier": "ny", "GeoProximityLocation": {"Coordinates": {"Latitude": "40.71", "Longitude": "-74.01"}, "Bias": -20}, "TTL": 60, "ResourceRecords": [{"Value": "2001:db8::12"}]},
            {"Name": "p.example.com.", "Type": "A", "SetIdentifier": "bue", "GeoProximityLocation": {"LocalZoneGroup": "us-east-1-bue-1"}, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.13"}]}
            """);
        Assert.Equal(
            "{kind: nearest, branches: [{region: eu-west-1, bias: 20, node: {kind: pool, pool: p-example-com-ie}}, " +
            "{region: 40-71n-74-01w, bias: -25, node: {kind: pool, pool: p-example-com-ny}}, {region: us-east-1-bue-1, node: {kind: pool, pool: p-example-com-bue}}]}",
            Policy(document, "p.example.com"));
        Assert.Equal([("eu-west-1", 53.3), ("40-71n-74-01w", 40.71), ("us-east-1-bue-1", 0d)], document.Regions.Select(region => (region.Code.Value, region.Latitude)));
        Assert.Equal("40-71n-74-01w", document.Pools[1].Region.Value);
        Assert.Equal(["sets.json:6:1: the local zone us-east-1-bue-1 has no coordinates here yet; give its region some"], notes);
    }

    [Fact]
    public async Task Without_a_set_for_everywhere_else_clients_from_there_have_no_answer()
    {
        var (document, notes) = await ImportAsync("""
            {"Name": "g.example.com.", "Type": "A", "SetIdentifier": "de", "GeoLocation": {"CountryCode": "DE"}, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.21"}]}
            """);
        Assert.Equal("{kind: geographic, branches: [{places: [country:DE], node: {kind: pool, pool: g-example-com-de}}], otherwise: {kind: records, records: []}}", Policy(document, "g.example.com"));
        Assert.Equal(Fallback.PreferredPool, document.Zones[0].SteeredNames[0].Fallback);
        Assert.Empty(notes);
    }

    [Fact]
    public async Task Whatever_is_unhealthy_clients_are_answered_as_before()
    {
        var (document, _) = await ImportAsync("""
            {"Name": "g.example.com.", "Type": "A", "SetIdentifier": "de", "GeoLocation": {"CountryCode": "DE"}, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.21"}]},
            {"Name": "g.example.com.", "Type": "A", "SetIdentifier": "eu", "GeoLocation": {"ContinentCode": "EU"}, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.22"}]}
            """);
        Assert.Equal("192.0.2.21", Answered(document, "DE"));
        Assert.Equal("192.0.2.22", Answered(document, "DE", "192.0.2.21"));
        Assert.Equal("192.0.2.21", Answered(document, "DE", "192.0.2.21", "192.0.2.22"));
        Assert.Equal("", Answered(document, "US"));
        Assert.Equal("", Answered(document, "US", "192.0.2.21", "192.0.2.22"));
    }

    [Fact]
    public async Task Several_values_are_one_pool_with_one_probe()
    {
        var (document, notes) = await ImportAsync("""
            {"Name": "m.example.com.", "Type": "A", "SetIdentifier": "1", "MultiValueAnswer": true, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}], "HealthCheckId": "c1"},
            {"Name": "m.example.com.", "Type": "A", "SetIdentifier": "2", "MultiValueAnswer": true, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.42"}], "HealthCheckId": "c3"},
            {"Name": "m.example.com.", "Type": "AAAA", "TTL": 60, "ResourceRecords": [{"Value": "2001:db8::2"}]}
            """);
        Assert.Equal("{kind: pool, pool: m-example-com, most: 8}", Policy(document, "m.example.com"));
        Assert.Equal(["192.0.2.1 8080 1", "192.0.2.42 8080 1", "2001:db8::2 8080 1"], Endpoints(document, "m-example-com"));
        Assert.Contains(notes, note => note.StartsWith("sets.json:4:1: the health check c3 is another than that of the other addresses of its pool", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("sets.json:5:1: the AAAA addresses of m.example.com. have no routing of their own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_has_no_equal_is_said_with_its_place()
    {
        var (document, notes) = await ImportAsync("""
            {"Name": "f.example.com.", "Type": "A", "SetIdentifier": "s", "Failover": "SECONDARY", "AliasTarget": {"HostedZoneId": "Z2", "DNSName": "s3-website-us-east-1.amazonaws.com.", "EvaluateTargetHealth": false}},
            {"Name": "f.example.com.", "Type": "A", "SetIdentifier": "p", "Failover": "PRIMARY", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.31"}], "HealthCheckId": "c2"},
            {"Name": "h.example.com.", "Type": "A", "SetIdentifier": "x", "Failover": "PRIMARY", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.32"}], "HealthCheckId": "c9"},
            {"Name": "c.example.com.", "Type": "CNAME", "SetIdentifier": "x", "Weight": 1, "TTL": 60, "ResourceRecords": [{"Value": "x.example.net"}]},
            {"Name": "c.example.com.", "Type": "CNAME", "SetIdentifier": "y", "Weight": 3, "TTL": 60, "ResourceRecords": [{"Value": "y.example.net"}], "HealthCheckId": "c1"},
            {"Name": "p.example.com.", "Type": "A", "SetIdentifier": "x", "CidrRoutingConfig": {"CollectionId": "a", "LocationName": "b"}, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.51"}]},
            {"Name": "loop.example.com.", "Type": "A", "SetIdentifier": "x", "Weight": 1, "AliasTarget": {"HostedZoneId": "Z1", "DNSName": "loop.example.com.", "EvaluateTargetHealth": true}}
            """);
        Assert.Equal(["f.example.com.", "h.example.com.", "c.example.com."], document.Zones[0].SteeredNames.Select(name => name.Name.ToString()));
        Assert.Equal("{kind: failover, order: [{kind: pool, pool: f-example-com-p}, {kind: records, records: [{type: CNAME, value: s3-website-us-east-1.amazonaws.com.}]}]}", Policy(document, "f.example.com"));
        Assert.Equal("{kind: weighted, branches: [{weight: 1, node: {kind: records, records: [{type: CNAME, value: x.example.net.}]}}, {weight: 3, node: {kind: records, records: [{type: CNAME, value: y.example.net.}]}}]}", Policy(document, "c.example.com"));
        string[] expected =
        [
            "sets.json:3:1: f.example.com. 's' sends clients to s3-website-us-east-1.amazonaws.com. by a CNAME, whatever the health there",
            "checks.json:3:37: the health check c2 of type CALCULATED has no equal here; its addresses are not probed until you give their pools a probe",
            "sets.json:5:1: the health check c9 is not known, so its addresses are not probed; name the file that 'aws route53 list-health-checks' prints with --health-checks",
            "sets.json:7:1: the health check of c.example.com. CNAME 'y' is not carried over: records are always available",
            "sets.json:8:1: p.example.com. is chosen by CidrRoutingConfig, which has no equal here",
            "sets.json:9:1: loop.example.com. leads back to itself, or is more than 16 aliases away, and is left out",
        ];
        Assert.All(expected, sentence => Assert.Contains(sentence, notes));
    }

    [Fact]
    public async Task A_batch_of_changes_has_the_same_sets()
    {
        var batch = string.Join(",", Apex.Split("\n").Select(set => $"{{\"Action\": \"UPSERT\", \"ResourceRecordSet\": {set.Trim().TrimEnd(',')}}}"));
        var (document, _) = await base.ImportAsync("route53", Write("sets.json", $"{{\"Comment\": \"\", \"Changes\": [{batch}]}}"));
        Assert.Equal(2, document.Zones[0].Records.Length);
    }

    [Theory]
    [InlineData("{\"HostedZones\": []}", "sets.json:1:1: this is no list of record sets")]
    [InlineData("{\"ResourceRecordSets\": []}", "sets.json:1:1: there is no valid SOA record set")]
    [InlineData("{\"ResourceRecordSets\": [", "sets.json:")]
    public async Task What_is_no_list_of_sets_is_refused(string text, string expected)
    {
        var spoken = await Spoken.ByAsync("import", "route53", Write("sets.json", text));
        Assert.Equal(ExitCode.NotFound, spoken.Code);
        Assert.Contains(expected, spoken.Error, StringComparison.Ordinal);
    }

    private Task<(ConfigurationDocument Document, string[] Notes)> ImportAsync(string sets) =>
        base.ImportAsync("route53", Write("sets.json", $"{{\"ResourceRecordSets\": [{Apex.TrimEnd()},\n{sets}\n]}}"), "--health-checks", Write("checks.json", Checks));
}
