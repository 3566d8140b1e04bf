using GlobalLb.Server.Commands;
using GlobalLb.Server.Importing.PowerDns;
using GlobalLb.Server.Tests.Commands;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Tests.Importing;

public sealed class PowerDnsImportTests : ImportTest
{
    private const string Start = """
        domains:
        - domain: geo.example.com
          ttl: 30
          records:
            geo.example.com:
              - soa: ns1.example.com hostmaster.example.com 2014090125 7200 3600 1209600 3600
              - ns:
                   content: ns1.example.com
                   ttl: 600
              - ns: ns2.example.com
              - mx: 10 mx.example.com
            fin.eu.service.geo.example.com:
              - a: 192.0.2.2
              - txt: hello world
              - aaaa: 2001:DB8::12:34DE:3
        # this will result first record being handed out 33% of time
            swe.eu.service.geo.example.com:
              - a:
                   content: 192.0.2.3
                   weight: 50
              - a: 192.0.2.4
            unknown.eu.service.geo.example.com:
              - a: 192.0.2.9
            unknown.service.geo.example.com:
              - a: 192.0.2.5
        """;

    private const string Found =
        "{places: [country:FI], node: {kind: pool, pool: fin-eu-service-geo-example-com}}, " +
        "{places: [country:SE], node: {kind: pool, pool: swe-eu-service-geo-example-com, most: 1}}, " +
        "{places: [continent:EU], node: {kind: pool, pool: unknown-eu-service-geo-example-com}}";

    [Fact]
    public async Task A_service_is_a_tree_of_the_places_that_names_are_there_for()
    {
        var (document, notes) = await ImportAsync("""
              services:
                service.geo.example.com: [ '%co.%cn.service.geo.example.com', '%cn.service.geo.example.com' ]
            """);
        Assert.All(notes, note => Assert.Contains("RFC 2181", note, StringComparison.Ordinal));
        Assert.Equal($"{{kind: geographic, branches: [{Found}], otherwise: {{kind: pool, pool: unknown-service-geo-example-com}}}}", Policy(document, "service.geo.example.com"));
        Assert.Equal(["192.0.2.2 443 1", "2001:db8::12:34de:3 443 1"], Endpoints(document, "fin-eu-service-geo-example-com"));

        var zone = document.Zones[0];
        Assert.Equal(("ns1.example.com.", 2014090125u, 30u), (zone.Authority.PrimaryNameServer.ToString(), zone.Authority.Serial, zone.Authority.Ttl));
        Assert.Equal(
            [
                "geo.example.com. NS 30 ns1.example.com.", "geo.example.com. NS 30 ns2.example.com.", "geo.example.com. MX 30 10 mx.example.com.",
                "fin.eu.service.geo.example.com. A 30 192.0.2.2", "fin.eu.service.geo.example.com. TXT 30 \"hello world\"", "fin.eu.service.geo.example.com. AAAA 30 2001:DB8::12:34DE:3",
                "unknown.eu.service.geo.example.com. A 30 192.0.2.9", "unknown.service.geo.example.com. A 30 192.0.2.5",
            ],
            zone.Records.Select(record => $"{record.Name} {record.Type} {record.Ttl} {record.Value}"));
        Assert.Contains("geo.example.com. NS: all records of one name and type have the TTL 30 now, the lowest of theirs (RFC 2181 §5.2)", notes);

        // A name with weights is drawn for whoever asks it by itself, too.
        Assert.Equal("{kind: pool, pool: swe-eu-service-geo-example-com, most: 1}", Policy(document, "swe.eu.service.geo.example.com"));
        Assert.Equal(["192.0.2.3 443 50", "192.0.2.4 443 100"], Endpoints(document, "swe-eu-service-geo-example-com"));
    }

    [Fact]
    public async Task A_service_by_network_has_the_networks_first()
    {
        var (document, _) = await ImportAsync("""
                internal.service.geo.example.com:
                  - a: 10.0.0.5
              services:
                api.geo.example.com:
                  default: [ '%co.%cn.service.geo.example.com', '%cn.service.geo.example.com' ]
                  10.0.0.0/8: 'internal.service.geo.example.com'
            """);
        Assert.Equal($"{{kind: geographic, branches: [{{places: [10.0.0.0/8], node: {{kind: pool, pool: internal-service-geo-example-com}}}}, {Found}], otherwise: {{kind: pool, pool: unknown-service-geo-example-com}}}}", Policy(document, "api.geo.example.com"));
    }

