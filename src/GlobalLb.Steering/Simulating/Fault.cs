using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>What is imagined to go wrong.</summary>
public sealed record Fault
{
    /// <summary>Whole regions.</summary>
    public ImmutableArray<RegionCode> Regions { get; init; } = [];

    /// <summary>Whole pools.</summary>
    public ImmutableArray<PoolCode> Pools { get; init; } = [];

    /// <summary>Single endpoints.</summary>
    public ImmutableArray<EndpointCode> Endpoints { get; init; } = [];

    /// <summary>
    /// Vantages that report no more. What others still see goes on; what nobody else looks at counts as its pool says: as it was, or as unknown.
    /// </summary>
    public ImmutableArray<VantageCode> Vantages { get; init; } = [];

    /// <summary>What is down for the vantages near some clients only, and with that for these clients.</summary>
    public ImmutableArray<NearFault> Nearby { get; init; } = [];

    /// <summary>Another database of places than the one in use; null: the same.</summary>
    [JsonIgnore]
    public PlaceTable? Places { get; init; }

    /// <summary>
    /// Finds what codes stand for: a region, else a pool, else an endpoint, else a vantage. With <c>@</c> and the region that vantages stand
    /// near behind it, it is down for these only.
    /// </summary>
    /// <param name="codes">As a person wrote them.</param>
    /// <param name="document">Where they are looked up.</param>
    /// <param name="problems">A sentence for each code that stands for nothing.</param>
    public static Fault Of(IEnumerable<string> codes, ConfigurationDocument document, out IReadOnlyList<string> problems)
    {
        var fault = new Fault();
        foreach (var code in codes)
        {
            if (code.Split('@') is [var what, var near])
            {
                fault = fault with { Nearby = fault.Nearby.Add(new NearFault(new RegionCode(near), Of([what], document, out _))) };
                continue;
            }

            var isRegion = document.FindRegion(new RegionCode(code)) is not null;
            if (!isRegion && document.FindPool(new PoolCode(code)) is not null)
                fault = fault with { Pools = fault.Pools.Add(new PoolCode(code)) };
            else if (!isRegion && AllEndpoints(document).Any(known => known.Code.Value == code))
                fault = fault with { Endpoints = fault.Endpoints.Add(new EndpointCode(code)) };
            else if (!isRegion && document.Vantages.Any(known => known.Code.Value == code))
                fault = fault with { Vantages = fault.Vantages.Add(new VantageCode(code)) };
            else
                fault = fault with { Regions = fault.Regions.Add(new RegionCode(code)) };
        }

        problems = [.. fault.FindUnknown(document)];
        return fault;
    }

    /// <summary>The same with a share of all endpoints down as well, drawn by a seed: the same seed draws the same ones.</summary>
    /// <param name="percent">0 to 100; rounded to whole endpoints.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="document">Where the endpoints are.</param>
    public Fault WithRandom(double percent, int seed, ConfigurationDocument document)
    {
        var all = AllEndpoints(document).Select(endpoint => endpoint.Code).ToList();
        var draw = Chance.Next((ulong)(uint)seed);
        var drawn = all.OrderBy(_ => draw = Chance.Next(draw)).Take((int)Math.Round(all.Count * percent / 100)).ToHashSet();
        return this with { Endpoints = [.. Endpoints.Union(all.Where(drawn.Contains))] };
    }

    /// <summary>What is written here but not configured, as sentences; a fault that hits nothing would prove nothing.</summary>
    public IEnumerable<string> FindUnknown(ConfigurationDocument document)
    {
        foreach (var region in Regions.Where(code => document.FindRegion(code) is null))
            yield return $"there is no region '{region}'; there are {string.Join(", ", document.Regions.Select(known => known.Code))}";
        foreach (var pool in Pools.Where(code => document.FindPool(code) is null))
            yield return $"there is no pool '{pool}'; there are {string.Join(", ", document.Pools.Select(known => known.Code))}";
        foreach (var endpoint in Endpoints.Where(code => !AllEndpoints(document).Any(known => known.Code == code)))
            yield return $"there is no endpoint '{endpoint}'";
        foreach (var vantage in Vantages.Where(code => !document.Vantages.Any(known => known.Code == code)))
            yield return $"there is no vantage '{vantage}'";
        var known = document.RegionsOfVantages().ToList();
        foreach (var each in Nearby)
        {
            if (!known.Contains(each.Near)) yield return $"no vantage near '{each.Near}' looks at a pool with regionalHealth; {(known.Count == 0 ? "none does anywhere" : $"there are some near {string.Join(", ", known)}")}";
            foreach (var problem in each.Fault.FindUnknown(document)) yield return problem;
        }
    }

    /// <summary>What a snapshot becomes by it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="document">What it was compiled from.</param>
    public Snapshot Play(Snapshot snapshot, ConfigurationDocument document)
    {
        var unseen = FindUnseen(document);
        var left = document.Vantages.Where(known => !Vantages.Contains(known.Code)).Select(known => known.Region).OfType<RegionCode>().ToHashSet();
        var regional = snapshot.Health.Regional.RemoveAll(view => !left.Contains(view.Region));
        if (unseen.Count > 0 || regional.Length < snapshot.Health.Regional.Length)
        {
            var seen = snapshot.Health.Endpoints.Where(pair => !unseen.Contains(pair.Key)).ToFrozenDictionary();
            snapshot = snapshot.With(snapshot.Health with { Endpoints = seen, Regional = regional }, snapshot.Moment);
        }

        if (!Nearby.IsEmpty) snapshot = snapshot.With(snapshot.Health with { Regional = [.. regional.AddRange(Nearby.Select(each => each.Play(snapshot))).GroupBy(view => view.Region).Select(Join)] }, snapshot.Moment);
        var faulty = snapshot.WithFault(Compile());
        return Places is null ? faulty : faulty.With(Places);
    }

    private static RegionalView Join(IGrouping<RegionCode, RegionalView> views) =>
        new(views.Key, views.SelectMany(view => view.Down).DistinctBy(pair => pair.Key).ToFrozenDictionary());

    // What is unknown once nobody looks at it any more.
    private HashSet<EndpointCode> FindUnseen(ConfigurationDocument document)
    {
        if (Vantages.IsEmpty) return [];
        var left = document.Vantages.Select(known => known.Code).Except(Vantages).ToHashSet();
        return document.Pools
            .Where(pool => pool.WithoutVantages == SilenceMeaning.Unknown && !(pool.Vantages.IsEmpty ? left.Count > 0 : pool.Vantages.Any(left.Contains)))
            .SelectMany(pool => pool.Endpoints, (_, endpoint) => endpoint.Code)
            .ToHashSet();
    }

    // Prepared to be asked of very many endpoints.
    internal Func<CompiledEndpoint, bool> Compile()
    {
        var (regions, pools, endpoints) = (Regions.ToHashSet(), Pools.ToHashSet(), Endpoints.ToHashSet());
        return endpoint => regions.Contains(endpoint.Region.Code) || pools.Contains(endpoint.Pool.Code) || endpoints.Contains(endpoint.Code);
    }

    private static IEnumerable<Endpoint> AllEndpoints(ConfigurationDocument document) => document.Pools.SelectMany(pool => pool.Endpoints);
}
