using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Example;
using GlobalLb.Steering.Configuration;
using GlobalLb.Tests;

namespace GlobalLb.Server.Tests.Declaring;

public sealed class DeclarationTests : IDisposable
{
    private const string Regions = """
        regions:
          - {code: eu, name: Dublin}
          - {code: us, name: Ashburn}
        """;

    private const string Pools = """
        pools:
          - code: web
            region: eu
            endpoints: [{code: web-1, address: 192.0.2.1}]
        """;

    private const string Zones = """
        zones:
          - name: example.test.
            authority: {primaryNameServer: ns1.example.test., mailbox: hostmaster.example.test.}
            records:
              - {name: example.test., type: NS, value: ns1}
            steeredNames:
              - name: www.example.test.
                policy: {kind: pool, pool: web}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_left_out_has_its_usual_value_and_zero_is_not_left_out()
    {
        var document = Read($"{Regions}\n{Pools.Replace("192.0.2.1}", "192.0.2.1}, {code: web-0, address: 192.0.2.2, weight: 0, port: 80}", StringComparison.Ordinal)}\n{Zones}").Document!;
        Assert.Equal([1, 0], document.Pools[0].Endpoints.Select(endpoint => endpoint.Weight));
        Assert.Equal([443, 80], document.Pools[0].Endpoints.Select(endpoint => endpoint.Port));
        Assert.Equal(3600u, document.Zones[0].Records[0].Ttl);
        Assert.Null(document.Pools[0].Probe);
    }

    [Theory]
    [InlineData("country: NO", "NO")]
    [InlineData("country: 'NO'", "NO")]
    [InlineData("country: \"N\\x4F\"", "NO")]
    public void A_text_is_a_text_however_it_is_written(string written, string expected) =>
        Assert.Equal(expected, Read($"{Regions}\nplaces: [{{prefix: 192.0.2.0/24, {written}}}]").Document!.Places[0].Country);

    [Fact]
    public void JSON_is_YAML_as_well()
    {
        var example = ConfigurationJson.Write(LivingExample.On(1));
        Assert.Equal(example, ConfigurationJson.Write(Read(example).Document!));
    }

    [Fact]
    public void What_is_written_once_can_be_used_again_by_an_anchor() =>
        Assert.Equal("Dublin", Read("regions:\n  - {code: eu, name: &name Dublin}\n  - {code: us, name: *name}").Document!.Regions[1].Name);

    [Theory]
    [InlineData("regions: [{code: eu, nme: x}]", "1:22: a region has no member 'nme'; did you mean 'name'?", "1:11: a region needs 'name'")]
    [InlineData("regions:\n  - code: eu\n    name: x\n    colour: red", "4:5: a region has no member 'colour'; write one of capacity, code, drill, latitude, load, longitude, name, openedAt, slowStart, state")]
    [InlineData("reigons: []\nzones: []", "1:1: a configuration document has no member 'reigons'; did you mean 'regions'?")]
    [InlineData("regions: [{code: eu, name: x, state: Drained}]", "1:38: 'Drained' is none of the words that fit here; did you mean 'drained'?")]
    [InlineData("regions: [{code: eu, name: x, state: }]", "1:31: 'state' has no value; write one of open, drained, evacuated, or leave it out")]
    [InlineData("regions: [{code: eu, name: x, latitude: north}]", "1:41: 'north' does not fit here; write a number such as 2 or 0.5, without quotes")]
    [InlineData("regions: [{code: eu, name: x, latitude: 0x10}]", "1:41: '0x10' does not fit here; write a number such as 2 or 0.5, without quotes")]
    [InlineData("regions: [{code: eu, name: x, latitude: 1e999}]", "1:41: '1e999' does not fit here; write a number such as 2 or 0.5, without quotes")]
    [InlineData("regions: {code: eu}", "1:10: an object with members does not fit here; write a list, [] when there is nothing in it")]
    [InlineData("regions: eu", "1:10: 'eu' does not fit here; write a list, [] when there is nothing in it")]
    [InlineData("regions: [eu]", "1:11: 'eu' does not fit here; write a region, with the members code, name, latitude, longitude, state, drill")]
    [InlineData("regions: [null]", "1:11: nothing does not fit here; write a region, with the members code, name, latitude, longitude, state, drill")]
    [InlineData("regions: [{code: eu, name: x, drill: {until: noon, startedBy: me}}]", "1:46: 'noon' is not a moment; write one such as 2026-12-24T18:00:00Z")]
    [InlineData("pools: [{code: a, region: b, endpoints: [{code: c, address: 10.1, port: '80'}]}]", "1:61: '10.1' is no IP address; write one such as 192.0.2.1 or 2001:db8::1", "1:73: a text in quotes '80' does not fit here; write a whole number from -2147483648 to 2147483647, without quotes")]
    [InlineData("pools: [{code: a, region: b, endpoints: [{code: c, address: 192.0.2.1, port: 080}]}]", "1:78: '080' does not fit here; write a whole number from -2147483648 to 2147483647, without quotes")]
    [InlineData("zones: [{name: a, authority: {primaryNameServer: b, mailbox: c}, steeredNames: [{name: d.a, policy: {kind: weigted}}]}]", "1:108: 'weigted' is no kind of policy node; did you mean 'weighted'?")]
    [InlineData("zones: [{name: a, authority: {primaryNameServer: b, mailbox: c}, records: [{name: d.a, type: AX, value: x}]}]", "1:94: 'AX' is no record type; write a mnemonic such as A, or TYPE123")]
    [InlineData("regions: []\nregions: []", "2:1: 'regions' is written twice, first in line 1; keep one")]
    [InlineData("- a", "1:1: a configuration is made of members such as")]
    [InlineData("regions: !!str []", "1:10: the tag tag:yaml.org,2002:str says nothing here; remove it")]
    [InlineData("regions: []\n---\nregions: []", "2:1: a file holds one document; remove this --- or make a second file")]
    [InlineData("regions: [*nowhere]", "1:11: there is no anchor &nowhere above that is complete")]
    [InlineData("regions: [{? [a] : b}]", "1:14: a member's name is a word; write it, a colon and its value")]
    [InlineData("regions: [", ":")]
    public void A_mistake_is_said_with_its_place_and_what_would_be_right(string text, params string[] expected)
    {
        var read = Read(text);
        Assert.Null(read.Document);
        Assert.All(expected, sentence => Assert.Contains(read.Problems, problem => problem.StartsWith($"a.yaml:{sentence}".Replace("a.yaml::", "a.yaml:", StringComparison.Ordinal), StringComparison.Ordinal)));
        if (expected[0].Length > 1) Assert.Equal(expected.Length, read.Problems.Length);
    }

    [Fact]
    public void Mistakes_of_meaning_are_said_with_their_places_all_at_once()
    {
        var read = Read("""
            regions:
              - {code: eu, name: Dublin}
              - {code: EU, name: Dublin}
            pools:
              - code: web
                region: us
                endpoints:
                  - {code: web-1, address: 192.0.2.1, port: 0}
              - code: app
                region: eu
                endpoints:
                  - {code: web-1, address: 192.0.2.1}
            zones:
              - name: Example.TEST
                authority: {primaryNameServer: ns1.example.test., mailbox: hostmaster.example.test., retry: 0}
                records:
                  - {name: example.test., type: NS, value: ns1}
                  - {name: www.example.test, type: A, value: nowhere}
                steeredNames:
                  - name: app.example.test
                    policy:
                      kind: failover
                      order:
                        - {kind: pool, pool: app}
                        - kind: weighted
                          branches: [{weight: 0, node: {kind: pool, pool: gone}}]
            """);
        string[] places = ["2:5", "3:12", "6:13", "8:49", "8:9", "15:97", "18:50", "26:25", "26:63"];
        Assert.Equal(places.Order(StringComparer.Ordinal), read.Problems.Select(problem => string.Join(':', problem.Split(':')[1..3])).Order(StringComparer.Ordinal));
        Assert.Contains("a.yaml:26:63: zones[Example.TEST.].steeredNames[app.example.test.].policy.order[1].branches[0].node.pool: there is no pool 'gone'; add it first or choose one that exists", read.Problems);
        Assert.Contains(read.Problems, problem => problem.Contains("(also in a.yaml:12:9)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("---\n...\n")]
    [InlineData("{}")]
    [InlineData("zones: []\nregions: []\n")]
    public void What_says_nothing_is_refused(string text) => Assert.Contains("this says nothing, and would remove everything", Assert.Single(Read(text).Problems), StringComparison.Ordinal);

    [Fact]
    public void All_files_of_a_folder_are_one_configuration()
    {
        Write("zones/example.yml", Zones);
        Write("pools.yaml", Pools);
        Write("regions.yaml", "\uFEFF" + Regions);
        Write("notes.txt", "nothing: of this");
        var read = Declaration.Read(_folder.Path, Stream.Null, DateTimeOffset.UnixEpoch);
        Assert.Empty(read.Problems);
        Assert.Equal(["eu", "us"], read.Document!.Regions.Select(region => region.Code.Value));
        Assert.Single(read.Document.Zones);
    }

    [Theory]
    [InlineData("more.yaml", "regions: [{code: us, name: other}]", "regions[us]: 2 have the code 'us'; each needs its own (also in FOLDER/regions.yaml:3:5)", "FOLDER/more.yaml:1:11")]
    [InlineData("more.yaml", Zones, "zones[example.test.]: 2 have the name 'example.test.'; each needs its own (also in FOLDER/zones.yaml:2:5)", "FOLDER/more.yaml:2:5")]
    public void The_same_thing_in_two_files_is_said_with_both(string name, string text, string sentence, string place)
    {
        Write("zones.yaml", Zones);
        Write("pools.yaml", Pools);
        Write("regions.yaml", Regions);
        Write(name, text);
        var read = Declaration.Read(_folder.Path, Stream.Null, DateTimeOffset.UnixEpoch);
        Assert.Contains($"{place}: {sentence}".Replace("FOLDER", _folder.Path, StringComparison.Ordinal), read.Problems);
    }

    [Fact]
    public void A_folder_without_a_file_is_refused() =>
        Assert.Equal([$"{_folder.Path}: there is no file *.yaml or *.yml in this folder; 'globallb config export' makes one"], Declaration.Read(_folder.Path, Stream.Null, DateTimeOffset.UnixEpoch).Problems.AsEnumerable());

    [Fact]
    public void Standard_input_is_read_like_a_file()
    {
        var input = new MemoryStream(Encoding.UTF8.GetBytes($"{Regions}\n{Pools}\n{Zones}"));
        Assert.NotNull(Declaration.Read("-", input, DateTimeOffset.UnixEpoch).Document);
        Assert.StartsWith("standard input:1:1: ", Assert.Single(Declaration.Read("-", new MemoryStream([0xFF]), DateTimeOffset.UnixEpoch).Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void What_is_nested_too_deep_is_refused(string opening) =>
        Assert.Contains("levels deep", Assert.Single(Read(string.Concat(Enumerable.Repeat(opening, 1000))).Problems), StringComparison.Ordinal);

    [Fact]
    public void Anchors_that_multiply_are_refused()
    {
        var text = new StringBuilder("a: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++) text.Append($"b{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Assert.Contains("values from here on", Assert.Single(Read(text.ToString()).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_text_is_refused_with_sentences_and_never_throws()
    {
        var whole = YamlText.Write(LivingExample.On(1));
        string[] pieces = ["[", "]", "{", "}", ":", " ", "\n", "-", "'", "\"", "&a", "*a", "|", ">", "%", "!", "---\n", "...", "\t", "?", "\0", "\u0085", "🌍", "#", "regions", "\\x"];
        var damage = from at in Gen.Choose(0, whole.Length - 1)
                     from removed in Gen.Choose(0, 40)
                     from piece in Gen.Elements(pieces)
                     select (At: at, Removed: Math.Min(removed, whole.Length - at), Piece: piece);
        Prop.ForAll(Arb.From(damage.ListOf(3)), list =>
        {
            var text = list.Aggregate(whole, (text, each) => each.At > text.Length ? text : text.Remove(each.At, Math.Min(each.Removed, text.Length - each.At)).Insert(each.At, each.Piece));
            var read = Read(text);
            Assert.Equal(read.Document is null, read.Problems.Length > 0);
            Assert.All(read.Problems, problem => Assert.Matches(@"^a\.yaml:\d+:\d+: \S", problem));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static Declaration Read(string text) => Declaration.Of("a.yaml", text, DateTimeOffset.UnixEpoch);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