    [Fact]
    public async Task A_mapping_says_which_places_a_name_is_for()
    {
        var (document, notes) = await ImportAsync("""
                us-west.map.geo.example.com:
                  - a: 192.0.2.21
                eu-central.map.geo.example.com:
                  - a: 192.0.2.22
              services:
                map.geo.example.com: '%mp.map.geo.example.com'
            mapping_lookup_formats: ['%cc', '%cn']
            custom_mapping:
              us: us-west
              fr: eu-central
              de: eu-central
              eu: eu-central
            """);
        Assert.Equal(
            "{kind: geographic, branches: [{places: [country:US], node: {kind: pool, pool: us-west-map-geo-example-com}}, " +
            "{places: [country:FR, country:DE, continent:EU], node: {kind: pool, pool: eu-central-map-geo-example-com}}], otherwise: {kind: records, records: []}}",
            Policy(document, "map.geo.example.com"));
        Assert.Equal(Fallback.PreferredPool, document.Zones[0].SteeredNames[0].Fallback);
    }

    [Fact]
    public async Task What_has_no_equal_is_said_with_its_place()
    {
        var (document, notes) = await ImportAsync("""
                odd.geo.example.com:
                  - txt: "your IP is %ip"
                  - a: nowhere
                  - mx:
                      content: 10 mx.example.com
                      weight: 5
              services:
                city.geo.example.com: '%ci.service.geo.example.com'
                odd2.geo.example.com:
                  default: unknown.service.geo.example.com
                  nonsense: unknown.service.geo.example.com
              dnssec: yes
            zone-dir: /etc/zones
            """);
        Assert.Equal("{kind: pool, pool: unknown-service-geo-example-com}", Policy(document, "odd2.geo.example.com"));
        Assert.Equal(
            [
                "geo.yaml:38:1: 'zone-dir' is not carried over",
                "geo.yaml:37:3: 'dnssec' of geo.example.com. is not carried over",
                "geo.yaml:33:27: the format '%ci.service.geo.example.com' is left out: %ci says something that policies do not look at",
                "geo.yaml:33:5: this service is left out: there is no name with addresses that fits its formats",
                "geo.yaml:36:7: 'nonsense' is left out: 'nonsense' is no place; write ",
                "geo.yaml:27:9: odd.geo.example.com. TXT 'your IP is %ip' is left out: what stands for the % in it is known only when somebody asks",
                "geo.yaml:28:9: odd.geo.example.com. A 'nowhere' is left out: 'nowhere' is not an IPv4 address",
                "geo.yaml:29:9: the weight of this MX record of odd.geo.example.com. is not carried over: all records of the name are answered",
            ],
            notes.Where(note => !note.Contains("RFC 2181", StringComparison.Ordinal)).Select(note => note.Split("; a record of")[0].Split("continent:EU")[0]));
    }

    [Theory]
    [InlineData("domains: []\nother: [", "geo.yaml:")]
    [InlineData("zones: []", "geo.yaml:1:1: this is no file of the geoip backend: it has no list 'domains'")]
    [InlineData("domains:\n- ttl: 5", "geo.yaml:2:3: a domain needs its name as 'domain'")]
    [InlineData("domains:\n- domain: a.test", "geo.yaml:2:3: the domain a.test. has no valid soa record")]
    public async Task What_is_none_of_its_files_is_refused(string text, string expected)
    {
        var spoken = await Spoken.ByAsync("import", "powerdns-geoip", Write("geo.yaml", text));
        Assert.Equal(ExitCode.NotFound, spoken.Code);
        Assert.Contains(expected, spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_country_has_three_letters()
    {
        Assert.All(CountryCodes.All, code => Assert.NotNull(Continents.OfCountry(code)));
        Assert.Equal(250, CountryCodes.All.Distinct().Count()); // ISO 3166-1's 249, and Kosovo
        Assert.Equal("SE", CountryCodes.Find("swe"));
        Assert.Null(CountryCodes.Find("xyz"));
    }

    private Task<(ConfigurationDocument Document, string[] Notes)> ImportAsync(string rest) => base.ImportAsync("powerdns-geoip", Write("geo.yaml", $"{Start}\n{rest}\n"));
}
