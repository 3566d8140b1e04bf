using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>
/// Groups transitions to incidents. A fall joins the incident in which something changed last, unless that is longer ago than
/// the gap; then it begins one. A return belongs to the incident in which its endpoint fell. An incident is over when all of its
/// endpoints are back, and stays open for falls until the gap has passed.
/// <code>
///  to        its endpoint is down in   the last change is      then
///  Down      an incident               –                       it counts there
///  Down      none                      within the gap          joins the incident of that change
///  Down      none                      longer ago, or none     begins an incident
///  other     an incident               –                       that endpoint is back
///  other     none                      –                       nothing
/// </code>
/// </summary>
/// <param name="gap">How long nothing may happen within an incident without anything down before a fall is another one.</param>
public sealed class IncidentFold(TimeSpan gap)
{
    private readonly List<Open> _open = [];

    /// <summary>Folds one more transition in; the incidents that nothing can join any more, oldest first.</summary>
    /// <param name="transition">The next in time.</param>
    /// <param name="published">When it was published, and how that reached the edges; null: not known.</param>
    public IReadOnlyList<Incident> With(Transition transition, PublishedFall? published)
    {
        var over = _open.Where(one => one.Down.Count == 0 && transition.At - one.LastAt > gap).ToList();
        foreach (var one in over) _open.Remove(one);
        var mine = _open.Find(one => one.Down.Contains(transition.Endpoint));
        if (transition.To == HealthState.Down)
        {
            mine ??= _open.Where(one => transition.At - one.LastAt <= gap).MaxBy(one => one.LastAt);
            if (mine is null) _open.Add(mine = new Open(transition));
            mine.Fall(transition, published);
        }
        else
        {
            mine?.Return(transition);
        }

        return [.. over.Select(one => one.Close())];
    }

    /// <summary>What is still open, oldest first.</summary>
    public IReadOnlyList<Incident> Rest() => [.. _open.Select(one => one.Close())];

    private sealed class Open(Transition first)
    {
        private readonly List<EndpointCode> _endpoints = [];
        private readonly List<PoolCode> _pools = [];
        private readonly List<RegionCode> _regions = [];
        private int _transitions;
        private readonly List<EndpointCode> _withdrawn = [];
        private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);
        private double? _detected, _failover, _confirmed;
        private int? _edges;
        private DateTimeOffset? _publishedAt;

        public HashSet<EndpointCode> Down { get; } = [];

        public DateTimeOffset LastAt { get; private set; } = first.At;

        public void Fall(Transition transition, PublishedFall? published)
        {
            Count(transition);
            Down.Add(transition.Endpoint);
            if (!_endpoints.Contains(transition.Endpoint)) _endpoints.Add(transition.Endpoint);
            if (!_pools.Contains(transition.Pool)) _pools.Add(transition.Pool);
            if (!_regions.Contains(transition.Region)) _regions.Add(transition.Region);
            if (transition.FailingSince is { } begin && transition.At >= begin) _detected = Math.Max(_detected ?? 0, (transition.At - begin).TotalMilliseconds);
            if (published is not null) Publish(transition, published);
        }

        public void Return(Transition transition)
        {
            Count(transition);
            Down.Remove(transition.Endpoint);
        }

        public Incident Close() => new(
            first.Id, first.At, Down.Count == 0 ? LastAt : null, [.. _endpoints], [.. _pools], [.. _regions], [], _transitions, first.Reason, _failover, first.ConfigurationVersion)
        {
            DetectedMilliseconds = _detected,
            ConfirmedMilliseconds = _confirmed,
            ConfirmedEdges = _edges,
            UnconfirmedEdges = [.. _missing],
            PublishedAt = _publishedAt,
            Withdrawn = [.. _withdrawn],
        };

        private void Publish(Transition transition, PublishedFall published)
        {
            if (!_withdrawn.Contains(transition.Endpoint)) _withdrawn.Add(transition.Endpoint);
            if (_publishedAt is not { } first || published.At < first) _publishedAt = published.At;
            if (published.Confirmed is { } edges) _edges = Math.Min(_edges ?? edges, edges);
            _missing.UnionWith(published.Missing);
            if (transition.FailingSince is not { } since || published.At < since) return;
            var took = (published.At - since).TotalMilliseconds;
            _failover = Math.Max(_failover ?? 0, took);
            if (published.ConfirmedAfter is { } after) _confirmed = Math.Max(_confirmed ?? 0, took + after);
        }

        private void Count(Transition transition)
        {
            _transitions++;
            if (transition.At > LastAt) LastAt = transition.At;
        }
    }
}
