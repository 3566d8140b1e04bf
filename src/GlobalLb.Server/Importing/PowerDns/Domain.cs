using System.Collections.Immutable;
using System.Globalization;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing.PowerDns;

/// <summary>One domain of the geoip backend: its records, and its services, which choose among the names of records.</summary>
/// <param name="written">What is written of it.</param>
/// <param name="file">The whole file, for what holds for all domains.</param>
/// <param name="zone">Its name.</param>
/// <param name="draft">Takes zone and pools, and what cannot be carried over.</param>
internal sealed class Domain(WrittenMap written, WrittenMap file, DomainName zone, ImportDraft draft)
{
    private static readonly string[] Known = ["domain", "ttl", "records", "services", "mapping_lookup_formats", "custom_mapping"];

    private readonly Dictionary<DomainName, List<Content>> _contents = [];
    private readonly Dictionary<DomainName, PolicyNode?> _leaves = [];

    // A record as it is written.
    private sealed record Content(Position At, string Type, string Text, uint Ttl, int? Weight);

    /// <summary>Adds the zone to the draft, or refuses it.</summary>
    public void Read()
    {
        foreach (var (name, at, _) in written.Members.Where(member => !Known.Contains(member.Name))) draft.Note(at, $"'{name}' of {zone} is not carried over");
        var ttl = Number(written.Find("ttl"), 60);
        foreach (var (owner, at, value) in (written.Find("records") as WrittenMap)?.Members ?? [])
            if (draft.Name(at, owner) is { } name && !_contents.TryAdd(name, [.. Contents(value, ttl)])) _contents[name].AddRange(Contents(value, ttl));

        var authority = _contents.GetValueOrDefault(zone)?.Find(content => content.Type == "SOA");
        if (authority is null || !RecordText.TryParse(RecordType.SOA, RecordTexts.Absolute("SOA", authority.Text), zone, out var octets, out var problem))
        {
            draft.Refuse($"{authority?.At ?? written.At}: the domain {zone} has no valid soa record; write one such as 'soa: ns1.example.com hostmaster.example.com 1 3600 600 86400 60'");
            return;
        }

        var steered = new List<SteeredName>();
        foreach (var (owner, at, value) in (written.Find("services") as WrittenMap)?.Members ?? [])
            if (draft.Name(at, owner) is { } name && Service(at, value) is { } policy) steered.Add(new SteeredName { Name = name, Ttl = Math.Clamp(ttl, 1, 86_400), Policy = policy });
        foreach (var name in _contents.Keys.Where(name => IsWeighted(name) && steered.TrueForAll(known => known.Name != name)))
            if (Leaf(written.At, name) is { } policy) steered.Add(new SteeredName { Name = name, Ttl = Math.Clamp(_contents[name][0].Ttl, 1, 86_400), Policy = policy });

        var drawn = steered.Select(name => name.Name).Where(IsWeighted).ToHashSet();
        draft.Add(new Zone
        {
            Name = zone,
            Authority = ZoneAuthority.Read(octets, authority.Ttl),
            Records = [.. _contents.SelectMany(name => name.Value.Where(content => !(drawn.Contains(name.Key) && IsAddress(content))).Select(content => Record(name.Key, content))).OfType<Record>()],
            SteeredNames = [.. steered],
        });
    }

    private IEnumerable<Content> Contents(WrittenNode owner, uint ttl)
    {
        var items = owner is WrittenList list ? list.Items : [owner];
        foreach (var (type, at, value) in items.OfType<WrittenMap>().SelectMany(item => item.Members))
        {
            if (value is WrittenText text) yield return new Content(at, type.ToUpperInvariant(), text.Text, ttl, null);
            else if (value is WrittenMap map && map.Find("content") is WrittenText content)
                yield return new Content(at, type.ToUpperInvariant(), content.Text, Number(map.Find("ttl"), ttl), map.Find("weight") is { } weight ? (int)Number(weight, 100) : null);
            else draft.Note(at, $"this record of type {type} is left out: it has no content");
        }
    }

    private Record? Record(DomainName owner, Content content)
    {
        if (content.Type == "SOA") return null;
        var value = RecordTexts.Absolute(content.Type, content.Text);
        string? problem;
        if (content.Text.Contains('%', StringComparison.Ordinal)) problem = "what stands for the % in it is known only when somebody asks";
        else if (!RecordTypes.TryParse(content.Type, out var type)) problem = "there is no such type";
        else if (RecordText.TryParse(type, value, zone, out _, out problem))
        {
            if (content.Weight is not null && !IsAddress(content)) draft.Note(content.At, $"the weight of this {content.Type} record of {owner} is not carried over: all records of the name are answered");
            return new Record { Name = owner, Type = type, Ttl = content.Ttl, Value = value };
        }

        draft.Note(content.At, $"{owner} {content.Type} '{content.Text}' is left out: {problem}");
        return null;
    }

