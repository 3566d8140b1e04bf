using System.Runtime.CompilerServices;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Collects the names of all zones: those that were written, and those above them up to the apex, which exist as well
/// (RFC 4592 §2.2.2). What a zone says at or below the apex of a lower zone of ours is left out (RFC 1034 §4.3.2 step 2), but
/// for the DS records of that apex, which are the upper zone's to give (RFC 4035 §2.4).
/// </summary>
internal sealed class NameTableBuilder
{
    private readonly Zone[] _zones;
    private readonly bool[] _hasLower;
    private readonly DraftTable _names;
    private readonly List<(Record Record, int Next)> _records;
    private readonly List<int> _steered = [];

    public NameTableBuilder(IReadOnlyCollection<Zone> zones)
    {
        _zones = [.. zones];
        _hasLower = new bool[_zones.Length];
        _names = new DraftTable(Math.Max(4, _zones.Sum(zone => zone.Records.Length + zone.SteeredNames.Length)));
        _records = new List<(Record, int)>(_zones.Sum(zone => zone.Records.Length));
        for (var zone = 0; zone < _zones.Length; zone++) AddApex(zone);
        for (var zone = 0; zone < _zones.Length; zone++) FindUpper(zone);
    }

    /// <summary>Adds the records and steered names of all zones.</summary>
    /// <param name="compile">Takes a steered name and gives the place of its policy.</param>
    /// <param name="flatten">Takes an ALIAS record with its zone's name and gives its index.</param>
    public void AddAll(Func<SteeredName, int> compile, Func<Record, DomainName, int> flatten)
    {
        for (var zone = 0; zone < _zones.Length; zone++)
        {
            DomainName? last = null;
            int draft = -1, lower = -1;
            foreach (var record in _zones[zone].Records)
            {
                // Records of one name usually follow one another.
                if (!ReferenceEquals(record.Name, last)) draft = Reach(zone, record.Name, out lower);
                last = record.Name;
                if (draft >= 0 && record.Type == RecordType.ALIAS) Flatten(ref _names[draft], flatten(record, _zones[zone].Name));
                else if (draft >= 0) Add(ref _names[draft], record);
                else if (lower >= 0 && record.Type == RecordType.DS && _names[lower].UpperZone == zone) _names[lower].UpperRecords.Add(record, _records);
            }

            foreach (var name in _zones[zone].SteeredNames)
            {
                if (Reach(zone, name.Name, out _) is not (>= 0 and var at)) continue;
                _names[at].Flags |= NameFlags.Steered;
                _names[at].Index = compile(name);
                _steered.Add(at);
            }
        }
    }

    /// <summary>Writes the table.</summary>
    /// <param name="version">The version of the configuration, for serials.</param>
    public NameTable ToTable(long version) => new NameTableWriter(_zones, _names, _records).Write(version);

    /// <summary>Where the steered names stand in the table that was written, in the order they were given.</summary>
    public int[] SteeredPlaces() => [.. _steered.Select(draft => _names[draft].At)];

    private void Add(ref Draft name, Record record)
    {
        name.Records.Add(record, _records);
        if (record.Type == RecordType.NS && (name.Flags & NameFlags.Apex) == 0) name.Flags |= NameFlags.Cut;
        else if (record.Type == RecordType.CNAME) name.Flags |= NameFlags.Alias;
        else if (record.Type == RecordType.DNAME) name.Flags |= NameFlags.Rename;
    }

    // The record itself is nobody's to ask for.
    private static void Flatten(ref Draft name, int index)
    {
        name.Flags |= NameFlags.Flattened;
        name.Index = index;
    }

    [SkipLocalsInit]
    private void AddApex(int zone)
    {
        var name = new SoughtName(_zones[zone].Name.Wire);
        _names[_names.Add(name, name.Length, zone)].Flags = NameFlags.Apex;
    }

    // Only apexes are there yet: the closest name above an apex is the zone above.
    private void FindUpper(int zone)
    {
        if (_names.FindAbove(_zones[zone].Name) is not (>= 0 and var upper)) return;
        _names[zone].UpperZone = upper;
        _hasLower[upper] = true;
    }

    // The draft of a name, made with all names between it and the apex. −1 when a lower zone of ours holds the name; when it is
    // the apex of the highest of them, that is told.
    [SkipLocalsInit]
    private int Reach(int zone, DomainName written, out int lowerApex)
    {
        var name = new SoughtName(written.Wire);
        var first = _hasLower[zone] ? FindLowerApex(zone, name, out lowerApex) : (lowerApex = -1);
        var start = first < 0 ? 0 : first + written.Wire[first] + 1;
        int reached = -1, child = -1;
        for (var at = start; ; at += written.Wire[at] + 1)
        {
            var draft = _names.Find(name, name.Length - at);
            var isNew = draft < 0;
            if (isNew) draft = _names.Add(name, name.Length - at, zone);
            if (at == 0) reached = draft;
            if (child >= 0) _names[child].Parent = draft;
            if (child >= 0 && _names.Name(child) is [1, (byte)'*', ..]) _names[draft].Wildcard = child;
            if (!isNew) return reached; // and so are those above
            child = draft;
        }
    }

    // Where in the name the apex of the highest lower zone begins; −1 when no lower zone holds the name.
    private int FindLowerApex(int zone, in SoughtName name, out int lowerApex)
    {
        lowerApex = -1;
        var first = -1;
        for (var at = 0; name.Length - at > _zones[zone].Name.Wire.Length; at += name.Name[at] + 1)
        {
            if (_names.Find(name, name.Length - at) is not (>= 0 and var found) || (_names[found].Flags & NameFlags.Apex) == 0) continue;
            first = at;
            lowerApex = at == 0 ? found : -1;
        }

        return first;
    }
}
