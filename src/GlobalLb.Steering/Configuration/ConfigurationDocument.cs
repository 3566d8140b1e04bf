using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// Everything the operator wrote, at one version: the machine's form of a configuration. A value; an edit makes a new one.
/// </summary>
public sealed record ConfigurationDocument
{
    /// <summary>Nothing written yet.</summary>
    public static ConfigurationDocument Empty { get; } = new();

    /// <summary>The places we serve from.</summary>
    public ImmutableArray<Region> Regions { get; init; } = [];

    /// <summary>The endpoints, pool by pool.</summary>
    public ImmutableArray<Pool> Pools { get; init; } = [];

    /// <summary>The parts of DNS we are authoritative for.</summary>
    public ImmutableArray<Zone> Zones { get; init; } = [];

    /// <summary>Prefixes whose place the operator knows; they win over any database.</summary>
    public ImmutableArray<KnownPlace> Places { get; init; } = [];

    /// <summary>Policies that others refer to.</summary>
    public ImmutableArray<NamedPolicy> Policies { get; init; } = [];

    /// <summary>Who may ask by DNS why an answer is what it is: TXT at <c>_why.</c> before a steered name. Nobody unless it is said.</summary>
    public ImmutableArray<IPNetwork> ExplainTo { get; init; } = [];

    /// <summary>How long the ways from clients to regions are, as measured; see <see cref="FastestNode"/>.</summary>
    public ImmutableArray<Latency> Latencies { get; init; } = [];

    /// <summary>What clients are expected to be answered; an edit that breaks one of them is rejected.</summary>
    public ImmutableArray<Expectation> Expectations { get; init; } = [];

    /// <summary>The places from which probes run; none: Control alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<KnownVantage> Vantages { get; init; } = [];

    /// <summary>How much health may withdraw, and how fast.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Safety Safety { get; init; } = Safety.Usual;

    /// <summary>When what is drained because it is worked on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<Maintenance> Maintenance { get; init; } = [];

    /// <summary>What all probes have unless zone, pool or endpoint say otherwise; null: nothing.</summary>
    public ProbeDefaults? ProbeDefaults { get; init; }

    /// <summary>Who is told when something is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<AlertReceiver> Alerts { get; init; } = [];

    /// <summary>The same with a freeze of health-driven withdrawal confirmed; it stays as it is when somebody else confirmed it within these seconds.</summary>
    /// <param name="now">The moment, for people: that it is another than before is what counts.</param>
    public ConfigurationDocument WithFreezeConfirmed(DateTimeOffset now) =>
        Safety.FreezeConfirmedAt is { } before && (now - before).Duration() < Safety.OneConfirmation ? this : this with { Safety = Safety with { FreezeConfirmedAt = now } };

    /// <summary>The region of that code, or null.</summary>
    public Region? FindRegion(RegionCode code) => Regions.FirstOrDefault(region => region.Code == code);

    /// <summary>The pool of that code, or null.</summary>
    public Pool? FindPool(PoolCode code) => Pools.FirstOrDefault(pool => pool.Code == code);

    /// <summary>The policy of that name, or null.</summary>
    public PolicyNode? FindPolicy(PolicyName name) => Policies.FirstOrDefault(policy => policy.Name == name)?.Node;

    /// <summary>The regions near which vantages stand whose word counts for clients there first (<see cref="Pool.RegionalHealth"/>), in the order written.</summary>
    public IEnumerable<RegionCode> RegionsOfVantages()
    {
        var asking = Pools.Where(pool => pool.RegionalHealth).ToList();
        return Vantages.Where(vantage => asking.Exists(pool => pool.Vantages.IsEmpty || pool.Vantages.Contains(vantage.Code)))
            .Select(vantage => vantage.Region).OfType<RegionCode>().Distinct();
    }

    /// <summary>A node, all below it, and all it refers to: each named policy once, however it is referred to. Unknown ones are left out.</summary>
    /// <param name="policy">The node.</param>
    public IEnumerable<PolicyNode> NodesOf(PolicyNode policy)
    {
        var seen = new HashSet<PolicyName>();
        var next = new Queue<PolicyNode>([policy]);
        while (next.TryDequeue(out var root))
        {
            foreach (var node in root.AndAllBelow())
            {
                yield return node;
                if (node is ReferenceNode reference && seen.Add(reference.Policy) && FindPolicy(reference.Policy) is { } found) next.Enqueue(found);
            }
        }
    }
}
