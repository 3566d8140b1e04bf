using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobalLb.Server.Tests.Declaring;

/// <summary>Checks a value against a schema by the words of JSON schema that ours uses; another word fails the test.</summary>
internal static class SchemaValidator
{
    private static readonly string[] Notes = ["$schema", "$defs", "title", "description", "default"];

    public static IEnumerable<string> Check(JsonObject root, JsonNode? value) => Check(root, root, value, "$");

    private static IEnumerable<string> Check(JsonObject root, JsonObject schema, JsonNode? value, string path)
    {
        foreach (var (word, rule) in schema)
        {
            if (Notes.Contains(word)) continue;
            IEnumerable<string> problems = word switch
            {
                "$ref" => Check(root, root["$defs"]![rule!.ToString().Split('/')[^1]]!.AsObject(), value, path),
                "type" => Is(rule!.ToString(), value) ? [] : [$"{path}: no {rule}"],
                "const" => JsonNode.DeepEquals(rule, value) ? [] : [$"{path}: not {rule}"],
                "enum" => rule!.AsArray().Any(each => JsonNode.DeepEquals(each, value)) ? [] : [$"{path}: none of {rule}"],
                "minimum" => value is not JsonValue low || low.GetValue<decimal>() >= rule!.GetValue<decimal>() ? [] : [$"{path}: too low"],
                "maximum" => value is not JsonValue high || high.GetValue<decimal>() <= rule!.GetValue<decimal>() ? [] : [$"{path}: too high"],
                "items" => value is JsonArray list ? list.SelectMany((item, i) => Check(root, rule!.AsObject(), item, $"{path}[{i}]")) : [],
                "properties" => value is JsonObject whole ? whole.Where(member => rule![member.Key] is not null).SelectMany(member => Check(root, rule![member.Key]!.AsObject(), member.Value, $"{path}.{member.Key}")) : [],
                "additionalProperties" => value is JsonObject all ? all.Where(member => schema["properties"]![member.Key] is null).Select(member => $"{path}: {member.Key} is unknown") : [],
                "required" => value is JsonObject some ? rule!.AsArray().Where(name => !some.ContainsKey(name!.ToString())).Select(name => $"{path}: {name} is missing") : [],
                "anyOf" or "oneOf" => rule!.AsArray().Count(each => !Check(root, each!.AsObject(), value, path).Any()) is var fitting && (word == "oneOf" ? fitting == 1 : fitting > 0) ? [] : [$"{path}: {fitting} of {word} fit"],
                _ => throw new NotSupportedException($"the schema uses '{word}'"),
            };
            foreach (var problem in problems) yield return problem;
        }
    }

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("null", null) => true,
        ("string", JsonValueKind.String) or ("array", JsonValueKind.Array) or ("object", JsonValueKind.Object) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => !value!.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E'),
        _ => false,
    };
}
