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

        if (map.Find("auto_dc_coords") is { } coordinates)
            draft.Note(coordinates.At, "clients are not sent to the nearest datacenter: the coordinates are those of the regions now, and places that are not in 'map' get the order of 'datacenters'");
        if (map.Flag("ignore_ecs")) draft.Note(map.Find("ignore_ecs")!.At, "ignore_ecs is not carried over: the client's subnet counts wherever a resolver tells it");
        var places = map.Find("map") as WrittenMap;
        var branches = ImmutableArray.CreateBuilder<GeographicBranch>();
        Nets(map.Find("nets"), choices, branches);
        if (places is not null)
        {
            foreach (var (continent, at, value) in places.Members)
                if (continent != "default") Add(at, $"continent:{continent}", value, choices, branches, inside => Countries(inside, choices, branches));
        }

        var otherwise = List(places?.Find("default"), choices) ?? List(map.Find("datacenters"), choices);
        if (otherwise is null) return null;
        return branches.Count == 0 ? otherwise : new GeographicNode { Branches = branches.ToImmutable(), Otherwise = otherwise };
    }

    /// <summary>The first of several that is available; one alone is itself.</summary>
    public static PolicyNode? Failover(IReadOnlyList<PolicyNode> order) => order.Count switch { 0 => null, 1 => order[0], _ => new FailoverNode { Order = [.. order] } };

    private WrittenMap? Find(string? map) => map is null ? null : ((plugins.Find("geoip") as WrittenMap)?.Find("maps") as WrittenMap)?.Find(map) as WrittenMap;

    private void Nets(WrittenNode? nets, IReadOnlyDictionary<string, PolicyNode> choices, ImmutableArray<GeographicBranch>.Builder branches)
    {
        if (nets is WrittenText file) draft.Note(file.At, $"the networks of the file '{file.Text}' are not carried over: write them into the configuration itself");
        foreach (var (prefix, at, value) in (nets as WrittenMap)?.Members ?? []) Add(at, prefix, value, choices, branches, null);
    }

    private void Countries(WrittenMap continent, IReadOnlyDictionary<string, PolicyNode> choices, ImmutableArray<GeographicBranch>.Builder branches)
    {
        foreach (var (country, at, value) in continent.Members)
        {
            if (country == "default") continue;
            Add(at, $"country:{country}", value, choices, branches, inside =>
            {
                foreach (var (subdivision, place, list) in inside.Members)
                    if (subdivision != "default") Add(place, $"subdivision:{country}-{subdivision}", list, choices, branches, null);
            });
        }
    }

    // What is deeper has its own branches, and a default for itself.
    private void Add(
        Position at, string place, WrittenNode value, IReadOnlyDictionary<string, PolicyNode> choices, ImmutableArray<GeographicBranch>.Builder branches, Action<WrittenMap>? deeper)
    {
        if (value is WrittenMap inside)
        {
            if (deeper is null) draft.Note(at, $"what is below {place} is not carried over: cities cannot be told apart");
            else deeper(inside);
            if (inside.Find("default") is not { } own) return;
            value = own;
        }

        if (!PlaceMatch.TryParse(place, out var match, out var problem)) draft.Note(at, $"{place} is left out: {problem}");
        else if (List(value, choices) is { } list) branches.Add(new GeographicBranch([match], list));
        else if (value.Items().Count == 0) draft.Note(value.At, $"{place} is left out: an empty list answers with nothing there, and here the clients get what is around them");
    }

    private static PolicyNode? List(WrittenNode? datacenters, IReadOnlyDictionary<string, PolicyNode> choices)
    {
        if (datacenters is null) return null;
        if (datacenters is WrittenText { Text: "auto" }) return null;
        return Failover([.. datacenters.Texts().Where(choices.ContainsKey).Select(datacenter => choices[datacenter])]);
    }

    private static double? Degrees(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
}
