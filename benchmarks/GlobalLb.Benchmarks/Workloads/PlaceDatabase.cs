using System.Buffers.Binary;
using System.Text;

namespace GlobalLb.Benchmarks.Workloads;

/// <summary>Writes networks as a MaxMind DB file, version 2.0: a tree of bits, then what its leaves point to, then about itself.</summary>
internal static class PlaceDatabase
{
    private const int RecordBits = 24;
    private const int BitsBeforeIPv4 = 96; // an IPv4 address is looked up as ::a.b.c.d
    private const int SeparatorLength = 16;

    // The types of the format that are used here.
    private const int Text = 2, Unsigned16 = 5, Unsigned32 = 6, Map = 7, Unsigned64 = 9, List = 11;

    /// <summary>Writes a file with continent and country of every network.</summary>
    public static void Write(string path, PlaceMap map)
    {
        var values = new List<byte>();
        var places = new Dictionary<string, int>();
        var tree = new List<(int Zero, int One)> { default };
        foreach (var network in map.Networks)
        {
            if (!places.TryGetValue(network.CountryCode, out var place)) places[network.CountryCode] = place = AddPlace(values, network);
            Insert(tree, network, ~place);
        }

        using var file = File.Create(path);
        Span<byte> node = stackalloc byte[2 * sizeof(uint)];
        foreach (var (zero, one) in tree)
        {
            // Two numbers of 24 bits each.
            BinaryPrimitives.WriteUInt32BigEndian(node, (uint)Number(zero, tree.Count) << 8);
            BinaryPrimitives.WriteUInt32BigEndian(node[3..], (uint)Number(one, tree.Count) << 8);
            file.Write(node[..6]);
        }

        file.Write(stackalloc byte[SeparatorLength]);
        file.Write([.. values]);
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8, .. About(tree.Count)]);
    }

    // In the tree as built: 0 is nothing, more is a node, less is the complement of a place. In the file: a node by its number,
    // the number of nodes for nothing, and beyond it the places.
    private static int Number(int child, int nodes) => child > 0 ? child : child == 0 ? nodes : nodes + SeparatorLength + ~child;

    private static void Insert(List<(int Zero, int One)> tree, PlacedNetwork network, int place)
    {
        var node = 0;
        var depth = BitsBeforeIPv4 + network.Length;
        for (var bit = 0; bit < depth; bit++)
        {
            var isOne = bit >= BitsBeforeIPv4 && ((network.Start >> (31 - (bit - BitsBeforeIPv4))) & 1) != 0;
            var (zero, one) = tree[node];
            var child = isOne ? one : zero;
            var isLast = bit == depth - 1;
            if (isLast || child == 0)
            {
                child = isLast ? place : tree.Count;
                tree[node] = isOne ? (zero, child) : (child, one);
                if (!isLast) tree.Add(default);
            }

            node = child;
        }
    }

    private static int AddPlace(List<byte> values, PlacedNetwork network)
    {
        var at = values.Count;
        AddHead(values, Map, 2);
        AddText(values, "continent");
        AddHead(values, Map, 1);
        AddText(values, "code");
        AddText(values, Workload.Regions[network.Region]);
        AddText(values, "country");
        AddHead(values, Map, 1);
        AddText(values, "iso_code");
        AddText(values, network.CountryCode);
        return at;
    }

    private static List<byte> About(int nodes)
    {
        var about = new List<byte>();
        AddHead(about, Map, 9);
        AddNumber(about, "node_count", Unsigned32, (ulong)nodes);
        AddNumber(about, "record_size", Unsigned16, RecordBits);
        AddNumber(about, "ip_version", Unsigned16, 6);
        AddText(about, "database_type");
        AddText(about, "GlobalLb-Benchmark-Country");
        AddText(about, "languages");
        AddHead(about, List, 1);
        AddText(about, "en");
        AddNumber(about, "binary_format_major_version", Unsigned16, 2);
        AddNumber(about, "binary_format_minor_version", Unsigned16, 0);
        AddNumber(about, "build_epoch", Unsigned64, 1_700_000_000);
        AddText(about, "description");
        AddHead(about, Map, 1);
        AddText(about, "en");
        AddText(about, "Made-up networks to measure with");
        return about;
    }

    private static void AddNumber(List<byte> to, string name, int type, ulong value)
    {
        AddText(to, name);
        Span<byte> octets = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(octets, value);
        var significant = octets.TrimStart((byte)0);
        AddHead(to, type, significant.Length);
        to.AddRange(significant);
    }

    private static void AddText(List<byte> to, string text)
    {
        AddHead(to, Text, text.Length);
        to.AddRange(Encoding.ASCII.GetBytes(text));
    }

    // Three bits of type, or an octet of its own for types above 7; five bits of size, or 29 and an octet more.
    private static void AddHead(List<byte> to, int type, int size)
    {
        const int Longest = 28;
        to.Add((byte)(((type <= 7 ? type : 0) << 5) | Math.Min(size, Longest + 1)));
        if (type > 7) to.Add((byte)(type - 7));
        if (size > Longest) to.Add((byte)(size - Longest - 1));
    }
}
