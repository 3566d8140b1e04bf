using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Server.Importing;
using GlobalLb.Server.Importing.Gdnsd;
using GlobalLb.Server.Importing.PowerDns;
using GlobalLb.Server.Importing.Route53;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Server.Tests.Importing;

/// <summary>Whatever is in a file, it becomes a configuration or a sentence.</summary>
public sealed class DamagedImportTests : ImportTest
{
    private const string Gdnsd = """
        service_types => { web => { plugin => http_status, port => 8080, ok_codes => [ 200, 301 ] } }
        plugins => {
          geoip => { service_types => web, maps => { m => { datacenters => [a, b], map => { EU => { DE => [b, a], default => [a] }, AS => [] }, nets => { 10.0.0.0/8 => b }, auto_dc_coords => { a => [ 1, 2 ] } } }
            resources => { www => { map => m, dcmap => { a => { x => 192.0.2.1, y => 192.0.2.2 }, b => %weighted!w } } } }
          weighted => { multi => false, w => { x = [ 192.0.2.3, 9 ], y = [ 192.0.2.4, 1 ] }, g => { one => { x = [ 192.0.2.5, 9 ] } }, n => { x = [ a.example.org., 1 ] } }
          simplefo => { s => { primary => 192.0.2.6, secondary => 192.0.2.7 } }
          multifo => { l => [ 192.0.2.8, 192.0.2.9 ] }
        }
        """;

    private const string GdnsdZone = "@ SOA ns1 h 1 7200 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nwww 60/30 DYNA geoip!www\na DYNA geoip!www/a\ng DYNA weighted!g\nn DYNC weighted!n\ns DYNA simplefo!s\nl DYNA multifo!l\n";

    private const string PowerDns = """
        custom_mapping: {fr: one}
        mapping_lookup_formats: ['%cc']
        domains:
        - domain: g.test
          records:
            g.test: [{soa: a.test b.test 1 2 3 4 5}, {ns: ns.g.test}]
            fin.eu.s.g.test: [{a: {content: 192.0.2.1, weight: 5}}, {a: 192.0.2.2}, {txt: hello world}]
            one.g.test: [{aaaa: 2001:db8::1}]
          services:
            s.g.test: ['%co.%cn.s.g.test', '%cn.s.g.test']
            m.g.test: {default: '%mp.g.test', 10.0.0.0/8: one.g.test}
        """;

    private const string Route53 = """
        {"ResourceRecordSets": [
        {"Name": "e.test.", "Type": "SOA", "TTL": 9, "ResourceRecords": [{"Value": "a. b. 1 2 3 4 5"}]},
        {"Name": "w.e.test.", "Type": "A", "SetIdentifier": "a", "Weight": 3, "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}], "HealthCheckId": "c"},
        {"Name": "g.e.test.", "Type": "A", "SetIdentifier": "d", "GeoLocation": {"CountryCode": "*"}, "AliasTarget": {"DNSName": "w.e.test.", "EvaluateTargetHealth": true}},
        {"Name": "c.e.test.", "Type": "CNAME", "SetIdentifier": "d", "Weight": 1, "ResourceRecords": [{"Value": "x.test"}]},
        {"Name": "m.e.test.", "Type": "A", "SetIdentifier": "1", "MultiValueAnswer": true, "ResourceRecords": [{"Value": "192.0.2.4"}]}]}
        """;

    private static readonly string[] Pieces =
        ["[", "]", "{", "}", "=>", "=", ",", ":", "\"", "'", "\n", " ", "#", ";", "\\", "\\052", "$include{x}", "%", "%mp", "!", "/", "*", "@", "-1", "99999999999", "null", "é", "\0", "DYNA ", "192.0.2.1", "x."];

    [Fact]
    public void The_configuration_of_gdnsd_never_throws() => Damage(Gdnsd, text =>
    {
        Write("zones/example.com", GdnsdZone);
        Write("config", text);
        return GdnsdImport.Read(In(""));
    });

    [Fact]
    public void A_zone_of_gdnsd_never_throws() => Damage(GdnsdZone, text =>
    {
        Write("zones/example.com", text);
        Write("config", Gdnsd);
        return GdnsdImport.Read(In(""));
    });

    [Fact]
    public void PowerDNS_never_throws() => Damage(PowerDns, text => PowerDnsImport.Read(Write("geo.yaml", text)));

    [Fact]
    public void Route_53_never_throws() => Damage(Route53, text => Route53Import.Read(Write("sets.json", text), null));

    private static void Damage(string whole, Func<string, ImportDraft> import)
    {
        Assert.False(import(whole).IsRefused);
        var damage = from at in Gen.Choose(0, whole.Length - 1)
                     from removed in Gen.Choose(0, 30)
                     from piece in Gen.Elements(Pieces)
                     select (At: at, Removed: removed, Piece: piece);
        Prop.ForAll(Arb.From(damage.ListOf(2)), list =>
        {
            var draft = import(list.Aggregate(whole, (text, each) => each.At > text.Length ? text : text.Remove(each.At, Math.Min(each.Removed, text.Length - each.At)).Insert(each.At, each.Piece)));
            Assert.True(!draft.IsRefused || draft.Notes.Count > 0);
            if (!draft.IsRefused) _ = ConfigurationValidation.Check(draft.ToDocument());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }
}
