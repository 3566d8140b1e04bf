using System.Collections;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// All endpoints of all pools, pool by pool, in each pool those that answer A first: numbers side by side, so that a choice reads
/// a few neighbouring octets.
/// </summary>
public sealed class EndpointTable : IReadOnlyList<CompiledEndpoint>
{
    private readonly EndpointCode[] _codes;
    private readonly EndpointAvailability[] _availabilities;
    private readonly int[] _weights;
    private readonly byte[] _octets;
    private readonly int[] _octetsAt;
    private readonly CompiledPool[] _pools;

    internal EndpointTable(ConfigurationDocument document)
    {
        var regions = document.Regions.ToDictionary(region => region.Code);
        var count = document.Pools.Sum(pool => pool.Endpoints.Length);
        (_codes, _availabilities, _weights, _octetsAt) = (new EndpointCode[count], new EndpointAvailability[count], new int[count], new int[count + 1]);
        _pools = new CompiledPool[document.Pools.Length];
        var octets = new List<byte>(count * 4);
        var next = 0;
        for (var index = 0; index < _pools.Length; index++)
        {
            var pool = document.Pools[index];
            _pools[index] = new CompiledPool(index, pool, regions[pool.Region], next, pool.Endpoints.Count(IsIPv4));
            foreach (var endpoint in pool.Endpoints.Where(IsIPv4).Concat(pool.Endpoints.Where(endpoint => !IsIPv4(endpoint))))
            {
                (_codes[next], _availabilities[next], _weights[next]) = (endpoint.Code, endpoint.Availability, endpoint.Weight);
                octets.AddRange(endpoint.Address.GetAddressBytes());
                _octetsAt[++next] = octets.Count;
            }
        }

        _octets = [.. octets];
    }

    /// <summary>The number of endpoints.</summary>
    public int Count => _codes.Length;

    /// <summary>One of them.</summary>
    public CompiledEndpoint this[int index] => new(_codes[index], PoolOf(index), _weights[index], new IPAddress(Octets(index)));

    internal CompiledPool[] Pools => _pools;

    internal ReadOnlySpan<int> Weights => _weights;

    /// <inheritdoc/>
    public IEnumerator<CompiledEndpoint> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal EndpointCode Code(int index) => _codes[index];

    internal EndpointAvailability Availability(int index) => _availabilities[index];

    /// <summary>An address in wire form: 4 or 16 octets.</summary>
    internal ReadOnlySpan<byte> Octets(int index) => _octets.AsSpan(_octetsAt[index].._octetsAt[index + 1]);

    private static bool IsIPv4(Endpoint endpoint) => endpoint.Address.AddressFamily == AddressFamily.InterNetwork;

    // The last pool that begins at or before it; empty pools begin where the next one does.
    private CompiledPool PoolOf(int index)
    {
        int low = 0, high = _pools.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_pools[middle].First <= index) low = middle;
            else high = middle - 1;
        }

        return _pools[low];
    }
}
