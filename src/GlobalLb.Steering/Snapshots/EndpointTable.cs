using System.Collections;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// All endpoints of all pools, pool by pool, in each pool those that answer A first: numbers and octets side by side, so that a
/// choice reads a few neighbouring ones and a hundred thousand endpoints are a few objects.
/// </summary>
public sealed class EndpointTable : IReadOnlyList<CompiledEndpoint>
{
    internal const int IPv4Octets = 4, IPv6Octets = 16;

    private readonly Region[] _regions;
    private readonly PoolRow[] _pools;
    private readonly CodeList _poolCodes, _codes;
    private readonly CodeIndex _index;
    private readonly byte[] _availabilities;
    private readonly int[] _weights;
    private readonly ushort[] _ports;
    private readonly byte[] _octets;
    private readonly Dictionary<int, DateTimeOffset> _forcedUntil = [];

    internal EndpointTable(ConfigurationDocument document)
    {
        _regions = [.. document.Regions];
        var regions = _regions.Index().ToDictionary(item => item.Item.Code, item => item.Index);
        var endpoints = document.Pools.SelectMany(InOrder).ToList();
        var octets = new OctetWriter(endpoints.Count * IPv4Octets);
        _pools = new PoolRow[document.Pools.Length];
        for (int index = 0, first = 0; index < _pools.Length; first += _pools[index++].Count)
        {
            var pool = document.Pools[index];
            _pools[index] = new PoolRow(
                first, pool.Endpoints.Count(IsIPv4), pool.Endpoints.Length, octets.Length, regions[pool.Region], pool.Probe is not null, pool.UnknownMeans == UnknownMeaning.Up, pool.SlowStart, pool.RegionalHealth);
            foreach (var endpoint in InOrder(pool)) octets.Write(endpoint.Address.GetAddressBytes());
        }

        _poolCodes = new CodeList(document.Pools.Select(pool => pool.Code.Value), _pools.Length);
        _codes = new CodeList(endpoints.Select(endpoint => endpoint.Code.Value), endpoints.Count);
        _index = new CodeIndex(_codes);
        _availabilities = [.. endpoints.Select(endpoint => (byte)endpoint.Availability)];
        _weights = [.. endpoints.Select(endpoint => endpoint.Weight)];
        _ports = [.. endpoints.Select(endpoint => (ushort)endpoint.Port)];
        _octets = octets.ToArray();
        Maintenance = new MaintenanceTable(document, endpoints);
        HasSlowStart = document.Pools.Any(pool => pool.SlowStart is not null);
        foreach (var (index, endpoint) in endpoints.Index())
            if (endpoint.Forced?.Until is { } until) _forcedUntil.Add(index, until);
    }

    /// <summary>The number of endpoints.</summary>
    public int Count => _codes.Count;

    /// <summary>One of them, made for who looks at it.</summary>
    public CompiledEndpoint this[int index] =>
        new(new EndpointCode(_codes[index]), Pool(PoolOf(index)), _weights[index], new IPAddress(AddressOf(index)));

    internal ReadOnlySpan<PoolRow> Pools => _pools;

    internal ReadOnlySpan<Region> Regions => _regions;

    /// <summary>The weights as they were written, by the index of their endpoints.</summary>
    internal int[] Weights => _weights;

    /// <summary>What is drained when, because it is worked on.</summary>
    internal MaintenanceTable Maintenance { get; }

    /// <summary>Whether endpoints of a pool get their share bit by bit when they came up.</summary>
    internal bool HasSlowStart { get; }

    /// <inheritdoc/>
    public IEnumerator<CompiledEndpoint> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The index of an endpoint; −1 when there is none of that code.</summary>
    internal int Find(EndpointCode code) => _index.Find(code.Value);

    internal CompiledPool Pool(int index) => new(new PoolCode(_poolCodes[index]), RegionOf(_pools[index]));

    internal Region RegionOf(in PoolRow pool) => _regions[pool.Region];

    internal string CodeOf(int index) => _codes[index];

    internal ushort Port(int index) => _ports[index];

    /// <summary>The address of an endpoint in wire form; to be asked for few of them.</summary>
    internal ReadOnlySpan<byte> AddressOf(int index)
    {
        ref readonly var row = ref _pools[PoolOf(index)];
        var isIPv4 = index < row.First + row.IPv4Count;
        return Octets(row.OctetsOf(isIPv4), index - row.FirstOf(isIPv4), isIPv4);
    }

    /// <summary>What the operator says of an endpoint at a moment.</summary>
    internal EndpointAvailability Availability(int index, DateTimeOffset now, ref Soonest next)
    {
        if (_forcedUntil.Count == 0 || !_forcedUntil.TryGetValue(index, out var until)) return (EndpointAvailability)_availabilities[index];
        next.Add(until);
        return until <= now ? EndpointAvailability.Automatic : (EndpointAvailability)_availabilities[index];
    }

    /// <summary>Until when an endpoint is, or was, forced to be so; null: it is not, or for good.</summary>
    internal DateTimeOffset? ForcedUntil(int index, EndpointAvailability availability) =>
        _forcedUntil.TryGetValue(index, out var until) && _availabilities[index] == (byte)availability ? until : null;

    internal bool IsProbed(int index) => _pools[PoolOf(index)].IsProbed;

    internal bool UnknownIsUp(int index) => _pools[PoolOf(index)].UnknownIsUp;

    /// <summary>One address in wire form, 4 or 16 octets, of those of one family that stand together.</summary>
    internal ReadOnlySpan<byte> Octets(int at, int number, bool isIPv4) =>
        isIPv4 ? _octets.AsSpan(at + (number * IPv4Octets), IPv4Octets) : _octets.AsSpan(at + (number * IPv6Octets), IPv6Octets);

    /// <summary>Fetches addresses by where they stand.</summary>
    internal void Fetch(int at) => CacheLine.Fetch<byte>(_octets, at);

    /// <summary>The pool of an endpoint: the last one that begins at or before it, because empty pools begin where the next one does.</summary>
    internal int PoolOf(int index)
    {
        int low = 0, high = _pools.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_pools[middle].First <= index) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static IEnumerable<Endpoint> InOrder(Pool pool) => pool.Endpoints.OrderBy(endpoint => !IsIPv4(endpoint)); // a stable sort

    private static bool IsIPv4(Endpoint endpoint) => endpoint.Address.AddressFamily == AddressFamily.InterNetwork;
}
