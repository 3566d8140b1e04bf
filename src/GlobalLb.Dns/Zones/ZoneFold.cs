using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Zones;

/// <summary>Folds the records of a master file into what a zone holds, and finds what cannot stand together in it.</summary>
/// <param name="zone">The name of the zone.</param>
/// <param name="problems">Hears what is wrong, and what was changed.</param>
internal sealed class ZoneFold(DomainName zone, MasterFileProblems problems)
{
    private readonly List<ZoneRecord> _records = [];
    private readonly List<TextPlace> _places = [];

    /// <summary>How many records were added.</summary>
    public int Count => _records.Count;

    /// <summary>Adds a record of the file.</summary>
    public void Add(ZoneRecord record, TextPlace place)
    {
        _records.Add(record);
        _places.Add(place);
    }

    /// <summary>The records of the zone in the order of the file.</summary>
    public ImmutableArray<ZoneRecord> Fold()
    {
        // Records of one name, linked by index: a list for each of a million names would cost more than the records.
        var next = new int[_records.Count];
        var names = new Dictionary<DomainName, (int First, int Last)>(_records.Count);
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = -1;
            if (names.TryGetValue(_records[i].Name, out var chain)) next[chain.Last] = i;
            else chain.First = i;
            names[_records[i].Name] = (chain.First, i);
        }

        var isDropped = new bool[next.Length];
        var together = new List<int>();
        foreach (var (first, last) in names.Values)
        {
            CheckPlace(first, last, next);
            if (first == last) continue;
            together.Clear();
            for (var i = first; i >= 0; i = next[i]) together.Add(i);
            FoldName(together, isDropped);
        }

        var kept = ImmutableArray.CreateBuilder<ZoneRecord>(next.Length);
        for (var i = 0; i < next.Length; i++)
            if (!isDropped[i]) kept.Add(_records[i]);
        return kept.DrainToImmutable();
    }

    private void CheckPlace(int first, int last, int[] next)
    {
        if (_records[first].Name == zone) return;
        for (var i = first; ; i = next[i])
        {
            if (_records[i].Type == RecordType.SOA)
                problems.Add(_places[i], $"a SOA record stands at the top of its zone, and {_records[i].Name} is not the top of {zone}; remove it, or make {_records[i].Name} a zone of its own");
            if (i == last) return;
        }
    }

    private void FoldName(List<int> together, bool[] isDropped)
    {
        together.Sort(Compare);
        var alias = -1;
        for (var begin = 0; begin < together.Count;)
        {
            var type = _records[together[begin]].Type;
            var end = begin + 1;
            while (end < together.Count && _records[together[end]].Type == type) end++;
            if (type == RecordType.CNAME) alias = together[begin];
            FoldSet(together, begin, end, isDropped);
            begin = end;
        }

        if (alias < 0) return;
        var beside = together.Where(i => !StandsBesideAlias(_records[i].Type)).DefaultIfEmpty(-1).Min();
        if (beside < 0) return;
        var later = Math.Max(alias, beside);
        problems.Add(
            _places[later],
            $"{_records[later].Name} has a CNAME record and a record of type {RecordTypes.Format(_records[beside].Type)}; an alias is the only record of its name (RFC 1034 §3.6.2), remove one of them");
    }

    private void FoldSet(List<int> together, int begin, int end, bool[] isDropped)
    {
        var (earliest, lowest, previous) = (together[begin], _records[together[begin]].Ttl, -1);
        for (var at = begin; at < end; at++)
        {
            var i = together[at];
            earliest = Math.Min(earliest, i);
            lowest = Math.Min(lowest, _records[i].Ttl);
            if (previous >= 0 && Compare(_records[previous], _records[i]) == 0) isDropped[i] = true;
            else previous = i;
        }

        var type = _records[earliest].Type;
        if (type is RecordType.SOA or RecordType.CNAME or RecordType.DNAME)
        {
            for (var at = begin; at < end; at++)
            {
                if (together[at] != earliest && !isDropped[together[at]])
                    problems.Add(_places[together[at]], $"{_records[earliest].Name} has more than one {RecordTypes.Format(type)} record, the first in line {_places[earliest].Line}; a name has at most one, remove the others");
            }
        }

        // A signature has the TTL of the set it signs (RFC 4034 §3), so those of several sets differ.
        if (type is RecordType.RRSIG or RecordType.SIG) return;
        var differs = false;
        for (var at = begin; at < end; at++)
        {
            var i = together[at];
            if (_records[i].Ttl == lowest) continue;
            differs = true;
            _records[i] = _records[i] with { Ttl = lowest };
        }

        if (differs)
            problems.Warn(_places[earliest], $"the {RecordTypes.Format(type)} records of {_records[earliest].Name} have different TTLs; all get the lowest, {lowest} (RFC 2181 §5.2)");
    }

    // By type and data; the earlier of two equal ones first, so that it is the one that stays.
    private int Compare(int left, int right)
    {
        var order = Compare(_records[left], _records[right]);
        return order != 0 ? order : left.CompareTo(right);
    }

    private static int Compare(ZoneRecord left, ZoneRecord right)
    {
        var order = left.Type.CompareTo(right.Type);
        return order != 0
            ? order
            : RecordWire.Canonicalise(left.Type, left.Octets).Span.SequenceCompareTo(RecordWire.Canonicalise(right.Type, right.Octets).Span);
    }

    private static bool StandsBesideAlias(RecordType type) =>
        type is RecordType.CNAME or RecordType.RRSIG or RecordType.NSEC or RecordType.SIG or RecordType.NXT or RecordType.KEY;
}
