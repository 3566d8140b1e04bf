using System.Text.Json;

namespace GlobalLb.Web.Pages.Versions;

/// <summary>
/// Where two documents differ, as paths and values. Things with a code, a name or a prefix are told by it and not by their
/// place in a list, so that adding one at the front does not make all others look changed.
/// </summary>
internal static class JsonDifference
{
    /// <summary>All differences, in the order of the paths.</summary>
    public static IReadOnlyList<JsonChange> Find(string before, string after)
    {
        var old = Flatten(before);
        var @new = Flatten(after);
        return [.. old.Keys.Union(@new.Keys).Order(StringComparer.Ordinal)
            .Select(path => new JsonChange(path, old.GetValueOrDefault(path), @new.GetValueOrDefault(path)))
            .Where(change => change.Before != change.After)];
    }

    private static Dictionary<string, string> Flatten(string json)
    {
        var values = new Dictionary<string, string>();
        // The reader refuses documents deeper than 64, which bounds this recursion.
        using var document = JsonDocument.Parse(json);
        Flatten(document.RootElement, "", values);
        return values;
    }

    private static void Flatten(JsonElement element, string path, Dictionary<string, string> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Flatten(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", values);
                break;
            case JsonValueKind.Array:
                var seen = new Dictionary<string, int>();
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    var key = KeyOf(item) ?? $"{index}";
                    seen[key] = seen.GetValueOrDefault(key) + 1;
                    Flatten(item, seen[key] == 1 ? $"{path}[{key}]" : $"{path}[{key} #{seen[key]}]", values);
                }

                break;
            default:
                values[path] = element.ToString();
                break;
        }
    }

    private static string? KeyOf(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) return null;
        if (item.TryGetProperty("code", out var code)) return code.ToString();
        if (item.TryGetProperty("prefix", out var prefix)) return prefix.ToString();
        if (!item.TryGetProperty("name", out var name)) return null;
        return item.TryGetProperty("type", out var type) ? $"{name} {type}" : name.ToString();
    }
}
