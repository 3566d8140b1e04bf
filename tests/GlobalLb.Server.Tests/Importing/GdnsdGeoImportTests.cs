using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Tests.Importing;

public sealed class GdnsdGeoImportTests : GdnsdImportTest
{
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
}
