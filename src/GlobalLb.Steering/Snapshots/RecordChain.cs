using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>The records of one name, strung together through one list that all names share.</summary>
internal struct RecordChain()
{
    /// <summary>The indexes of the first and the last; −1: there is none.</summary>
    public int First = -1, Last = -1;

    /// <summary>Adds a record at the end.</summary>
    public void Add(Record record, List<(Record Record, int Next)> all)
    {
        if (First < 0) First = all.Count;
        else all[Last] = all[Last] with { Next = all.Count };
        Last = all.Count;
        all.Add((record, -1));
    }
}
