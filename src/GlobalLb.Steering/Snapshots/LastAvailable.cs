using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// When each endpoint was available last, for policies that fall back to what was good last. Moments are counted, not timed: each
/// health that a snapshot takes is one, so that no clock decides.
/// </summary>
internal sealed class LastAvailable
{
    private readonly int[] _moments;
    private readonly int _now;

    private LastAvailable(int[] moments, int now) => (_moments, _now) = (moments, now);

    /// <summary>Nothing is remembered, because no policy asks.</summary>
    public static LastAvailable Nothing { get; } = new([], 0);

    /// <summary>The moment at which an endpoint was available last; 0: never since there is a memory.</summary>
    public int this[int endpoint] => _moments[endpoint];

    /// <summary>The memory one moment later.</summary>
    /// <param name="standings">How endpoints stand at that moment.</param>
    public LastAvailable With(ReadOnlySpan<Standing> standings)
    {
        var moments = new int[standings.Length];
        for (var i = 0; i < moments.Length; i++) moments[i] = standings[i] > Standing.Down ? _now + 1 : i < _moments.Length ? _moments[i] : 0;
        return new LastAvailable(moments, _now + 1);
    }

    /// <summary>What another snapshot remembers, for the endpoints of this one.</summary>
    /// <param name="endpoints">The endpoints of this one.</param>
    /// <param name="before">The other snapshot; without a memory, how endpoints stand in it is all that is known.</param>
    public static LastAvailable Take(EndpointTable endpoints, Snapshot before)
    {
        var memory = before.LastAvailable._moments.Length == before.Endpoints.Count ? before.LastAvailable : Nothing.With(before.Standings.AsSpan());
        var moments = new int[endpoints.Count];
        for (var i = 0; i < moments.Length; i++)
            if (before.Endpoints.Find(new EndpointCode(endpoints.CodeOf(i))) is >= 0 and var known) moments[i] = memory[known];
        return new LastAvailable(moments, memory._now);
    }
}
