using System.Collections.Immutable;
using System.Globalization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Health;
using GlobalLb.Vantage.Kinds;

namespace GlobalLb.Control.Alerting;

/// <summary>Finds all that people may want to know in what is seen. Made for one configuration.</summary>
internal sealed class Conditions
{
    /// <summary>How long before a forced state expires that is said, and for how long after it that it has.</summary>
    public static readonly TimeSpan ForcedNotice = TimeSpan.FromHours(1);

    private readonly ConfigurationDocument _document;
    private readonly MaintenanceCalendar _calendar;
    private readonly Dictionary<EndpointCode, Pool> _pools;
    private readonly Dictionary<PoolCode, ImmutableArray<string>> _names;
    private readonly ImmutableArray<(Pool Pool, Endpoint Endpoint)> _forced;

    public Conditions(ConfigurationDocument document)
    {
        _document = document;
        _calendar = new MaintenanceCalendar(document);
        _pools = document.Pools.SelectMany(pool => pool.Endpoints.Select(endpoint => (endpoint.Code, Pool: pool))).ToDictionary(pair => pair.Code, pair => pair.Pool);
        _names = document.Zones.SelectMany(zone => zone.SteeredNames)
            .SelectMany(name => document.NodesOf(name.Policy).OfType<PoolNode>().Select(node => (node.Pool, Name: name.Name.ToString())).Distinct())
            .GroupBy(pair => pair.Pool, pair => pair.Name)
            .ToDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).ToImmutableArray());
        _forced = [.. document.Pools.SelectMany(pool => pool.Endpoints.Where(endpoint => endpoint.Forced?.Until is not null).Select(endpoint => (pool, endpoint)))];
    }

    /// <summary>What the certificate is known by that a probe of an endpoint finds.</summary>
    public static string CertificateKey(EndpointCode endpoint, string probe) => $"certificate:{endpoint}:{probe}";

    /// <summary>Whether it is about this configuration.</summary>
    public bool IsOf(ConfigurationDocument document) => ReferenceEquals(_document, document);

    /// <summary>All that holds now.</summary>
    public List<Condition> Find(Outlook outlook, IReadOnlyList<Incident> incidents, DateTimeOffset wall)
    {
        var maintained = _calendar.At(wall);
        var found = new List<Condition>();
        foreach (var fault in outlook.Faults)
            found.Add(new Condition { Key = fault.Key, Event = AlertEvent.Observer, Text = fault.Text, Reason = fault.Reason, Version = outlook.Version });
        foreach (var incident in incidents) found.Add(Of(incident, outlook, maintained.Contains));
        foreach (var (code, health) in outlook.Table.Endpoints)
        {
            if (health.Health == HealthState.Down && _pools.TryGetValue(code, out var pool))
                found.Add(About(outlook, code, pool, maintained.Contains(code)) with { Key = $"down:{code}", Event = AlertEvent.Transition, Text = $"{code} is down", Since = health.Since, Reason = health.Reason });
        }

        foreach (var (code, votes) in outlook.Votes)
        {
            if (_pools.TryGetValue(code, out var pool)) found.AddRange(Certificates(votes, About(outlook, code, pool, maintained.Contains(code))));
        }

        found.AddRange(_forced.Select(pair => Forced(pair.Endpoint, About(outlook, pair.Endpoint.Code, pair.Pool, maintained.Contains(pair.Endpoint.Code)), wall)).OfType<Condition>());
        return found;
    }

    /// <summary>How something that holds no longer ended; null: of that nothing is said.</summary>
    public static string? Ending(Condition condition, Outlook outlook)
    {
        switch (condition.Event)
        {
            case AlertEvent.Incident:
                return $"the incident is over: {Listed(condition.Endpoints)}";
            case AlertEvent.Transition:
                var code = condition.Endpoints[0];
                return !outlook.Table.Endpoints.TryGetValue(code, out var health) ? $"{code} is probed no more"
                    : health.Health == HealthState.Up ? $"{code} is up again: {health.Reason}"
                    : $"{code} is unknown: {health.Reason}";
            case AlertEvent.Certificate:
                return $"{condition.Text}: no longer";
            case AlertEvent.Observer:
                return ObserverFault.OverOf(condition.Key);
            default:
                return null;
        }
    }

    private static Condition About(Outlook outlook, EndpointCode code, Pool pool, bool isMaintained) => new()
    {
        Key = "",
        Event = default,
        Text = "",
        Endpoints = [code],
        Pools = [pool.Code],
        Regions = [pool.Region],
        Votes = outlook.Votes.GetValueOrDefault(code, []),
        Version = outlook.Version,
        IsMaintained = isMaintained,
    };

    private Condition Of(Incident incident, Outlook outlook, Func<EndpointCode, bool> isMaintained)
    {
        var down = incident.Endpoints.Where(code => outlook.Table[code] == HealthState.Down).ToImmutableArray();
        return new Condition
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"incident:{incident.Endpoints[0]}:{incident.Begin.ToUniversalTime():yyyyMMdd'T'HHmmss'Z'}"),
            Event = AlertEvent.Incident,
            Text = $"incident: {Listed(down)} {(down.Length == 1 ? "is" : "are")} down",
            Since = incident.Begin,
            Reason = incident.Reason,
            Endpoints = incident.Endpoints,
            Pools = incident.Pools,
            Regions = incident.Regions,
            SteeredNames = [.. incident.Pools.SelectMany(pool => _names.GetValueOrDefault(pool, [])).Distinct(StringComparer.Ordinal)],
            Votes = down.IsEmpty ? [] : outlook.Votes.GetValueOrDefault(down[0], []),
            Version = outlook.Version,
            IsMaintained = down.All(isMaintained),
        };
    }

    // A week, three days, one day: each is said anew.
    private static IEnumerable<Condition> Certificates(ImmutableArray<Vote> votes, Condition about) => votes
        .Select(vote => (vote.Probe, Days: CertificateWarning.DaysOf(vote.Warning), vote.Warning))
        .Where(each => each.Days is not null)
        .GroupBy(each => each.Probe)
        .Select(group => group.MinBy(each => each.Days))
        .Select(each => about with
        {
            Key = CertificateKey(about.Endpoints[0], each.Probe),
            Event = AlertEvent.Certificate,
            Text = $"{about.Endpoints[0]}: {each.Warning}",
            Reason = each.Probe.Length == 0 ? "found by its main probe" : $"found by its probe '{each.Probe}'",
            Severity = each.Days switch { < 1 => 3, < 3 => 2, < 7 => 1, _ => 0 },
        });

    private static Condition? Forced(Endpoint endpoint, Condition about, DateTimeOffset wall)
    {
        if (endpoint.Forced is not { Until: { } until } forced || wall < until - ForcedNotice || wall >= until + ForcedNotice || endpoint.Availability == EndpointAvailability.Automatic) return null;
        var state = endpoint.Availability == EndpointAvailability.ForcedUp ? "up" : "down";
        var isOver = wall >= until;
        return about with
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{(isOver ? "expired" : "expires")}:{endpoint.Code}:{until.ToUniversalTime():yyyyMMdd'T'HHmmss'Z'}"),
            Event = AlertEvent.Forced,
            Text = isOver ? $"{endpoint.Code} is automatic again: it was forced {state} until {until.ToUniversalTime():u}" : $"{endpoint.Code} is forced {state} only until {until.ToUniversalTime():u}",
            Since = isOver ? until : null,
            Reason = (forced.Reason, forced.Owner) switch { (null, null) => "", (var reason, null) => reason, (null, var owner) => $"ask {owner}", var (reason, owner) => $"{reason}; ask {owner}" },
            IsOnce = true,
        };
    }

    private static string Listed(ImmutableArray<EndpointCode> codes) => codes.Length switch
    {
        0 => "nothing",
        <= 3 => string.Join(", ", codes),
        _ => $"{codes.Length} endpoints ({codes[0]}, {codes[1]} …)",
    };
}
