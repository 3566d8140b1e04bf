using GlobalLb.Server.Commands;
using GlobalLb.Server.Tests.Commands;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Tests.Importing;

public sealed class GdnsdImportTests : ImportTest
{
    private const string Types = """
        # shell-style comment
        service_types => {
          webcheck => {
            plugin => http_status,
            port => 8080,             # default 80
            url_path => /checkme      ; zonefile-style comment
            vhost => www.example.com
            ok_codes => [ 200, 301 ],
            up_thresh => 20, ok_thresh => 10, down_thresh => 10,
            interval => 8, timeout => 3,
          }
          smtp => { plugin = tcp_connect, port = 25 }
          script => { plugin => extmon, cmd => [ "/usr/bin/check \"me\"", "a\\b" ] }
        }
        """;

    private const string Zone = """
        $TTL 3600
        @   SOA ns1 hostmaster 1 7200 900 1209600 300
            NS  ns1
            NS  ns2.example.net.
        ns1 A   192.0.2.53
        """;

    [Fact]
    public async Task A_geoip_map_is_a_tree_by_network_country_and_continent()
    {
        var (document, notes) = await ImportAsync("""
            plugins => { geoip => {
              service_types => webcheck
              maps => {
                my_prod_map => {
                  geoip2_db => GeoIP2-City.mmdb,
                  datacenters => [dc-03, dc-02, dc-01, dc-fail],
                  map => {
                    EU => { DE => [dc-03, dc-01, dc-fail], CH => dc-01 },
                    AF => [dc-02]
                    AS => []
                  }
                  nets => { 10.0.0.0/8 => [ dc-01, dc-02 ], 192.0.2.128/25 => dc-03 }
                }
              }
              resources => {
                prod_www => {
                  map => my_prod_map
                  dcmap => {
                    dc-01 => 192.0.2.1,
                    dc-02 => { lb01 => 192.0.2.2, lb02 => 192.0.2.3 },
                    dc-03 => [ 192.0.2.4, 2001:db8::4 ],
                    dc-fail => last.resort.cname.example.net.
                  }
                }
              }
            }}
            """, "www 600 DYNC geoip!prod_www\nmx MX 10 mail\nwww-dc01 600/30 DYNA geoip!prod_www/dc-01");
        Assert.Equal(
            "{kind: geographic, branches: [" +
            "{places: [10.0.0.0/8], node: {kind: failover, order: [{kind: pool, pool: prod-www-dc-01}, {kind: pool, minimum: {share: 50}, pool: prod-www-dc-02}]}, fence: true}, " +
            "{places: [192.0.2.128/25], node: {kind: pool, minimum: {share: 50}, pool: prod-www-dc-03}, fence: true}, " +
            "{places: [country:DE], node: {kind: failover, order: [{kind: pool, minimum: {share: 50}, pool: prod-www-dc-03}, {kind: pool, pool: prod-www-dc-01}, {kind: records, records: [{type: CNAME, value: last.resort.cname.example.net.}]}]}, fence: true}, " +
            "{places: [country:CH], node: {kind: pool, pool: prod-www-dc-01}, fence: true}, " +
            "{places: [continent:AF], node: {kind: pool, minimum: {share: 50}, pool: prod-www-dc-02}, fence: true}, " +
            "{places: [continent:AS], node: {kind: records, records: []}, fence: true}], " +
            "otherwise: {kind: failover, order: [{kind: pool, minimum: {share: 50}, pool: prod-www-dc-03}, {kind: pool, minimum: {share: 50}, pool: prod-www-dc-02}, {kind: pool, pool: prod-www-dc-01}, {kind: records, records: [{type: CNAME, value: last.resort.cname.example.net.}]}]}}",
            Policy(document, "www.example.com"));
        Assert.Equal("{kind: pool, pool: prod-www-dc-01}", Policy(document, "www-dc01.example.com"));
        Assert.Equal([new TtlRange(300, 600), new TtlRange(30, 600)], document.Zones[0].SteeredNames.Select(name => name.TtlRange));
        Assert.Equal(["192.0.2.4 8080 1", "2001:db8::4 8080 1"], Endpoints(document, "prod-www-dc-03"));
        Assert.Equal(["dc-01", "dc-02", "dc-03"], document.Pools.Select(pool => pool.Region.Value).Order(StringComparer.Ordinal));
        Assert.Equal(
            new Probe { Kind = ProbeKind.Http, Host = "www.example.com", Path = "/checkme", LowestStatus = 200, HighestStatus = 301, IntervalSeconds = 8, TimeoutSeconds = 3, Rise = 20, Fall = 10 },
            document.Pools[0].Probe);
        Assert.Equal((1u, 300u), (document.Zones[0].Authority.Serial, document.Zones[0].Authority.NegativeTtl));
        Assert.Equal(["example.com. NS", "example.com. NS", "ns1.example.com. A", "mx.example.com. MX"], document.Zones[0].Records.Select(record => $"{record.Name} {record.Type}"));
        Assert.Equal(
            ["config:8:17: the service type 'webcheck' takes 200, 301 for well; here it is every status from 200 to 301"],
            notes);
        Assert.All(document.Zones[0].SteeredNames, name => Assert.Equal(Fallback.PreferredPool, name.Fallback));
    }

