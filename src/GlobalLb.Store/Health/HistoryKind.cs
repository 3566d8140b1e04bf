namespace GlobalLb.Store.Health;

/// <summary>Which part of the history is exported.</summary>
public enum HistoryKind
{
    /// <summary>Every change of health.</summary>
    Transitions,

    /// <summary>The probes, minute by minute.</summary>
    RollUps,

    /// <summary>Transitions and roll-ups; only as JSON, because other files have one kind of row.</summary>
    Both,

    /// <summary>Every outcome of every probe, for as long as it is kept.</summary>
    Outcomes,

    /// <summary>Transitions that belong together.</summary>
    Incidents,
}
