namespace GlobalLb.Control.Judging;

/// <summary>What a file of the spool holds.</summary>
internal enum SpoolKind
{
    /// <summary>Transitions, roll-ups and what was published: dropped last.</summary>
    Kept,

    /// <summary>Raw outcomes: dropped first.</summary>
    Outcomes,
}