    [Fact]
    public async Task Coordinates_of_datacenters_are_those_of_regions_and_the_nearest_is_taken()
    {
        var (document, notes) = await ImportAsync("""
            plugins => { geoip => {
              maps => { auto => { geoip2_db => City.mmdb, datacenters => [dc1, dc2], auto_dc_coords => { dc1 => [ 38.9, -77 ], dc2 => [ 50.1, 8.7 ] } } }
              resources => { corp => { map => auto, dcmap => { dc1 => %weighted!front, dc2 => { plugin => simplefo, primary => 192.0.2.100, secondary => 192.0.2.101 } } } }
            } weighted => { front => { a = [ 2001:db8::1, 4 ], b = [ 192.0.2.2, 1 ] } } }
            """, "corp DYNA geoip!corp");
        Assert.Equal([(38.9, -77d), (50.1, 8.7)], document.Regions.Select(region => (region.Latitude, region.Longitude)));
        Assert.Equal(
            "{kind: nearest, branches: [{region: dc1, node: {kind: pool, minimum: {share: 50}, pool: front, most: 1}}, " +
            "{region: dc2, node: {kind: failover, order: [{kind: pool, pool: corp-dc2-primary}, {kind: pool, pool: corp-dc2-secondary}]}}]}",
            Policy(document, "corp.example.com"));
        Assert.Empty(notes);
    }

    [Fact]
    public async Task Auto_stands_for_the_nearest_three_of_the_datacenters_that_have_coordinates()
    {
        var (document, notes) = await ImportAsync("""
            plugins => { geoip => {
              maps => {
                some => {
                  datacenters => [a, b, c, d, last], auto_dc_coords => { d => [ 4, 4 ], a => [ 1, 1 ], b => [ 2, 2 ], c => [ 3, 3 ] }
                  map => { default => [last], EU => { default => [a], DE => auto } }
                }
                all => { datacenters => [a, b], auto_dc_coords => { a => [ 1, 1 ], b => [ 2, 2 ] }, auto_dc_limit => 1, map => { AS => [] } }
                none => { datacenters => [a], map => { EU => [a], default => [] } }
              }
              resources => {
                some => { map => some, dcmap => { a => 192.0.2.1, b => 192.0.2.2, c => 192.0.2.3, d => 192.0.2.4, last => 192.0.2.5 } }
                all => { map => all, dcmap => { a => 192.0.2.1, b => 192.0.2.2 } }
                none => { map => none, dcmap => { a => 192.0.2.1 } }
              }
            } }
            """, "some DYNA geoip!some\nall DYNA geoip!all\nnone DYNA geoip!none");
        static string Near(string name, params string[] datacenters) => string.Join(", ", datacenters.Select(datacenter => $"{{region: {datacenter}, node: {{kind: pool, pool: {name}-{datacenter}}}}}"));
        Assert.Equal(
            $"{{kind: geographic, branches: [{{places: [country:DE], node: {{kind: nearest, branches: [{Near("some", "a", "b", "c", "d")}], most: 3}}, fence: true}}, " +
            "{places: [continent:EU], node: {kind: pool, pool: some-a}, fence: true}], otherwise: {kind: pool, pool: some-last}}",
            Policy(document, "some.example.com"));
        Assert.Equal(
            $"{{kind: geographic, branches: [{{places: [continent:AS], node: {{kind: records, records: []}}, fence: true}}], otherwise: {{kind: nearest, branches: [{Near("all", "a", "b")}], most: 1}}}}",
            Policy(document, "all.example.com"));
        Assert.Equal("{kind: geographic, branches: [{places: [continent:EU], node: {kind: pool, pool: none-a}, fence: true}], otherwise: {kind: records, records: []}}", Policy(document, "none.example.com"));
        Assert.Empty(notes);
    }

