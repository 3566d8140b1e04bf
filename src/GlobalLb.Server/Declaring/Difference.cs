using System.Collections.Immutable;
using System.Text.Json;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Declaring;

/// <summary>What is different between two configurations: a line for each thing that comes, goes or changes.</summary>
/// <param name="Lines">The lines: <c>+</c>, <c>-</c> or <c>~</c>, then the path, then what is written there.</param>
internal sealed record Difference(ImmutableArray<string> Lines)
{
    private const int Longest = 200;

    /// <summary>Compares two configurations.</summary>
    public static Difference Between(ConfigurationDocument before, ConfigurationDocument after)
    {
        using var old = Parse(before);
        using var next = Parse(after);
        var lines = ImmutableArray.CreateBuilder<string>();
        Compare("", old.RootElement, next.RootElement, lines);
        return new Difference(lines.ToImmutable());
    }

    private static JsonDocument Parse(ConfigurationDocument document) =>
        JsonDocument.Parse(ConfigurationJson.Write(document), new JsonDocumentOptions { MaxDepth = 64 });

    private static void Compare(string path, JsonElement before, JsonElement after, ImmutableArray<string>.Builder lines)
    {
        if (before.ValueKind != after.ValueKind || Kind(before) != Kind(after)) lines.Add($"~ {path}: {Line(before)} → {Line(after)}");
        else if (before.ValueKind == JsonValueKind.Object) CompareMembers(path, before, after, lines);
        else if (before.ValueKind == JsonValueKind.Array) CompareItems(path, before, after, lines);
        else if (before.GetRawText() != after.GetRawText()) lines.Add($"~ {path}: {Line(before)} → {Line(after)}");
    }

    private static void CompareMembers(string path, JsonElement before, JsonElement after, ImmutableArray<string>.Builder lines)
    {
        string Inside(string name) => path.Length == 0 ? name : $"{path}.{name}";
        foreach (var member in before.EnumerateObject())
        {
            if (after.TryGetProperty(member.Name, out var next)) Compare(Inside(member.Name), member.Value, next, lines);
            else lines.Add($"- {Inside(member.Name)}: {Line(member.Value)}");
        }

        foreach (var member in after.EnumerateObject())
            if (!before.TryGetProperty(member.Name, out _)) lines.Add($"+ {Inside(member.Name)}: {Line(member.Value)}");
    }

    private static void CompareItems(string path, JsonElement before, JsonElement after, ImmutableArray<string>.Builder lines)
    {
        var (old, next) = (Keyed(before), Keyed(after));
        foreach (var (key, item) in old)
        {
            if (next.TryGetValue(key, out var same)) Compare($"{path}[{key}]", item, same, lines);
            else lines.Add($"- {path}: {Line(item)}");
        }

        foreach (var (key, item) in next)
            if (!old.ContainsKey(key)) lines.Add($"+ {path}: {Line(item)}");
        // The order says something only where things have no names: nodes are compared one by one above.
        var kept = old.Keys.Where(next.ContainsKey).ToList();
        if (!kept.SequenceEqual(next.Keys.Where(old.ContainsKey))) lines.Add($"~ {path}: the order is another");
    }

    // Things are the same by their names, records by all but their TTL, and what has no name by its place.
    private static Dictionary<string, JsonElement> Keyed(JsonElement list)
    {
        var keyed = new Dictionary<string, JsonElement>(list.GetArrayLength(), StringComparer.Ordinal);
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var key = Key(item) ?? $"{index}";
            if (!keyed.TryAdd(key, item)) keyed.Add($"{key} #{index}", item);
            index++;
        }

        return keyed;
    }

    private static string? Key(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String) return item.GetString();
        if (item.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in (string[])["code", "prefix"])
            if (item.TryGetProperty(name, out var code)) return code.ToString();
        if (item.TryGetProperty("place", out var place) && item.TryGetProperty("region", out var region)) return $"{place} {region}";
        if (!item.TryGetProperty("name", out var named)) return null;
        return item.TryGetProperty("type", out var type) && item.TryGetProperty("value", out var value) ? $"{named} {type} {value}" : $"{named}";
    }

    private static string? Kind(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && !value.TryGetProperty("code", out _) ? kind.GetString() : null;

    private static string Line(JsonElement value) => YamlText.Line(value, Longest);
}
