using System.Collections.Concurrent;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Probing;

/// <summary>The pace of each endpoint and probe.</summary>
internal sealed class PaceTable
{
    private readonly ConcurrentDictionary<(EndpointCode Endpoint, string Probe), Pace> _paces = new();

    /// <summary>The pace of one; there is one from now on.</summary>
    public Pace Of(Target target) => _paces.GetOrAdd(Key(target), _ => new Pace());

    /// <summary>Forgets what is no longer probed.</summary>
    public void Keep(IEnumerable<Round> rounds)
    {
        var probed = rounds.SelectMany(round => round.Targets).Select(Key).ToHashSet();
        foreach (var key in _paces.Keys.Where(key => !probed.Contains(key))) _paces.TryRemove(key, out _);
    }
    private static (EndpointCode Endpoint, string Probe) Key(Target target) => (target.Endpoint.Code, target.Probe.Name);
}
