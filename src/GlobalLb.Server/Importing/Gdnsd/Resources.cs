using System.Globalization;
using System.Net;
using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing.Gdnsd;

/// <summary>What gdnsd's plugins answer with, as policies: multifo, simplefo, weighted, static, metafo and geoip.</summary>
/// <param name="plugins">The hash <c>plugins</c>.</param>
/// <param name="probes">Makes probes of service types.</param>
/// <param name="draft">Takes pools, and what cannot be carried over.</param>
internal sealed class Resources(WrittenMap plugins, Probes probes, ImportDraft draft)
{
    private const string Nowhere = "imported";

    // What steers plugins and is no label of an address.
    private static readonly string[] Options = ["service_types", "up_thresh", "multi", "ignore_health", "plugin", "addrs_v4", "addrs_v6"];

    private static readonly string[] Roles = ["primary", "secondary"];

    private static readonly string[] Families = ["addrs_v4", "addrs_v6"];

    // What each address family may have by itself.
    private static readonly string[] PerFamily = ["service_types", "up_thresh", "multi"];

    private readonly Dictionary<(string, RegionCode?), PolicyNode?> _known = [];
    private readonly GeoMaps _maps = new(plugins, draft);

    /// <summary>The policy of <c>plugin!resource</c> or <c>plugin!resource/datacenter</c>.</summary>
    /// <param name="at">Where it is asked for.</param>
    /// <param name="reference">What is asked for.</param>
    /// <param name="region">Where its addresses stand; null: not known.</param>
    /// <param name="depth">How many resources led here.</param>
    /// <returns>Null when it cannot be carried over, which is said.</returns>
    public PolicyNode? Find(Position at, string reference, RegionCode? region = null, int depth = 0)
    {
        if (_known.TryGetValue((reference, region), out var known)) return known;
        var (plugin, resource) = reference.Split('!', 2) is [var before, var behind] ? (before, behind) : (reference, "");
        var (name, datacenter) = resource.Split('/', 2) is [var first, var second] ? (first, second) : (resource, null);
        var settings = plugins.Find(plugin) as WrittenMap;
        var meta = plugin is "metafo" or "geoip";
        var written = meta ? (settings?.Find("resources") as WrittenMap)?.Find(name) : settings?.Find(name);
        PolicyNode? made = null;
        if (depth > PolicyNode.MaxDepth) draft.Note(at, $"'{reference}' leads back to itself and is left out");
        else if (settings is null || written is null)
        {
            draft.Note(at, plugin is "reflect" or "null" or "extmon" or "extfile"
                ? $"'{reference}' is left out: the plugin '{plugin}' has no equal here"
                : $"'{reference}' is left out: the configuration has no such resource");
        }
        else if (meta) made = Meta(plugin, name, datacenter, ((written as WrittenMap) ?? new WrittenMap(written.At, [])).Inheriting(settings, "resources", "maps"), depth);
        else made = Plain(plugin, name, written is WrittenMap map ? map.Inheriting(settings, [.. settings.Members.Select(member => member.Name).Except(Options)]) : written, region);
        _known[(reference, region)] = made;
        return made;
    }

    private PolicyNode? Meta(string plugin, string name, string? only, WrittenMap resource, int depth)
    {
        var choices = new Dictionary<string, PolicyNode>(StringComparer.Ordinal);
        var own = resource.Find("dcmap") as WrittenMap;
        if (own is null)
        {
            draft.Note(resource.At, $"the resource '{name}' is left out: it has no dcmap");
            return null;
        }

        if (resource.Flag("skip_first")) draft.Note(resource.Find("skip_first")!.At, $"skip_first of '{name}' is not carried over: its first datacenter is taken like the others");
        foreach (var (datacenter, _, value) in own.Members)
        {
            // A zone may ask for one datacenter of a resource by itself: it is the same as within the whole.
            var key = ($"{plugin}!{name}/{datacenter}", (RegionCode?)null);
            if (only is not null && only != datacenter) continue;
            if (!_known.TryGetValue(key, out var made)) _known[key] = made = Datacenter($"{name}-{datacenter}", _maps.Region(resource.Text("map"), datacenter), value, resource, depth);
            if (made is not null) choices[datacenter] = made;
        }

        if (only is not null) return choices.GetValueOrDefault(only);
        return plugin == "geoip"
            ? _maps.Policy(resource, choices)
            : GeoMaps.Failover([.. resource.Find("datacenters").Texts().Where(choices.ContainsKey).Select(datacenter => choices[datacenter])]);
    }

    private PolicyNode? Datacenter(string name, RegionCode region, WrittenNode value, WrittenMap resource, int depth)
    {
        var plugin = resource.Text("plugin") ?? "multifo";
        switch (value)
        {
            case WrittenText { Text: ['%', .. var reference] }:
                return Find(value.At, reference, region, depth + 1);
            case WrittenText { Text: ['!', ..] } own:
                return Find(value.At, plugin + own.Text, region, depth + 1);
            case WrittenMap map:
                return Plain(map.Text("plugin") ?? plugin, name, map.Inheriting(resource, [.. resource.Members.Select(member => member.Name).Except(Options)]), region);
            case WrittenText when value.Address() is null:
                return ImportDraft.Alias(((WrittenText)value).Text);
            default:
                // Addresses without labels are a multifo's whatever else is said.
                return Plain("multifo", name, Numbered(value, "").Inheriting(resource, [.. resource.Members.Select(member => member.Name).Except(["service_types", "up_thresh"])]), region);
        }
    }

