using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing.Route53;

/// <summary>Makes policies of the record sets that share a name: by weight, latency, location, failover, or several values.</summary>
/// <param name="sets">All sets of the zone.</param>
/// <param name="zone">Its name.</param>
/// <param name="checks">Makes probes.</param>
/// <param name="draft">Takes pools, and what cannot be carried over.</param>
internal sealed class Steering(IReadOnlyList<RecordSet> sets, DomainName zone, HealthChecks checks, ImportDraft draft)
{
    private readonly Dictionary<string, PolicyNode?> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RecordSet>> _addresses = sets.Where(set => set.Type is "A" or "AAAA")
        .GroupBy(set => Absolute(set.Name), StringComparer.OrdinalIgnoreCase).ToDictionary(name => name.Key, name => name.ToList(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a set is an alias of another name of this zone that is steered.</summary>
    public bool IsInside(RecordSet set, int depth = 0) => set.Target is { } target && depth < PolicyNode.MaxDepth
        && _addresses.TryGetValue(Absolute(target), out var there) && there.Exists(other => other.Routing is not null || IsInside(other, depth + 1));

    /// <summary>The policy of a name whose sets of another type than addresses are chosen among: its leaves are records.</summary>
    /// <param name="chosen">The sets, all of one type and routing.</param>
    public PolicyNode? OfRecords(IReadOnlyList<RecordSet> chosen)
    {
        foreach (var set in chosen.Where(set => set.HealthCheck is not null))
            draft.Note(set.At, $"the health check of {set.Name} {set.Type} '{set.Label}' is not carried over: records are always available");
        return Choose(chosen[0].Routing, chosen[0].Name, [.. chosen.Select(set => new List<RecordSet> { set })], [], 1);
    }

    /// <summary>The policy of a name; null when nothing of it can be carried over.</summary>
    public PolicyNode? Policy(string name, int depth = 1)
    {
        name = Absolute(name);
        if (_known.TryGetValue(name, out var known)) return known;
        if (!_addresses.TryGetValue(name, out var all)) return null;
        if (depth > PolicyNode.MaxDepth)
        {
            draft.Note(all[0].At, $"{name} leads back to itself, or is more than {PolicyNode.MaxDepth} aliases away, and is left out");
            return null;
        }

        // The A and the AAAA set of one label are two families of one choice.
        var routing = all.Select(set => set.Routing).FirstOrDefault(routing => routing is not null);
        var choices = all.Where(set => set.Routing == routing).GroupBy(set => set.Label, StringComparer.Ordinal).Select(choice => choice.ToList()).ToList();
        var plain = all.Where(set => set.Routing != routing).ToList();
        foreach (var set in plain.Where(set => set.Routing is not null || set.Target is not null))
            draft.Note(set.At, $"{set.Name} {set.Type} '{set.Label}' is left out: a name has one policy for both families, and that is by {routing}");
        var everywhere = plain.Where(set => set.Routing is null && set.Target is null).ToList();
        if (everywhere.Count > 0) draft.Note(everywhere[0].At, $"the {everywhere[0].Type} addresses of {name} have no routing of their own; they are endpoints of each of its pools now");
        return _known[name] = Choose(routing, name, choices, everywhere, depth);
    }

    private PolicyNode? Choose(string? routing, string name, List<List<RecordSet>> choices, List<RecordSet> everywhere, int depth)
    {
        List<(RecordSet Set, PolicyNode Node)> Nodes() =>
            [.. choices.Select(choice => (choice[0], Leaf(name, choice, everywhere, depth))).Where(each => each.Item2 is not null).Select(each => (each.Item1, each.Item2!))];
        switch (routing)
        {
            case null:
                return Leaf(name, [.. choices.SelectMany(choice => choice)], everywhere, depth);
            case "MultiValueAnswer":
                // Up to eight of those that are healthy.
                return Leaf(name, [.. choices.SelectMany(choice => choice)], everywhere, depth) is PoolNode pool ? pool with { Most = 8 } : null;
            case "Weight":
                return Weighted(choices, Nodes());
            case "Failover":
                return Failover([.. Nodes().OrderByDescending(each => each.Set.IsPrimary).Select(each => each.Node)]);
            case "GeoLocation":
                return Geographic(name, Nodes());
            case "Region":
                draft.Note(choices[0][0].At, $"{name} is chosen by Amazon's measurements, which are not carried over: until you import some, its regions are tried in the order they are written");
                return Nodes() is { Count: > 0 } measured ? new FastestNode { Branches = [.. measured.Select(each => new FastestBranch { Region = Region(each.Set), Node = each.Node })] } : null;
            case "GeoProximityLocation":
                return Nodes() is { Count: > 0 } near ? new NearestNode { Branches = [.. near.Select(each => new NearestBranch { Region = Region(each.Set), Bias = each.Set.Bias, Node = each.Node })] } : null;
            default:
                draft.Note(choices[0][0].At, $"{name} is chosen by {routing}, which has no equal here");
                return null;
        }
    }

    private WeightedNode? Weighted(List<List<RecordSet>> choices, List<(RecordSet Set, PolicyNode Node)> nodes)
    {
        foreach (var choice in choices.Where(choice => choice.Exists(set => set.Weight != choice[0].Weight)))
            draft.Note(choice[0].At, $"'{choice[0].Label}' has another weight for {choice[1].Type}; here both families have {choice[0].Weight}");
        // Where all weights are 0, Route 53 takes all of them alike.
        var isAlike = nodes.TrueForAll(each => each.Set.Weight == 0);
        return nodes.Count == 0 ? null : new WeightedNode { Branches = [.. nodes.Select(each => new WeightedBranch(isAlike ? 1 : each.Set.Weight, each.Node))] };
    }

    private PolicyNode? Geographic(string name, List<(RecordSet Set, PolicyNode Node)> nodes)
    {
        if (nodes.Count == 0) return null;
        var branches = new List<GeographicBranch>();
        foreach (var (set, node) in nodes.Where(each => each.Set.Place.Length > 0))
        {
            if (PlaceMatch.TryParse(set.Place, out var place, out var problem)) branches.Add(new GeographicBranch([place], node));
            else draft.Note(set.At, $"{name} '{set.Label}' is left out: {problem}");
        }

        var otherwise = nodes.Find(each => each.Set.Place.Length == 0).Node;
        return branches.Count == 0 ? otherwise : ImportDraft.ByPlace([.. branches], otherwise);
    }

    // The endpoints of some sets in one pool; an alias is the policy of the name it leads to.
    private PolicyNode? Leaf(string name, List<RecordSet> choice, List<RecordSet> everywhere, int depth)
    {
        var aliases = choice.Where(set => set.Target is not null).ToList();
        if (aliases.Count > 0)
        {
            if (Policy(aliases[0].Target!, depth + 1) is { } there)
            {
                foreach (var set in aliases.Where(set => !set.EvaluatesTarget))
                    draft.Note(set.At, $"{name} '{set.Label}' goes to its alias whatever the health of that is; here it is passed over when nothing there is available");
                return there;
            }

            if (Absolute(aliases[0].Target!).EndsWith($".{zone}", StringComparison.OrdinalIgnoreCase) || Absolute(name).Equals($"{zone}", StringComparison.OrdinalIgnoreCase))
            {
                draft.Note(aliases[0].At, $"{name} '{aliases[0].Label}' is left out: a policy cannot look up the addresses of {aliases[0].Target}");
                return null;
            }

            draft.Note(aliases[0].At, $"{name} '{aliases[0].Label}' sends clients to {aliases[0].Target} by a CNAME, whatever the health there");
            return ImportDraft.Alias(aliases[0].Target!);
        }

        if (choice[0].Type is not ("A" or "AAAA"))
            return new RecordsNode { Records = [.. choice[0].Values.Select(value => new StaticRecord { Type = RecordTypes.TryParse(choice[0].Type, out var type) ? type : default, Value = RecordTexts.Absolute(choice[0].Type, value) })] };

        var label = choice.TrueForAll(set => set.Label == choice[0].Label) ? choice[0].Label : "";
        var endpoints = choice.Concat(everywhere).SelectMany(set => set.Values.Select(value => (Label: label.Length > 0 || set.Label.Length == 0 ? "" : $"{set.Label}-", Address: AddressText.TryParse(value, out var address, out _) ? address : null)))
            .Where(each => each.Address is not null).Select((each, i) => ($"{each.Label}{i + 1}", (IPAddress)each.Address!, 1)).ToList();
        if (endpoints.Count == 0) return null;
        return draft.Pool(choice[0].At, $"{name.TrimEnd('.')}-{label}".TrimEnd('-'), Region(choice[0]), endpoints, checks.Of(choice));
    }

    // Where a set is, as it says itself.
    private RegionCode Region(RecordSet set)
    {
        if (set.Coordinates is var (latitude, longitude)) return draft.Region(RecordSet.Format(latitude, longitude), latitude, longitude);
        if (set.Region is not { } code) return draft.Region("imported");
        if (set.IsLocalZone) draft.Note(set.At, $"the local zone {code} has no coordinates here yet; give its region some");
        return AmazonRegions.Find(code) is { } known ? draft.Region(code, known.Latitude, known.Longitude, known.Name) : draft.Region(code);
    }

    private static PolicyNode? Failover(IReadOnlyList<PolicyNode> order) => order.Count switch { 0 => null, 1 => order[0], _ => new FailoverNode { Order = [.. order] } };

    private static string Absolute(string name) => name.EndsWith('.') ? name : $"{name}.";
}
