using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing;

/// <summary>A configuration that is being made of another program's, and what could not be carried over.</summary>
internal sealed class ImportDraft
{
    private readonly Dictionary<string, Region> _regions = new(StringComparer.Ordinal);
    private readonly List<Pool> _pools = [];
    private readonly List<Zone> _zones = [];
    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    /// <summary>Sentences about what is otherwise than it was, each with its place.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whether the source could not be read for what it is.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Says that something cannot be carried over, or not quite.</summary>
    public void Note(Position at, string sentence) => Note($"{at}: {sentence}");

    /// <inheritdoc cref="Note(Position, string)"/>
    public void Note(string sentence)
    {
        if (!_notes.Contains(sentence)) _notes.Add(sentence);
    }

    /// <summary>Says that the source is not what it should be, so that nothing is made of it.</summary>
    public void Refuse(string sentence)
    {
        IsRefused = true;
        Note(sentence);
    }

    /// <summary>The region of a name, made when it is new.</summary>
    /// <param name="name">What it is called there.</param>
    /// <param name="latitude">Degrees north, when they are known.</param>
    /// <param name="longitude">Degrees east, when they are known.</param>
    /// <param name="title">What people call it, when that is known.</param>
    public RegionCode Region(string name, double latitude = 0, double longitude = 0, string? title = null)
    {
        var code = Code(name);
        if (!_regions.TryGetValue(code, out var known) || (known is { Latitude: 0, Longitude: 0 } && (latitude, longitude) != (0, 0)))
            _regions[code] = new Region { Code = new(code), Name = title ?? name, Latitude = latitude, Longitude = longitude };
        return new RegionCode(code);
    }

    /// <summary>A pool of endpoints, as a leaf.</summary>
    /// <param name="at">Where they are written.</param>
    /// <param name="name">What to call it; it gets a number when there is one of that name.</param>
    /// <param name="region">Where they stand.</param>
    /// <param name="endpoints">The endpoints; a label and the address.</param>
    /// <param name="probe">How they are checked; null: not.</param>
    public PoolNode Pool(Position at, string name, RegionCode region, IEnumerable<(string Label, IPAddress Address, int Weight)> endpoints, Probe? probe = null)
    {
        var code = Unique(Code(name));
        var port = probe?.Port ?? 443;
        var taken = new HashSet<IPAddress>();
        var made = new List<Endpoint>();
        foreach (var (label, address, weight) in endpoints)
        {
            if (taken.Add(address)) made.Add(new Endpoint { Code = new(Unique(Code(name.EndsWith($"-{label}", StringComparison.Ordinal) ? $"{code}-1" : $"{code}-{label}"))), Address = address, Port = port, Weight = weight });
            else Note(at, $"{address} is there twice, and once in the pool {code}");
        }

        // Where the endpoints serve is where they are probed.
        var check = probe is null ? null : probe with { Port = null };
        var kind = probe?.Kind == ProbeKind.Tcp ? PoolKind.L4 : PoolKind.L7;
        _pools.Add(new Pool { Code = new(code), Region = region, Kind = kind, Probe = check, Endpoints = [.. made] });
        return new PoolNode { Pool = new(code) };
    }

    /// <summary>Another name as a leaf: clients are sent there, whatever they ask for.</summary>
    public static RecordsNode Alias(string name) => new() { Records = [new StaticRecord { Type = Dns.Records.RecordType.CNAME, Value = RecordTexts.Absolute("CNAME", name) }] };

    /// <summary>A choice by place; whom no branch is for and nothing else either is answered nothing, also when everything is down.</summary>
    public static GeographicNode ByPlace(ImmutableArray<GeographicBranch> branches, PolicyNode? otherwise) => new() { Branches = branches, Otherwise = otherwise ?? new RecordsNode() };

    /// <summary>Adds a zone; addresses of steered names that are ordinary records as well are left to the policy, and said.</summary>
    public void Add(Zone zone)
    {
        var steered = zone.SteeredNames.Select(name => name.Name).ToHashSet();
        var kept = zone.Records.Where(record => !IsAddress(record) || !steered.Contains(record.Name)).ToList();
        var ttls = kept.GroupBy(record => (record.Name, record.Type)).ToDictionary(set => set.Key, set => (Lowest: set.Min(record => record.Ttl), Highest: set.Max(record => record.Ttl)));
        _zones.Add(zone with
        {
            Records = [.. kept.Select(record => record with { Ttl = ttls[(record.Name, record.Type)].Lowest })],
        });
        foreach (var (set, ttl) in ttls.Where(set => set.Value.Lowest != set.Value.Highest))
            Note($"{set.Name} {set.Type}: all records of one name and type have the TTL {ttl.Lowest} now, the lowest of theirs (RFC 2181 §5.2)");
        foreach (var lost in zone.Records.Where(record => IsAddress(record) && steered.Contains(record.Name)))
            Note($"{lost.Name} {lost.Type} {lost.Value} is left out: the addresses of a steered name come from its policy");
    }

    /// <summary>The whole.</summary>
    public ConfigurationDocument ToDocument() => new() { Regions = [.. _regions.Values], Pools = [.. _pools], Zones = [.. _zones] };

    /// <summary>A name without the dot at its end means the same; what is no name is said.</summary>
    public DomainName? Name(Position at, string text)
    {
        if (DomainName.TryParse(text, DomainName.Root, out var name, out var problem)) return name;
        Note(at, $"'{text}' is no DNS name and left out: {problem}");
        return null;
    }

    private static bool IsAddress(Record record) => record.Type is Dns.Records.RecordType.A or Dns.Records.RecordType.AAAA;

    private string Unique(string code)
    {
        var unique = code;
        for (var i = 2; !_codes.Add(unique); i++) unique = $"{(code.Length > 58 ? code[..58] : code)}-{i}";
        return unique;
    }

    // What a code may be made of, out of what a name may be made of.
    private static string Code(string name)
    {
        var code = string.Concat(name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        while (code.Contains("--", StringComparison.Ordinal)) code = code.Replace("--", "-", StringComparison.Ordinal);
        return code.Length switch { 0 => "x", > 63 => code[..63].TrimEnd('-'), _ => code };
    }
}
