using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Where the shares of a sticky node's children lie. A seed comes from what a child leads to first, not from its number: children
/// that are added, removed or moved leave the shares of all others where they were.
/// </summary>
internal static class StickySeeds
{
    /// <summary>Two halves for each child.</summary>
    public static IEnumerable<int> Of(StickyNode node)
    {
        var met = new Dictionary<string, int>();
        foreach (var branch in node.Branches)
        {
            var leaf = FirstLeaf(branch.Node);
            met[leaf] = met.GetValueOrDefault(leaf) + 1;
            var seed = Hash(string.Create(CultureInfo.InvariantCulture, $"{leaf} {met[leaf]}"));
            yield return unchecked((int)(seed >> 32));
            yield return unchecked((int)seed);
        }
    }

    private static string FirstLeaf(PolicyNode node) => node switch
    {
        PoolNode pool => $"pool {pool.Pool}",
        ReferenceNode reference => $"policy {reference.Policy}",
        _ => node.Children.FirstOrDefault() is { } first ? FirstLeaf(first) : Text(node),
    };

    private static string Text(PolicyNode leaf)
    {
        var octets = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(octets, ConfigurationJson.WriterOptions)) PolicyWriter.Write(json, leaf);
        return Encoding.UTF8.GetString(octets.WrittenSpan);
    }

    // FNV-1a; Sticky mixes it with the client before it counts.
    private static ulong Hash(string text)
    {
        var hash = 0xCBF2_9CE4_8422_2325;
        foreach (var octet in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ octet) * 0x100_0000_01B3);
        return hash;
    }
}
