using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>
/// Folds transitions to the availability of endpoints, pools and regions.
/// <code>
///  a pool is     when of its endpoints        a region is   when of its pools
///  Up            one is Up                    Down          one is Down
///  Down          none is Up and one is Down   Up            none is Down and one is Up
///  Unknown       all are Unknown              Unknown       all are Unknown
/// </code>
/// </summary>
/// <param name="from">The beginning of the period.</param>
/// <param name="to">Its end.</param>
internal sealed class AvailabilityFold(DateTimeOffset from, DateTimeOffset to)
{
    private const int MostSpans = 500;

    private readonly Dictionary<EndpointCode, (Line Line, PoolCode Pool)> _endpoints = [];
    private readonly Dictionary<PoolCode, (Line Line, RegionCode Region, HashSet<EndpointCode> Endpoints)> _pools = [];
    private readonly Dictionary<RegionCode, (Line Line, HashSet<PoolCode> Pools)> _regions = [];

    /// <summary>Folds one more transition in.</summary>
    /// <param name="transition">The next in time; what was before the period says how it began.</param>
    public void Add(Transition transition)
    {
        var at = transition.At < from ? from : transition.At > to ? to : transition.At;
        if (!_endpoints.TryGetValue(transition.Endpoint, out var endpoint)) endpoint = (new Line(from), transition.Pool);
        else if (endpoint.Pool != transition.Pool) Leave(transition.Endpoint, endpoint.Pool, at);
        _endpoints[transition.Endpoint] = (endpoint.Line, transition.Pool);
        endpoint.Line.Turn(at, transition.To);

        if (!_pools.TryGetValue(transition.Pool, out var pool)) _pools[transition.Pool] = pool = (new Line(from), transition.Region, []);
        pool.Endpoints.Add(transition.Endpoint);
        if (!_regions.TryGetValue(transition.Region, out var region)) _regions[transition.Region] = region = (new Line(from), []);
        region.Pools.Add(transition.Pool);
        TurnPool(transition.Pool, at);
    }

    /// <summary>The figures of what anything is known of: regions, pools, endpoints, each by code.</summary>
    public IReadOnlyList<Availability> Close() =>
    [
        .. _regions.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).Select(pair => pair.Value.Line.Close(AvailabilityScope.Region, pair.Key.Value, to)).Where(IsKnown),
        .. _pools.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).Select(pair => pair.Value.Line.Close(AvailabilityScope.Pool, pair.Key.Value, to)).Where(IsKnown),
        .. _endpoints.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).Select(pair => pair.Value.Line.Close(AvailabilityScope.Endpoint, pair.Key.Value, to)).Where(IsKnown),
    ];

    private static bool IsKnown(Availability figures) => figures.Share is not null;

    private void Leave(EndpointCode endpoint, PoolCode pool, DateTimeOffset at)
    {
        _pools[pool].Endpoints.Remove(endpoint);
        TurnPool(pool, at);
    }

    private void TurnPool(PoolCode code, DateTimeOffset at)
    {
        var pool = _pools[code];
        var endpoints = pool.Endpoints.Select(endpoint => _endpoints[endpoint].Line.Health).ToHashSet();
        pool.Line.Turn(at, endpoints.Contains(HealthState.Up) ? HealthState.Up : endpoints.Contains(HealthState.Down) ? HealthState.Down : HealthState.Unknown);
        var region = _regions[pool.Region];
        var pools = region.Pools.Select(one => _pools[one].Line.Health).ToHashSet();
        region.Line.Turn(at, pools.Contains(HealthState.Down) ? HealthState.Down : pools.Contains(HealthState.Up) ? HealthState.Up : HealthState.Unknown);
    }

    private sealed class Line(DateTimeOffset from)
    {
        private readonly List<AvailabilitySpan> _spans = [];
        private readonly TimeSpan[] _times = new TimeSpan[3];
        private readonly DateTimeOffset _begin = from;
        private DateTimeOffset _since = from;
        private int _falls;
        private bool _isCut;

        public HealthState Health { get; private set; }

        public void Turn(DateTimeOffset at, HealthState health)
        {
            if (health == Health) return;
            if (health == HealthState.Down && at > _begin) _falls++;
            Pass(at);
            Health = health;
        }

        public Availability Close(AvailabilityScope scope, string code, DateTimeOffset to)
        {
            Pass(to);
            if (_isCut) _spans[^1] = _spans[^1] with { To = to };
            return new Availability(scope, code, _times[(int)HealthState.Up], _times[(int)HealthState.Down], _times[(int)HealthState.Unknown], _falls, [.. _spans], _isCut);
        }

        // A clock that was set back takes no time back.
        private void Pass(DateTimeOffset at)
        {
            if (at <= _since) return;
            _times[(int)Health] += at - _since;
            if (_spans.Count < MostSpans) _spans.Add(new AvailabilitySpan(_since, at, Health));
            else _isCut = true;
            _since = at;
        }
    }
}
