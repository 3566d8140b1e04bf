using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Example;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Tests.Configuration;
using YamlDotNet.RepresentationModel;

namespace GlobalLb.Server.Tests.Declaring;

public sealed class YamlTextTests
{
    [Fact]
    public void What_is_written_is_read_as_the_same_exactly() =>
        Prop.ForAll(Arb.From(SomeDocuments.All), document =>
        {
            // A configuration with nothing in it is refused; everything else, valid or not, comes back as it was.
            if (document is { Regions.IsEmpty: true, Pools.IsEmpty: true, Zones.IsEmpty: true, Places.IsEmpty: true }) return;
            var text = YamlText.Write(document);
            var problems = new List<string>();
            var again = Declaration.Read([("written.yaml", Encoding.UTF8.GetBytes(text))], problems, out _);
            Assert.True(again is not null, $"{string.Join('\n', problems)}\n{text}");
            Assert.Equal(ConfigurationJson.Write(document), ConfigurationJson.Write(again));
            Assert.Equal(ConfigurationJson.Write(document), ConfigurationJson.Write(Alignment.Align(again, document))); // export and apply: no change
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void What_is_made_up_has_every_kind_of_node()
    {
        // That says something about a kind only when the kind comes up.
        var documents = SomeDocuments.All.Sample(50, new Rnd(1), 300);
        var found = documents.SelectMany(document => document.Policies.Select(policy => policy.Node).Concat(document.Zones.SelectMany(zone => zone.SteeredNames.Select(name => name.Policy))))
            .SelectMany(policy => policy.AndAllBelow()).Select(node => node.GetType()).ToHashSet();
        Assert.Empty(typeof(PolicyNode).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PolicyNode))).Except(found));
    }

    [Fact]
    public void Another_reader_of_YAML_sees_the_same_texts_as_texts()
    {
        // Whatever can be taken for something else is in quotes; so a reader without the schema gets the JSON's kinds of values, too.
        string[] texts =
        [
            "", " ", "~", "null", "NO", "yes", "On", "true", "1", "-1", "1.5", "1e3", "0x1F", "0o7", "1_000", ".5", ".inf", "12:30:00", "2026-12-24", "2026-12-24T18:00:00Z", "=",
            "a: b", "a #b", "#a", "-", "- a", "-a", "? a", "@", "@a", "`a", "%a", "&a", "*a", "!a", "|", ">", "[a", "a]", "{a", "a}", "a,b", "a:", "::1", "2001:db8::", "2001:db8::1", "192.0.2.1",
            "'", "\"", "it's", "say \"a\"", "back\\slash", "\t", "a\nb", "\u0001", "\u0085", "\u2028", "\uFEFF", "é", "雪", "🌍", "example.test.", "*.example.test.", "country:DE", "203.0.113.0/24", "10 mail", "a ", "eu-west",
        ];
        var yaml = new YamlStream();
        yaml.Load(new StringReader($"[{string.Join(", ", texts.Select(YamlText.Scalar))}]"));
        var items = ((YamlSequenceNode)yaml.Documents[0].RootNode).Children.Cast<YamlScalarNode>().ToList();
        Assert.Equal(texts, items.Select(item => item.Value));
        string[] plain = ["2001:db8::1", "192.0.2.1", "-a", "example.test.", "country:DE", "203.0.113.0/24", "10 mail", "eu-west"];
        Assert.Equal(plain.Except(["-a"]), items.Where(item => item.Style == YamlDotNet.Core.ScalarStyle.Plain).Select(item => item.Value));
    }

    [Fact]
    public void A_record_and_an_endpoint_are_a_line_and_a_policy_is_a_tree()
    {
        var text = YamlText.Write(LivingExample.On(18090));
        Assert.Contains("\n      - {name: shop.example.test., type: CNAME, ttl: 3600, value: www}\n", text, StringComparison.Ordinal);
        Assert.Contains("\n      - {name: example.test., type: TXT, ttl: 3600, value: '\"v=spf1 mx -all\"'}\n", text, StringComparison.Ordinal);
        Assert.Contains("\n      - {code: eu-web-1, address: 127.0.1.11, port: 18090, weight: 1, availability: automatic}\n", text, StringComparison.Ordinal);
        Assert.Contains("\n            - places: [continent:EU, continent:AF]\n              node:\n                kind: failover\n                order: [{kind: pool, pool: eu-web}, {kind: pool, pool: us-web}, {kind: pool, pool: ap-web}]\n", text, StringComparison.Ordinal);
        Assert.Contains("\n            - {weight: 90, node: {kind: pool, pool: eu-web}}\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public void A_line_may_be_cut_off()
    {
        using var json = JsonDocument.Parse("""{"a":["bcdef",{"g":1}]}""");
        Assert.Equal("{a: [bcdef, {g: 1}]}", YamlText.Line(json.RootElement));
        Assert.Equal("{a: [bc…", YamlText.Line(json.RootElement, 8));
    }
}