    [Fact]
    public async Task Whatever_is_down_clients_are_answered_as_before()
    {
        var (document, _) = await ImportAsync("""
            plugins => { geoip => {
              maps => { m => { datacenters => [a, b, c], map => { EU => [a, c], AS => [] } } }
              resources => { www => { map => m, dcmap => { a => [ 192.0.2.1, 192.0.2.2 ], b => 192.0.2.3, c => 192.0.2.4 } } }
            } }
            """, "www DYNA geoip!www");
        const string All = "192.0.2.1 192.0.2.2";
        Assert.Equal(All, Answered(document, "DE"));
        Assert.Equal("192.0.2.4", Answered(document, "DE", "192.0.2.1", "192.0.2.2"));
        // Of a list without anything up the first is answered, all of it, though another list has something.
        Assert.Equal(All, Answered(document, "DE", "192.0.2.1", "192.0.2.2", "192.0.2.4"));
        Assert.Equal("192.0.2.3", Answered(document, "US", "192.0.2.1", "192.0.2.2"));
        Assert.Equal(All, Answered(document, "US", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"));
        Assert.Equal("", Answered(document, "JP"));
        Assert.Equal("", Answered(document, "JP", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"));
    }

    [Fact]
    public async Task Metafo_tries_its_datacenters_in_their_order_with_what_they_inherit()
    {
        var (document, notes) = await ImportAsync("""
            plugins => {
              metafo => {
                service_types => [ smtp ]
                resources => { prod_foo => { datacenters => [ dc-02, dc-01 ], dcmap => { dc-01 => 192.0.1.1, dc-02 => !v4www } } }
              }
              multifo => { v4www => { up_thresh => 0.3, service_types => up, lb01 => 192.0.2.200, lb02 => 192.0.2.201 } }
            }
            """, "foo 60/60 DYNA metafo!prod_foo");
        Assert.Equal("{kind: failover, order: [{kind: pool, minimum: {share: 30}, pool: v4www}, {kind: pool, pool: prod-foo-dc-01}]}", Policy(document, "foo.example.com"));
        Assert.Equal(["192.0.1.1 25 1"], Endpoints(document, "prod-foo-dc-01"));
        Assert.Equal((ProbeKind.Tcp, PoolKind.L4), (document.FindPool(new("prod-foo-dc-01"))!.Probe!.Kind, document.FindPool(new("prod-foo-dc-01"))!.Kind));
        Assert.Null(document.FindPool(new("v4www"))!.Probe);
        Assert.Empty(notes);
    }

    [Fact]
    public async Task Weighted_draws_one_address_or_one_group_by_the_sum_of_its_weights()
    {
        var (document, notes) = await ImportAsync("""
            plugins => { weighted => {
              single => { lb01 = [ 192.0.2.1, 45 ], lb02 = [ 192.0.2.2, 60 ] }
              grouped => { one => { a = [ 192.0.2.3, 2 ], b = [ 192.0.2.4, 2 ] }, two => { a = [ 192.0.2.5, 1 ] } }
              mixed => { addrs_v4 => { lb1 = [ 192.0.2.6, 2 ] }, addrs_v6 => { lb1 = [ 2001:db8::6, 4 ] } }
              many => { multi => true, a = [ 192.0.2.7, 3 ], b = [ 192.0.2.8, 1 ] }
              names => { foo = [ lb01.example.org., 99 ], bar = [ lb02.example.org., 15 ] }
            } }
            """, "a DYNA weighted!single\nb DYNA weighted!grouped\nc DYNA weighted!mixed\nd DYNA weighted!many\n$ORIGIN sub\ne 300 DYNC weighted!names ; a comment");
        Assert.Equal("{kind: pool, minimum: {share: 50}, pool: single, most: 1}", Policy(document, "a.example.com"));
        Assert.Equal(["192.0.2.1 443 45", "192.0.2.2 443 60"], Endpoints(document, "single"));
        Assert.Equal("{kind: weighted, minimum: {share: 50}, branches: [{weight: 4, node: {kind: pool, pool: grouped-one}}, {weight: 1, node: {kind: pool, pool: grouped-two}}]}", Policy(document, "b.example.com"));
        Assert.Equal(["192.0.2.3 443 2", "192.0.2.4 443 2"], Endpoints(document, "grouped-one"));
        Assert.Equal(["192.0.2.6 443 2", "2001:db8::6 443 4"], Endpoints(document, "mixed"));
        Assert.Equal(["192.0.2.7 443 3", "192.0.2.8 443 1"], Endpoints(document, "many"));
        Assert.Equal(
            "{kind: weighted, branches: [{weight: 99, node: {kind: records, records: [{type: CNAME, value: lb01.example.org.}]}}, {weight: 15, node: {kind: records, records: [{type: CNAME, value: lb02.example.org.}]}}]}",
            Policy(document, "e.sub.example.com"));
        Assert.Contains("'many' answers with each address by its own chance (multi)", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simplefo_has_a_first_and_a_second_for_both_families()
    {
        var (document, _) = await ImportAsync(
            "plugins => { simplefo => { mixed => { addrs_v4 => { primary => 192.0.2.1, secondary => 192.0.2.100 }, addrs_v6 => { primary => 2001:DB8::1, secondary => 2001:DB8::100 } } } static => { one => 192.0.2.77 } }",
            "mix 180 DYNA simplefo!mixed\none DYNC static!one");
        Assert.Equal("{kind: failover, order: [{kind: pool, pool: mixed-primary}, {kind: pool, pool: mixed-secondary}]}", Policy(document, "mix.example.com"));
        Assert.Equal(["192.0.2.1 443 1", "2001:db8::1 443 1"], Endpoints(document, "mixed-primary"));
        Assert.Equal(["192.0.2.77 443 1"], Endpoints(document, "one"));
    }

    [Fact]
    public async Task What_has_no_equal_is_said_with_its_place()
    {
        var (document, notes) = await ImportAsync("""
            options => { listen => 192.0.2.53 }
            plugins => { reflect => {} multifo => { service_types => script, a => { x => 192.0.2.1 }, b => { service_types => [ smtp, down ], x => 192.0.2.2 } } }
            """, "a DYNA multifo!a\nb DYNA multifo!b\nme 60 DYNA reflect!both\ngone DYNA multifo!gone\n$ADDR_LIMIT_V4 4\n@Z TXT \"DYNA geoip!x in a text\"");
        Assert.Equal(2, document.Zones[0].SteeredNames.Length);
        Assert.Equal("\"DYNA geoip!x in a text\"", document.Zones[0].Records[^1].Value);
        Assert.Null(document.Pools[0].Probe);
        Assert.Equal(
            [
                "config:15:12: the options of the server are not carried over: addresses to listen on and limits are options of an edge",
                "zones/example.com:10:1: $ADDR_LIMIT_V4 4 is not carried over: how many addresses are answered is not limited",
                "config:13:13: the service type 'script' is checked by 'extmon', which has no equal here; its addresses are not probed until you give their pools a probe",
                "config:16:123: the service type 'down' is not carried over: a pool has one probe, made of 'smtp'",
                "zones/example.com:8:7: 'reflect!both' is left out: the plugin 'reflect' has no equal here",
                "zones/example.com:8:7: me.example.com. is left out: nothing of 'reflect!both' could be carried over",
                "zones/example.com:9:6: 'multifo!gone' is left out: the configuration has no such resource",
                "zones/example.com:9:6: gone.example.com. is left out: nothing of 'multifo!gone' could be carried over",
            ],
            notes);
    }

    [Fact]
    public async Task Included_files_are_read()
    {
        Write("more/pools.cfg", "static => { one => 192.0.2.77 }");
        Write("zones/hosts", "unused"); // no zone has only one label: its SOA is missing, and that is said
        File.Delete(In("zones/hosts"));
        var (document, _) = await ImportAsync("plugins => { $include{more/*.cfg} }", "one DYNA static!one");
        Assert.Equal(["192.0.2.77 443 1"], Endpoints(document, "one"));
    }

    [Fact]
    public async Task A_record_of_a_type_for_private_use_stays_one()
    {
        var (document, _) = await ImportAsync("plugins => { static => { one => 192.0.2.77 } }", "own TYPE65281 \\# 4 00000000\none DYNA static!one");
        Assert.Equal("\\# 4 00000000", document.Zones[0].Records.Single(record => record.Name.ToHostName() == "own.example.com").Value);
        Assert.Single(document.Zones[0].SteeredNames);
    }

    [Theory]
    [InlineData("plugins => { a => [ b }", "config:15:23: a value is expected here, not '}'")]
    [InlineData("plugins => {", "config:15:13: a } is missing")]
    [InlineData("plugins { }", "config:15:9: 'plugins' is a key; write => and its value")]
    [InlineData("plugins => { a => \"b }", "config:15:19: a quote is not closed")]
    [InlineData("plugins => $include{none}", "config:15:12: 'none' cannot be included")]
    public async Task A_configuration_that_cannot_be_read_is_refused(string plugins, string expected)
    {
        Write("config", $"{Types}\n{plugins}");
        Write("zones/example.com", Zone);
        var spoken = await Spoken.ByAsync("import", "gdnsd", In(""));
        Assert.Equal(ExitCode.NotFound, spoken.Code);
        Assert.Contains(expected, spoken.Error, StringComparison.Ordinal);
        Assert.Empty(spoken.Output);
    }

    [Theory]
    [InlineData("@ NS ns1", "zones/example.com:1:1: the zone example.com. has no SOA record; add one")]
    [InlineData("@ SOA ns1 h 1 2 3 4 5\nx A nowhere", "zones/example.com:2:5: ")]
    public async Task A_zone_that_cannot_be_read_is_refused(string zone, string expected)
    {
        Write("config", Types);
        Write("zones/example.com", zone);
        var spoken = await Spoken.ByAsync("import", "gdnsd", In(""));
        Assert.Equal(ExitCode.NotFound, spoken.Code);
        Assert.Contains(expected, spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_gdnsds_is_refused() =>
        Assert.Contains("this is no folder of gdnsd", (await Spoken.ByAsync("import", "gdnsd", In(""))).Error, StringComparison.Ordinal);

    private Task<(ConfigurationDocument Document, string[] Notes)> ImportAsync(string plugins, string zone)
    {
        Write("config", $"{Types}\n{plugins}");
        Write("zones/example.com", $"{Zone}\n{zone}\n");
        return base.ImportAsync("gdnsd", In(""));
    }
}
