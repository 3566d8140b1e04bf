using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GlobalLb.Steering.Places;

/// <summary>
/// The tree of a MaxMind DB file: each node has a record for the next bit of an address, which is another node, a place
/// among the values, or nothing. A file of IPv6 addresses has those of IPv4 below ::/96 and leads to the same nodes from
/// other prefixes that hold IPv4 addresses.
/// </summary>
internal ref struct MmdbTree
{
    // The prefix whose addresses hold the IPv4 address of the client itself (6to4, RFC 3056 §2). The others that files alias
    // are never a client's: ::/96 is out of use, ::ffff:0:0/96 is IPv4 to us, and a Teredo address begins with its server's.
    private const ushort SixToFour = 0x2002;
    private const int SixToFourLength = 16, IPv4Depth = 96;

    private readonly ReadOnlySpan<byte> _tree;
    private readonly int _nodes, _recordBits, _valuesLength;
    private readonly bool _isIPv6;
    private readonly uint _ipv4Root;
    private long _left;

    public MmdbTree(ReadOnlySpan<byte> file, MmdbMetadata metadata)
    {
        _tree = file[..(int)metadata.TreeSize];
        _nodes = metadata.NodeCount;
        _recordBits = metadata.RecordBits;
        _isIPv6 = metadata.AddressVersion == 6;
        _valuesLength = metadata.At - (int)metadata.TreeSize - MmdbMetadata.Separator;

        // A tree has no node twice; aliases of IPv4 do, a few times. Whoever shares more would have us walk for ever.
        _left = (4L * _nodes) + 65_536;
        _ipv4Root = 0;
        for (var depth = 0; _isIPv6 && depth < IPv4Depth && _ipv4Root < _nodes; depth++) _ipv4Root = Record(_ipv4Root, right: false);
    }

    /// <summary>What is wrong with the tree or the records; null as long as nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether any network of the file has a place.</summary>
    public bool HasPlaces { get; private set; }

    /// <summary>Walks all networks of both families from the lowest address up.</summary>
    public bool TryWalk(ref MmdbPlaces places, RangeBuilder<uint, int> ipv4, RangeBuilder<UInt128, int> ipv6) =>
        TryWalk(ref places, _ipv4Root, ipv4, isIPv4: true) && (!_isIPv6 || TryWalk(ref places, 0, ipv6, isIPv4: false));

    private bool TryWalk<TBits>(ref MmdbPlaces places, uint root, RangeBuilder<TBits, int> ranges, bool isIPv4)
        where TBits : unmanaged, IBinaryInteger<TBits>, IUnsignedNumber<TBits>
    {
        // What is left to do at each depth: the right sides of the nodes we went left at.
        var width = Unsafe.SizeOf<TBits>() * 8;
        var waiting = new Stack<(uint Record, TBits Start, int Depth)>(width + 1);
        waiting.Push((root, TBits.Zero, 0));
        while (waiting.TryPop(out var next))
        {
            var (record, start, depth) = next;
            if (--_left < 0) return Fail("its tree shares nodes so often that walking it would not end");
            if (!isIPv4 && IsAlias(record, start, depth))
            {
                ranges.Mark(start, default);
            }
            else if (record < _nodes)
            {
                if (depth == width) return Fail("its tree is deeper than an address is long");
                waiting.Push((Record(record, right: true), start | (TBits.One << (width - 1 - depth)), depth + 1));
                waiting.Push((Record(record, right: false), start, depth + 1));
            }
            else if (!TryPlace(ref places, record, out var place))
            {
                return false;
            }
            else
            {
                ranges.Mark(start, place);
            }
        }

        return true;
    }

    private readonly bool IsAlias<TBits>(uint record, TBits start, int depth)
        where TBits : unmanaged, IBinaryInteger<TBits> =>
        record == _ipv4Root && record < _nodes && depth is > 0 and <= IPv4Depth
        && !(depth == SixToFourLength && start == TBits.CreateTruncating(SixToFour) << (128 - SixToFourLength));

    private bool TryPlace(ref MmdbPlaces places, uint record, out int place)
    {
        place = 0;
        if (record == _nodes) return true;
        var at = (long)record - _nodes - MmdbMetadata.Separator;
        if (at < 0 || at >= _valuesLength) return Fail($"its tree leads to octet {at} of its values, of which there are {_valuesLength}: it is damaged");
        if (!places.TryRead((int)at, out place)) return Fail(places.Problem ?? "");
        HasPlaces |= place != 0;
        return true;
    }

    private readonly uint Record(uint node, bool right)
    {
        var octets = _tree.Slice((int)(node * (long)(_recordBits / 4)), _recordBits / 4);
        return _recordBits switch
        {
            // The middle octet of 28 holds the highest bits of both: left, right.
            28 => right
                ? ((octets[3] & 0x0Fu) << 24) | BinaryPrimitives.ReadUInt32BigEndian(octets[3..]) & 0x00FF_FFFF
                : ((octets[3] & 0xF0u) << 20) | BinaryPrimitives.ReadUInt32BigEndian(octets) >> 8,
            24 => right ? BinaryPrimitives.ReadUInt32BigEndian(octets[2..]) & 0x00FF_FFFF : BinaryPrimitives.ReadUInt32BigEndian(octets) >> 8,
            _ => BinaryPrimitives.ReadUInt32BigEndian(right ? octets[4..] : octets),
        };
    }

    private bool Fail(string sentence)
    {
        Problem ??= sentence;
        return false;
    }
}
