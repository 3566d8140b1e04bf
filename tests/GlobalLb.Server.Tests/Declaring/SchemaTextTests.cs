using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Tests.Commands;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Tests.Configuration;

namespace GlobalLb.Server.Tests.Declaring;

public sealed class SchemaTextTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(SchemaText.Write(ConfigurationShape.Whole))!.AsObject();

    [Fact]
    public async Task The_schema_is_printed() => Assert.Equal(SchemaText.Write(ConfigurationShape.Whole), (await Spoken.ByAsync("config", "schema")).Output);

    [Fact]
    public void Every_document_that_can_be_written_is_one_of_the_schema() =>
        Prop.ForAll(Arb.From(SomeDocuments.All), document => Assert.Empty(SchemaValidator.Check(Schema, JsonNode.Parse(ConfigurationJson.Write(document))).ToList()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Every_member_of_the_schema_is_known_to_the_reader_and_no_other()
    {
        var objects = Schema["$defs"]!.AsObject().Where(each => each.Value!["properties"] is not null).ToList();
        Assert.True(objects.Count >= 12);
        foreach (var (name, shape) in objects.Append(new("whole", Schema)))
        {
            foreach (var (member, _) in shape!["properties"]!.AsObject())
            {
                // The one thing that is wrong with it is the value; to be told so, the member must be known.
                var refusal = Refuse(name, member);
                Assert.True(!refusal.Contains("could not be mapped", StringComparison.Ordinal) && !refusal.Contains("missing required", StringComparison.Ordinal), $"{name}.{member}: {refusal}");
            }

            Assert.Contains("could not be mapped", Refuse(name, "noSuchMember"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_usual_in_the_schema_is_what_the_reader_takes_for_what_is_left_out()
    {
        var whole = ConfigurationJson.Write(ConfigurationJson.Read(
            """{"pools":[{"code":"a","region":"b","endpoints":[{"code":"c","address":"192.0.2.1"}],"probe":{"kind":"tcp"}}],"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c."},"records":[{"name":"a.","type":"A","value":""}]}]}"""));
        var usual = JsonNode.Parse(whole)!;
        (string Name, JsonNode? Written)[] cases =
        [
            ("pool", usual["pools"]![0]), ("endpoint", usual["pools"]![0]!["endpoints"]![0]), ("probe", usual["pools"]![0]!["probe"]),
            ("zoneAuthority", usual["zones"]![0]!["authority"]), ("record", usual["zones"]![0]!["records"]![0]),
        ];
        foreach (var (name, written) in cases)
        {
            foreach (var (member, shape) in Schema["$defs"]![name]!["properties"]!.AsObject().Where(member => member.Value!["default"] is not null && member.Value["type"]?.ToString() != "array"))
            {
                if (written![member] is { } value)
                {
                    Assert.True(JsonNode.DeepEquals(shape!["default"], value), $"{name}.{member}: {shape["default"]} is not {value}");
                    continue;
                }

                // Some of what is usual is not written; written all the same, it says the same.
                written[member] = shape!["default"]!.DeepClone();
                Assert.Equal(whole, ConfigurationJson.Write(ConfigurationJson.Read(usual.ToJsonString())));
            }
        }
    }

    [Theory]
    [InlineData("""{"regions":[{"code":"eu","name":"x","state":"closed"}]}""")]
    [InlineData("""{"regions":[{"code":"eu"}]}""")]
    [InlineData("""{"regions":[{"code":"eu","name":"x","nme":""}]}""")]
    [InlineData("""{"regions":[{"code":"eu","name":null}]}""")]
    [InlineData("""{"pools":[{"code":"a","region":"b","endpoints":[{"code":"c","address":"192.0.2.1","port":80.5}]}]}""")]
    [InlineData("""{"zones":[{"name":"a","authority":{"primaryNameServer":"b","mailbox":"c"},"steeredNames":[{"name":"a","policy":{"kind":"weigted"}}]}]}""")]
    public void What_the_schema_refuses_is_refused_when_it_is_read(string json)
    {
        Assert.NotEmpty(SchemaValidator.Check(Schema, JsonNode.Parse(json)));
        Assert.NotEmpty(Declaration.Of("a.json", json, DateTimeOffset.UnixEpoch).Problems);
    }

    // Reads an object of a definition with all it needs, and with one member that has a value of no kind.
    private static string Refuse(string definition, string member)
    {
        var type = definition == "whole" ? typeof(ConfigurationDocument)
            : typeof(ConfigurationDocument).Assembly.GetTypes().Single(type => type.Namespace == typeof(ConfigurationDocument).Namespace && JsonNamingPolicy.CamelCase.ConvertName(type.Name) == definition);
        var shape = definition == "whole" ? Schema : Schema["$defs"]![definition]!.AsObject();
        var kind = shape["properties"]!["kind"]?["const"]?.ToString();
        if (kind is not null) type = type.BaseType!;
        var written = new StringBuilder();
        if (kind is not null) written.Append($"\"kind\":\"{kind}\",");
        if (kind is not null && member == "kind") return "";
        var refusal = Xunit.Record.Exception(() => JsonSerializer.Deserialize($"{{{written}\"{member}\":[[0]]}}", type, ConfigurationJson.Options));
        return refusal?.Message ?? "";
    }
}
