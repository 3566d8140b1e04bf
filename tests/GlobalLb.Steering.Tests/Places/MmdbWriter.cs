using System.Net;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Steering.Tests.Places;

/// <summary>Writes files in the MaxMind DB format, for tests: prefixes in any order, the narrower inside the wider.</summary>
internal sealed class MmdbWriter
{
    private const int Nothing = -1;

    private readonly List<int[]> _nodes = [[Nothing, Nothing]];
    private readonly List<byte> _values = [];
    private readonly Dictionary<string, int> _written = [];
    private readonly SortedDictionary<int, List<(UInt128 Bits, int Record)>> _byLength = [];

    public int RecordBits { get; init; } = 24;

    public bool IsIPv6 { get; init; } = true;

    /// <summary>Whether 2002::/16, 2001::/32 and ::ffff:0:0/96 lead to the addresses of IPv4, as in the files one can buy.</summary>
    public bool HasAliases { get; init; }

    public Dictionary<string, object> Metadata { get; init; } = [];

    /// <summary>A record of the layout of GeoIP2; empty codes are left out.</summary>
    public static Dictionary<string, object> Record(string country, string continent, string registered = "")
    {
        var record = new Dictionary<string, object>();
        if (continent.Length > 0) record["continent"] = new Dictionary<string, object> { ["code"] = continent, ["geoname_id"] = 1u };
        if (country.Length > 0) record["country"] = new Dictionary<string, object> { ["geoname_id"] = 2u, ["iso_code"] = country };
        if (registered.Length > 0) record["registered_country"] = new Dictionary<string, object> { ["iso_code"] = registered };
        return record;
    }

    public void Add(string prefix, object record) => Add(IPNetwork.Parse(prefix), record);

    public void Add(IPNetwork prefix, object record)
    {
        var bytes = MmdbBytes.Of(record);
        if (!_written.TryGetValue(Convert.ToHexString(bytes), out var at)) _written[Convert.ToHexString(bytes)] = at = AddValue(bytes);
        var address = ClientAddress.From(prefix.BaseAddress);
        var isBelow96 = address.IsIPv4 && IsIPv6;
        var length = prefix.PrefixLength + (isBelow96 ? 96 : 0);
        if (!_byLength.TryGetValue(length, out var same)) _byLength[length] = same = [];
        same.Add((isBelow96 ? address.Bits >> 96 : address.Bits, at));
    }

    /// <summary>Puts octets among the values and says where.</summary>
    public int AddValue(byte[] bytes)
    {
        _values.AddRange(bytes);
        return _values.Count - bytes.Length;
    }

    public byte[] Write()
    {
        foreach (var (length, prefixes) in _byLength)
            foreach (var (bits, record) in prefixes) Put(bits, length, -2 - record);
        if (HasAliases) Alias();
        return Write([.. _nodes.Select(node => (Number(node[0]), Number(node[1])))]);
    }

    /// <summary>A file of exactly these records in its nodes, whatever they lead to.</summary>
    public byte[] Write((uint Left, uint Right)[] nodes)
    {
        var metadata = new Dictionary<string, object>
        {
            ["node_count"] = (uint)nodes.Length,
            ["record_size"] = (ushort)RecordBits,
            ["ip_version"] = (ushort)(IsIPv6 ? 6 : 4),
            ["database_type"] = "Test-Country",
            ["languages"] = new object[] { "en", "de" },
            ["binary_format_major_version"] = (ushort)2,
            ["binary_format_minor_version"] = (ushort)0,
            ["build_epoch"] = 1_700_000_000ul,
            ["description"] = new Dictionary<string, object> { ["en"] = new string('x', 300) },
        };
        foreach (var (key, value) in Metadata) metadata[key] = value;
        return
        [
            .. nodes.SelectMany(node => Node(node.Left, node.Right)), .. new byte[16], .. _values,
            0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8, .. MmdbBytes.Of(metadata),
        ];
    }

    private uint Number(int record) => record >= 0 ? (uint)record : record == Nothing ? (uint)_nodes.Count : (uint)(_nodes.Count + 16 + (-2 - record));

    private byte[] Node(uint left, uint right) => RecordBits switch
    {
        24 => [.. Low(left, 3), .. Low(right, 3)],
        28 => [.. Low(left, 3), (byte)((left >> 24 << 4) | (right >> 24)), .. Low(right, 3)],
        _ => [.. Low(left, 4), .. Low(right, 4)],
    };

    private static byte[] Low(uint number, int octets) => [.. Enumerable.Range(0, octets).Select(i => (byte)(number >> (8 * (octets - 1 - i))))];

    private int Put(UInt128 bits, int length, int record)
    {
        if (length == 0)
        {
            _nodes[0] = [record, record];
            return 0;
        }

        var node = 0;
        for (var depth = 0; ; depth++)
        {
            var side = (int)(bits >> (127 - depth)) & 1;
            if (depth == length - 1)
            {
                _nodes[node][side] = record;
                return node;
            }

            if (_nodes[node][side] < 0)
            {
                var around = _nodes[node][side];
                _nodes.Add([around, around]);
                _nodes[node][side] = _nodes.Count - 1;
            }

            node = _nodes[node][side];
        }
    }

    private void Alias()
    {
        var root = 0;
        for (var depth = 0; depth < 96; depth++) root = _nodes[root][0];
        Put((UInt128)0x2002 << 112, 16, root);
        Put((UInt128)0x2001_0000 << 96, 32, root);
        Put((UInt128)0xFFFF << 32, 96, root);
    }
}
