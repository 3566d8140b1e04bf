using System.Globalization;

namespace GlobalLb.Server.Declaring;

/// <summary>Finds where something is written by the path that the checks of a configuration call it by: <c>pools[eu-web].endpoints[eu-1].port</c>.</summary>
internal static class WrittenPaths
{
    // What names a thing within its list.
    private static readonly string[] Naming = ["code", "name", "prefix"];

    /// <summary>All places a path stands for; of a part that is not written, the place of what it should be in.</summary>
    /// <param name="path">The path.</param>
    /// <param name="whole">What is written.</param>
    /// <param name="shape">Its shape.</param>
    public static IReadOnlyList<Position> Find(string path, WrittenNode whole, Shape shape)
    {
        List<(WrittenNode Node, Shape Shape)> at = [(whole, shape)];
        var parts = Parts(path).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var (part, isKey) = parts[i];
            // Two things whose names differ in case alone are one problem; what is inside of one of them is that one's.
            var comparison = i == parts.Count - 1 ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            var inside = at.SelectMany(each => isKey ? Items(each.Node, each.Shape, part, comparison) : Members(each.Node, each.Shape, part)).ToList();
            if (isKey && inside.Count == 0) inside = [.. at.SelectMany(each => Items(each.Node, each.Shape, part, StringComparison.OrdinalIgnoreCase))];
            // What is left out has its usual value, or is what is missing: the rest of the path may still be found in what there is.
            if (inside.Count > 0) at = inside;
        }

        return [.. at.Select(each => each.Node.At).Distinct()];
    }

    private static IEnumerable<(WrittenNode, Shape)> Members(WrittenNode node, Shape shape, string name)
    {
        if (node is WrittenList list && shape is ListShape items) return list.Items.SelectMany(item => Members(item, items.Item, name));
        return node is WrittenMap map && map.Find(name) is { } value && Shapes(map, shape)?.Members.GetValueOrDefault(name) is { } member ? [(value, member.Shape)] : [];
    }

    private static IEnumerable<(WrittenNode, Shape)> Items(WrittenNode node, Shape shape, string key, StringComparison comparison)
    {
        if (node is not WrittenList list || shape is not ListShape { Item: var item })
            return [];
        // pools.endpoints[eu-1] is in one of the lists of all pools: those were gathered by the caller.
        var named = list.Items.Where(each => each is WrittenMap map && Naming.Any(name => IsText(map, item, name, key, comparison))).ToList();
        if (named.Count == 0 && key.LastIndexOf(' ') is > 0 and var space)
            named = [.. list.Items.Where(each => each is WrittenMap map && IsText(map, item, "name", key[..space], comparison) && IsText(map, item, "type", key[(space + 1)..], comparison))];
        if (named.Count == 0 && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count)
            named = [list.Items[index]];
        return named.Select(each => (each, item));
    }

    private static bool IsText(WrittenMap map, Shape shape, string name, string text, StringComparison comparison) =>
        map.Find(name) is WrittenText written && Shapes(map, shape)?.Members.GetValueOrDefault(name)?.Shape is { } known
        && string.Equals(known is TextShape canonical ? canonical.Canonicalise(written.Text) : written.Text, text, comparison);

    private static ObjectShape? Shapes(WrittenMap map, Shape shape) => shape switch
    {
        ObjectShape known => known,
        ChoiceShape choice => map.Find(choice.Member) is WrittenText kind ? choice.Kinds.GetValueOrDefault(kind.Text) : null,
        _ => null,
    };

    // Names are parted by dots; what is in brackets is a key, and may hold dots itself.
    private static IEnumerable<(string Part, bool IsKey)> Parts(string path)
    {
        for (var at = 0; at < path.Length;)
        {
            if (path[at] == '[')
            {
                var end = at + 1;
                while (end < path.Length && !(path[end] == ']' && (end + 1 == path.Length || path[end + 1] is '.' or '['))) end++;
                yield return (path[(at + 1)..end], true);
                at = end + 1;
            }
            else
            {
                if (path[at] == '.') at++;
                var end = path.AsSpan(at).IndexOfAny('.', '[') is >= 0 and var length ? at + length : path.Length;
                yield return (path[at..end], false);
                at = end;
            }
        }
    }
}