    private PolicyNode? Plain(string plugin, string name, WrittenNode written, RegionCode? region)
    {
        var where = region ?? draft.Region(Nowhere);
        if (written is WrittenText single)
        {
            return single.Address() is { } address ? draft.Pool(single.At, name, where, [("1", address, 1)]) : ImportDraft.Alias(single.Text);
        }

        var resource = written as WrittenMap ?? Numbered(written, "");
        var probe = probes.Of(resource);
        foreach (var part in Families)
            foreach (var setting in PerFamily)
                if ((resource.Find(part) as WrittenMap)?.Find(setting) is { } own) draft.Note(own.At, $"{setting} of {part} is not carried over: '{name}' has the same for both families");
        return plugin switch
        {
            "multifo" => Least(resource, Pool(resource, name, where, probe, [.. Labelled(resource)])),
            "simplefo" => Simple(resource, name, where, probe),
            "weighted" => Weighted(resource, name, where, probe),
            _ => Refused(resource, plugin, name),
        };
    }

    private PolicyNode? Refused(WrittenMap resource, string plugin, string name)
    {
        draft.Note(resource.At, $"'{name}' is left out: the plugin '{plugin}' has no equal here");
        return null;
    }

    private PolicyNode? Simple(WrittenMap resource, string name, RegionCode where, Probe? probe)
    {
        var labelled = Labelled(resource).ToList();
        var order = Roles.Select(role => Pool(resource, $"{name}-{role}", where, probe, [.. labelled.Where(each => each.Label == role)])).OfType<PolicyNode>();
        return GeoMaps.Failover([.. order]);
    }

    // One of several, by weight; of groups one, by the sum of its weights, and all of it.
    private PolicyNode? Weighted(WrittenMap resource, string name, RegionCode where, Probe? probe)
    {
        var labelled = Labelled(resource).ToList();
        var names = resource.Members.Where(member => !Options.Contains(member.Name) && member.Value is WrittenList list && list.Items is [WrittenText text, ..] && text.Address() is null).ToList();
        if (names.Count > 0) return new WeightedNode { Branches = [.. names.Select(member => new WeightedBranch(Weight(member.Value), ImportDraft.Alias(member.Value.Texts().First())))] };
        if (labelled.Count == 0 || labelled.TrueForAll(each => each.Group is null))
        {
            var isMulti = resource.Flag("multi");
            if (isMulti) draft.Note(resource.At, $"'{name}' answers with each address by its own chance (multi); here all that are up are answered together");
            return Least(resource, Pool(resource, name, where, probe, labelled) is { } pool ? pool with { Most = isMulti ? null : 1 } : null);
        }

        var branches = labelled.GroupBy(each => each.Group).Select(group => new WeightedBranch(group.Sum(each => each.Weight), Pool(resource, $"{name}-{group.Key}", where, probe, [.. group])!));
        if (resource.Flag("multi")) draft.Note(resource.At, $"'{name}' answers with one address of every group (multi); here with all of one group");
        return Least(resource, new WeightedNode { Branches = [.. branches] });
    }

    // With less than a part of its weight up, a resource hands over to the next; alone, it answers with everything.
    private static PolicyNode? Least(WrittenMap resource, PolicyNode? node)
    {
        const double Usual = 0.5;
        var isOne = node is PoolNode && resource.Members.Count(member => !Options.Contains(member.Name)) == 1;
        return node is null || isOne ? node : node with { Minimum = new Minimum { Share = (int)Math.Clamp(Math.Ceiling(resource.Number("up_thresh", Usual) * 100), 1, 100) } };
    }

    // Addresses without labels.
    private static WrittenMap Numbered(WrittenNode value, string before) =>
        new(value.At, [.. value.Items().Select((item, i) => new WrittenMember($"{before}{i + 1}", item.At, item))]);

    private static int Weight(WrittenNode value) => value.Items() is [_, WrittenText weight, ..] && int.TryParse(weight.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var share) ? Math.Min(share, 1_000_000) : 1;

    private PoolNode? Pool(WrittenMap resource, string name, RegionCode where, Probe? probe, List<(string Label, string? Group, IPAddress Address, int Weight)> endpoints)
    {
        if (endpoints.Count > 0) return draft.Pool(resource.At, name, where, endpoints.Select(each => (each.Label, each.Address, each.Weight)), probe);
        draft.Note(resource.At, $"'{name}' is left out: it has no address");
        return null;
    }

    // label => address · label => [ address, weight ] · group => { label => [ address, weight ] }, all of them also below addrs_v4 and addrs_v6.
    private IEnumerable<(string Label, string? Group, IPAddress Address, int Weight)> Labelled(WrittenMap resource, string? group = null)
    {
        foreach (var (label, at, value) in resource.Members)
        {
            if (label is "addrs_v4" or "addrs_v6")
            {
                var part = value as WrittenMap ?? Numbered(value, $"{label[^2..]}-");
                foreach (var each in Labelled(part)) yield return each;
            }
            else if (Options.Contains(label) || label is "datacenters" or "dcmap" or "map") continue;
            else if (value is WrittenMap inside)
                foreach (var each in Labelled(inside, label)) yield return each;
            else if (value.Items() is [var first, ..] && first.Address() is { } address)
                yield return (label, group, address, Weight(value));
            else if (value is WrittenText || group is not null) draft.Note(value.At, $"'{value.Texts().FirstOrDefault()}' is no address and left out");
        }
    }
}