    // A service is a format, several, or such by network with a default.
    private PolicyNode? Service(Position at, WrittenNode value)
    {
        var places = new Dictionary<string, PolicyNode>(StringComparer.Ordinal);
        PolicyNode? otherwise = null;
        if (value is WrittenMap map)
        {
            foreach (var (prefix, place, formats) in map.Members.Where(member => member.Name != "default"))
            {
                if (!PlaceMatch.TryParse(prefix, out var match, out var problem)) draft.Note(place, $"'{prefix}' is left out: {problem}");
                else if (Choose(formats, [], ref otherwise, isConstant: true) is { } only) places.TryAdd(match.ToString(), only);
            }

            otherwise = null;
            value = map.Find("default") ?? new WrittenList(at, []);
        }

        Choose(value, places, ref otherwise, isConstant: false);
        if (places.Count == 0) return otherwise ?? Refused(at);
        return ImportDraft.ByPlace(
            [.. places.GroupBy(place => place.Value, ReferenceEqualityComparer.Instance).Select(same => new GeographicBranch([.. same.Select(place => Place(place.Key))], (PolicyNode)same.Key!))],
            otherwise);
    }

    private PolicyNode? Refused(Position at)
    {
        draft.Note(at, "this service is left out: there is no name with addresses that fits its formats");
        return null;
    }

    // Formats come in the order they are tried in; a place that an earlier one found a name for keeps it.
    private PolicyNode? Choose(WrittenNode formats, Dictionary<string, PolicyNode> places, ref PolicyNode? otherwise, bool isConstant)
    {
        foreach (var text in formats is WrittenList list ? list.Items.OfType<WrittenText>() : [.. new[] { formats }.OfType<WrittenText>()])
        {
            if (PlaceFormat.Read(text, draft) is not { } format) continue;
            if (isConstant && format.HasPlaceholders) draft.Note(text.At, $"'{text.Text}' stands for one name only within a network; the place of the client is not looked at there");
            foreach (var (name, _) in _contents)
            {
                if (!format.Fits(name.ToHostName(), out var place, out var mapped) || Leaf(text.At, name) is not { } leaf) continue;
                if (isConstant) return leaf;
                foreach (var at in mapped is null ? [place] : Mapped(mapped))
                {
                    if (at is null) otherwise ??= leaf;
                    else if (PlaceMatch.TryParse(at, out var match, out var problem)) places.TryAdd(match.ToString(), leaf);
                    else draft.Note(text.At, $"{name} is not chosen for {at}: {problem}");
                }
            }
        }

        return null;
    }

    // The places whose key in custom_mapping stands for this name.
    private IEnumerable<string?> Mapped(string name)
    {
        var formats = (Setting("mapping_lookup_formats") as WrittenList)?.Items.OfType<WrittenText>().Select(text => PlaceFormat.Read(text, draft)).OfType<PlaceFormat>().ToList() ?? [];
        foreach (var (key, _, value) in (Setting("custom_mapping") as WrittenMap)?.Members ?? [])
        {
            if (value is not WrittenText { Text: var mapped } || mapped != name) continue;
            // A key is a country to one format and a continent to another: it is what there is.
            var fitting = formats.Select(format => format.Fits(key, out var place, out _) ? place : null).OfType<string>().ToList();
            if (fitting.Count > 0) yield return fitting.Find(place => PlaceMatch.TryParse(place, out _, out _)) ?? fitting[0];
        }
    }

    private WrittenNode? Setting(string name) => written.Find(name) ?? file.Find(name);

    // The addresses of a name; with weights one of them, drawn.
    private PolicyNode? Leaf(Position at, DomainName name)
    {
        if (_leaves.TryGetValue(name, out var known)) return known;
        var addresses = _contents[name].Where(IsAddress).Select((content, i) => (Label: $"{i + 1}", Address: AddressText.TryParse(content.Text, out var address, out _) ? address : null, content.Weight))
            .Where(each => each.Address is not null).ToList();
        var isDrawn = IsWeighted(name);
        var endpoints = addresses.Select(each => (each.Label, each.Address!, isDrawn ? Math.Clamp(each.Weight ?? 100, 0, 1_000_000) : 1));
        PolicyNode? leaf = addresses.Count == 0 ? null : draft.Pool(at, name.ToHostName(), draft.Region("imported"), endpoints) with { Most = isDrawn ? 1 : null };
        if (leaf is null && _contents[name].Count > 0) draft.Note(_contents[name][0].At, $"{name} has no addresses, so no service answers with it");
        return _leaves[name] = leaf;
    }

    private bool IsWeighted(DomainName name) => _contents.TryGetValue(name, out var contents) && contents.Exists(content => content.Weight is not null && IsAddress(content));

    private static bool IsAddress(Content content) => content.Type is "A" or "AAAA";

    private static PlaceMatch Place(string text) => PlaceMatch.TryParse(text, out var place, out _) ? place : default;

    private static uint Number(WrittenNode? node, uint otherwise) =>
        node is WrittenText text && uint.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
