using System.Collections.Immutable;
using System.Globalization;
using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing.Gdnsd;

/// <summary>The maps of the plugin geoip: which datacenters, in which order, for clients from where.</summary>
/// <param name="plugins">The hash <c>plugins</c>.</param>
/// <param name="draft">Takes regions, and what cannot be carried over.</param>
internal sealed class GeoMaps(WrittenMap plugins, ImportDraft draft)
{
    /// <summary>The region of a datacenter; its coordinates come from the map.</summary>
    public RegionCode Region(string? map, string datacenter)
    {
        var place = (Find(map)?.Find("auto_dc_coords") as WrittenMap)?.Find(datacenter).Texts().Select(Degrees).ToList();
        return place is [{ } latitude, { } longitude] ? draft.Region(datacenter, latitude, longitude) : draft.Region(datacenter);
    }

    /// <summary>The policy of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="choices">What each of its datacenters answers with.</param>
    public PolicyNode? Policy(WrittenMap resource, IReadOnlyDictionary<string, PolicyNode> choices)
    {
        if (Find(resource.Text("map")) is not { } map)
        {
            draft.Note(resource.At, $"there is no map '{resource.Text("map")}', so its datacenters are taken in the order they are written");
            return Failover([.. choices.Values]);
        }

        if (map.Flag("ignore_ecs")) draft.Note(map.Find("ignore_ecs")!.At, "ignore_ecs is not carried over: the client's subnet counts wherever a resolver tells it");
        var places = map.Find("map") as WrittenMap;
        var choosing = new Choosing(choices, Nearest(resource.Text("map"), map, choices));
        var branches = ImmutableArray.CreateBuilder<GeographicBranch>();
        Nets(map.Find("nets"), choosing, branches);
        if (places is not null)
        {
            foreach (var (continent, at, value) in places.Members)
                if (continent != "default") Add(at, $"continent:{continent}", value, choosing, branches, inside => Countries(inside, choosing, branches));
        }

        var written = places?.Find("default");
        var otherwise = IsEmpty(written) ? null : List(written, choosing) ?? choosing.Nearest ?? List(map.Find("datacenters"), choosing);
        return branches.Count == 0 ? otherwise : ImportDraft.ByPlace(branches.ToImmutable(), otherwise);
    }

    /// <summary>The first of several that is available; one alone is itself.</summary>
    public static PolicyNode? Failover(IReadOnlyList<PolicyNode> order) => order.Count switch { 0 => null, 1 => order[0], _ => new FailoverNode { Order = [.. order] } };

    private WrittenMap? Find(string? map) => map is null ? null : ((plugins.Find("geoip") as WrittenMap)?.Find("maps") as WrittenMap)?.Find(map) as WrittenMap;

    // City-auto-mode: by the distance to the datacenters that have coordinates.
    private NearestNode? Nearest(string? name, WrittenMap map, IReadOnlyDictionary<string, PolicyNode> choices)
    {
        const int UsualLimit = 3;
        if (map.Find("auto_dc_coords") is not WrittenMap coordinates) return null;
        var branches = map.Find("datacenters").Texts().Where(datacenter => choices.ContainsKey(datacenter) && coordinates.Find(datacenter) is not null)
            .Select(datacenter => new NearestBranch { Region = Region(name, datacenter), Node = choices[datacenter] }).ToImmutableArray();
        var limit = map.Number("auto_dc_limit", UsualLimit);
        return branches.IsEmpty ? null : new NearestNode { Branches = branches, Most = limit > 0 && limit < branches.Length ? (int)Math.Ceiling(limit) : null };
    }

    private void Nets(WrittenNode? nets, Choosing choosing, ImmutableArray<GeographicBranch>.Builder branches)
    {
        if (nets is WrittenText file) draft.Note(file.At, $"the networks of the file '{file.Text}' are not carried over: write them into the configuration itself");
        foreach (var (prefix, at, value) in (nets as WrittenMap)?.Members ?? []) Add(at, prefix, value, choosing, branches, null);
    }

    private void Countries(WrittenMap continent, Choosing choosing, ImmutableArray<GeographicBranch>.Builder branches)
    {
        foreach (var (country, at, value) in continent.Members)
        {
            if (country == "default") continue;
            Add(at, $"country:{country}", value, choosing, branches, inside =>
            {
                foreach (var (subdivision, place, list) in inside.Members)
                    if (subdivision != "default") Add(place, $"subdivision:{country}-{subdivision}", list, choosing, branches, null);
            });
        }
    }

    // What is deeper has its own branches, and a default for itself.
    private void Add(
        Position at, string place, WrittenNode value, Choosing choosing, ImmutableArray<GeographicBranch>.Builder branches, Action<WrittenMap>? deeper)
    {
        if (value is WrittenMap inside)
        {
            if (deeper is null) draft.Note(at, $"what is below {place} is not carried over: cities cannot be told apart");
            else deeper(inside);
            if (inside.Find("default") is not { } own) return;
            value = own;
        }

        if (!PlaceMatch.TryParse(place, out var match, out var problem)) draft.Note(at, $"{place} is left out: {problem}");
        // Of a list of which all is down the first is answered; what stands around it is for others.
        else if (List(value, choosing) is { } list) branches.Add(new GeographicBranch([match], list, Fence: true));
        else if (IsEmpty(value)) branches.Add(new GeographicBranch([match], new RecordsNode(), Fence: true));
    }

    private static PolicyNode? List(WrittenNode? datacenters, Choosing choosing)
    {
        if (datacenters is null) return null;
        if (datacenters is WrittenText { Text: "auto" }) return choosing.Nearest;
        return Failover([.. datacenters.Texts().Where(choosing.Datacenters.ContainsKey).Select(datacenter => choosing.Datacenters[datacenter])]);
    }

    // Who is mapped to no datacenter is answered with nothing.
    private static bool IsEmpty(WrittenNode? datacenters) => datacenters is WrittenList { Items.Count: 0 };

    private static double? Degrees(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;

    // What the lists of a map are made of: each datacenter, and what 'auto' stands for.
    private sealed record Choosing(IReadOnlyDictionary<string, PolicyNode> Datacenters, NearestNode? Nearest);
}
