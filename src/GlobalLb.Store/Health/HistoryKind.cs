namespace GlobalLb.Store.Health;

/// <summary>Which part of the history is exported.</summary>
public enum HistoryKind
{
    /// <summary>Every change of health.</summary>
    Transitions,

    /// <summary>The probes, minute by minute.</summary>
    RollUps,

    /// <summary>Both; only as JSON, because a CSV file has one kind of row.</summary>
    Both,
}
