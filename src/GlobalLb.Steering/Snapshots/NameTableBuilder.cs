using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Collects the names of all zones, deepest zone first, and links them: cuts, wildcards, empty non-terminals.</summary>
internal sealed class NameTableBuilder(long version)
{
    private readonly Dictionary<DomainName, NameNode> _nodes = [];
    private readonly HashSet<DomainName> _apexes = [];
    private readonly ImmutableArray<CompiledName>.Builder _steered = ImmutableArray.CreateBuilder<CompiledName>();

    public ImmutableArray<CompiledName> SteeredNames => _steered.ToImmutable();

    public void Add(Zone zone, PolicyCompiler policies)
    {
        var authority = ZoneRecords.Authority(zone.Authority, version);
        var owner = new ZoneNode
        {
            ApexLength = zone.Name.Wire.Length,
            Authority = RecordWire.Write(RecordType.SOA, zone.Authority.Ttl, authority),
            NegativeAuthority = RecordWire.Write(RecordType.SOA, Math.Min(zone.Authority.Ttl, zone.Authority.NegativeTtl), authority),
        };

        var apex = Reach(zone.Name, zone.Name, owner)!;
        apex.Sets = [new RecordSet(RecordType.SOA, [owner.Authority])];
        foreach (var name in zone.Records.GroupBy(record => record.Name))
        {
            if (Reach(name.Key, zone.Name, owner) is not { } node) continue;
            node.Sets = [.. node.Sets, .. name.GroupBy(record => record.Type).Select(set => ZoneRecords.Compile(set, zone.Name))];
        }

        foreach (var name in zone.SteeredNames)
        {
            if (Reach(name.Name, zone.Name, owner) is not { } node) continue;
            node.Steered = policies.Compile(name, zone.Name);
            _steered.Add(node.Steered);
        }

        // A lower zone of ours makes the names above its apex exist: were they denied, resolvers that ask label by label, or take
        // a denial for all that is below (RFC 8020 §2), would never reach it.
        foreach (var lower in _apexes)
            if (lower.IsAtOrBelow(zone.Name)) Reach(lower.Parent, zone.Name, owner);

        _apexes.Add(zone.Name);
    }

    public NameTable ToTable()
    {
        foreach (var (name, node) in _nodes)
        {
            node.Cut = FindCut(name, node.Zone);
            if (name.IsWildcard) _nodes[name.Parent].Wildcard = node;
        }

        return new NameTable(_nodes.Values);
    }

    // The node of a name, and of all names between it and the apex. Null, and no node at all, when a deeper zone of ours holds
    // the name: what the upper zone says about it is occluded.
    private NameNode? Reach(DomainName name, DomainName apex, ZoneNode zone)
    {
        for (var at = name; at != apex; at = at.Parent)
            if (_apexes.Contains(at)) return null;

        NameNode? found = null;
        for (var at = name; ; at = at.Parent)
        {
            if (!_nodes.TryGetValue(at, out var node))
            {
                node = new NameNode { Name = LabelWalk.ToLower(at.Wire, new byte[at.Wire.Length]).ToArray(), Zone = zone };
                _nodes.Add(at, node);
            }

            found ??= node;
            if (at == apex) return found;
        }
    }

    // The highest delegation between the apex (excluded) and the name (included).
    private NameNode? FindCut(DomainName name, ZoneNode zone)
    {
        NameNode? cut = null;
        for (var at = name; at.Wire.Length > zone.ApexLength; at = at.Parent)
            if (_nodes[at].Find(RecordType.NS) is not null) cut = _nodes[at];
        return cut;
    }
}
