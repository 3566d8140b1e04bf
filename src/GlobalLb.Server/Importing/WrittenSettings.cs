using System.Globalization;
using System.Net;
using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing;

/// <summary>Reads single settings of other programs; where a list is expected, one value will do.</summary>
internal static class WrittenSettings
{
    public static string? Text(this WrittenMap map, string name) => (map.Find(name) as WrittenText)?.Text;

    public static bool Flag(this WrittenMap map, string name) => map.Text(name) is { } text && text.Equals("true", StringComparison.OrdinalIgnoreCase);

    public static double Number(this WrittenMap map, string name, double otherwise) =>
        double.TryParse(map.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public static IReadOnlyList<WrittenNode> Items(this WrittenNode? node) => node switch
    {
        null => [],
        WrittenList list => list.Items,
        _ => [node],
    };

    public static IEnumerable<string> Texts(this WrittenNode? node) => node.Items().OfType<WrittenText>().Select(text => text.Text);

    public static IPAddress? Address(this WrittenNode? node) =>
        node is WrittenText text && AddressText.TryParse(text.Text, out var address, out _) ? address : null;

    /// <summary>The members of a map and, behind them, those of outer ones that it leaves out.</summary>
    public static WrittenMap Inheriting(this WrittenMap map, WrittenMap outer, params string[] except) => map with
    {
        Members = [.. map.Members, .. outer.Members.Where(member => !except.Contains(member.Name) && map.Find(member.Name) is null)],
    };
}
