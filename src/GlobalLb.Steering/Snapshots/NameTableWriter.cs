using System.Buffers.Binary;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Writes the collected names as a table: zones, then names with their records, then what leads from one to another.</summary>
internal sealed class NameTableWriter(Zone[] zones, DraftTable names, List<(Record Record, int Next)> records)
{
    private readonly OctetWriter _octets = new(4096 + (names.Count * 48) + (records.Count * 40));
    private readonly int[] _zoneAt = new int[zones.Length];
    private readonly List<RecordType> _types = [];

    public NameTable Write(long version)
    {
        _octets.Take(NameEntry.HeadLength); // place 0 stands for none
        for (var zone = 0; zone < zones.Length; zone++) WriteZone(zone, version);
        for (var name = 0; name < names.Count; name++) WriteName(name, version);
        for (var name = 0; name < names.Count; name++) Link(name);

        var slots = new ulong[DraftTable.SlotsFor(names.Count)];
        var deepest = 0;
        for (var name = 0; name < names.Count; name++)
        {
            var at = (int)names[name].Hash & (slots.Length - 1);
            while (slots[at] != 0) at = (at + 1) & (slots.Length - 1);
            slots[at] = (names[name].Hash >> 32 << 32) | (uint)names[name].At;
            deepest = Math.Max(deepest, LabelCount(names.Name(name)));
        }

        return new NameTable(slots, _octets.ToArray(), names.Count, deepest);
    }

    private static int LabelCount(ReadOnlySpan<byte> name)
    {
        var count = 0;
        for (var at = 0; name[at] != 0; at += name[at] + 1) count++;
        return count;
    }

    private void WriteZone(int zone, long version)
    {
        _zoneAt[zone] = _octets.Length;
        var authority = zones[zone].Authority;
        _octets.Take(ZoneEntry.AuthorityOffset)[0] = (byte)zones[zone].Name.Wire.Length;
        var start = _octets.Length;
        ZoneRecords.Write(RecordType.SOA, Math.Min(authority.Ttl, authority.NegativeTtl), ZoneRecords.Authority(authority, version), _octets);
        BinaryPrimitives.WriteUInt16LittleEndian(_octets.Written[(start - sizeof(ushort))..], (ushort)(_octets.Length - start));
    }

    private void WriteName(int name, long version)
    {
        ref var draft = ref names[name];
        draft.At = WriteHead(name, draft.Flags, draft.Zone);
        _octets.Replace(draft.At + NameEntry.IndexOffset, draft.Index);
        _types.Clear();
        if ((draft.Flags & NameFlags.Apex) != 0)
        {
            var authority = zones[draft.Zone].Authority;
            var head = BeginSet(RecordType.SOA);
            ZoneRecords.Write(RecordType.SOA, authority.Ttl, ZoneRecords.Authority(authority, version), _octets);
            EndSet(head, RecordType.SOA, 1, name);
        }

        WriteSets(name, draft.Records, zones[draft.Zone]);
        BinaryPrimitives.WriteUInt16LittleEndian(_octets.Written[(draft.At + NameEntry.SetsOffset)..], (ushort)_types.Count);
    }

    private int WriteHead(int name, NameFlags flags, int zone)
    {
        var at = _octets.Length;
        var head = _octets.Take(NameEntry.HeadLength);
        head[0] = (byte)names[name].NameLength;
        head[NameEntry.FlagsOffset] = (byte)flags;
        BinaryPrimitives.WriteInt32LittleEndian(head[NameEntry.ZoneOffset..], _zoneAt[zone]);
        _octets.Write(names.Name(name));
        return at;
    }

    // A set for each type, in the order in which the types first appear.
    private void WriteSets(int name, RecordChain chain, Zone zone)
    {
        for (var first = chain.First; first >= 0; first = records[first].Next)
        {
            var type = records[first].Record.Type;
            if (_types.Contains(type)) continue;
            var head = BeginSet(type);
            var count = 0;
            for (var at = first; at >= 0; at = records[at].Next)
            {
                if (records[at].Record.Type != type) continue;
                ZoneRecords.Write(records[at].Record, zone.Name, _octets);
                count++;
            }

            EndSet(head, type, count, name);
        }
    }

    private int BeginSet(RecordType type)
    {
        _types.Add(type);
        _octets.Take(RecordSet.HeadLength);
        return _octets.Length;
    }

    private void EndSet(int start, RecordType type, int count, int name)
    {
        if (RecordSet.Write(_octets, start, type, count)) return;
        Dns.Names.DomainName.TryRead(names.Name(name), out var owner);
        throw new InvalidOperationException(
            $"the {count} records {RecordTypes.Format(type)} of {owner} have {_octets.Length - start} octets together, and no answer has room for more than 65535; spread them over several names");
    }

    private void Link(int name)
    {
        ref var draft = ref names[name];
        if (draft.Wildcard >= 0) _octets.Replace(draft.At + NameEntry.WildcardOffset, names[draft.Wildcard].At);
        if ((draft.Flags & NameFlags.Apex) != 0) LinkUpper(name);
        else if (FindOccluder(name) is >= 0 and var occluder) _octets.Replace(draft.At + NameEntry.AboveOffset, names[occluder].At);
    }

    // The upper zone's word on the apex: what it holds there, or where it gave the name away further up. Without an upper zone
    // it is the zone's own, and nothing.
    private void LinkUpper(int apex)
    {
        ref var draft = ref names[apex];
        var at = WriteHead(apex, NameFlags.None, draft.UpperZone < 0 ? draft.Zone : draft.UpperZone);
        _octets.Replace(draft.At + NameEntry.AboveOffset, at);
        if (draft.UpperZone < 0) return;
        Dns.Names.DomainName.TryRead(names.Name(apex), out var name);
        var above = names.FindAbove(name!);
        var occluder = FindOccluder(above);
        if (occluder < 0 && (names[above].Flags & NameFlags.Rename) != 0) occluder = above;
        if (occluder >= 0)
        {
            _octets.Replace(at + NameEntry.AboveOffset, names[occluder].At);
            return;
        }

        _types.Clear();
        WriteSets(apex, draft.UpperRecords, zones[draft.UpperZone]);
        BinaryPrimitives.WriteUInt16LittleEndian(_octets.Written[(at + NameEntry.SetsOffset)..], (ushort)_types.Count);
    }

    // The highest delegation at or above the name, or DNAME above it: what is decided higher up hides what is said below.
    private int FindOccluder(int name)
    {
        var highest = -1;
        for (var at = name; at >= 0; at = names[at].Parent)
        {
            var hides = at == name ? NameFlags.Cut : NameFlags.Cut | NameFlags.Rename;
            if ((names[at].Flags & hides) != 0) highest = at;
        }

        return highest;
    }
}
