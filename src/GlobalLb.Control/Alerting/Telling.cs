namespace GlobalLb.Control.Alerting;

/// <summary>Why something is said now.</summary>
internal enum Telling
{
    /// <summary>It is new.</summary>
    Begins,

    /// <summary>It still holds.</summary>
    Repeats,

    /// <summary>It has become worse.</summary>
    Worsens,

    /// <summary>It is over.</summary>
    Ends,

    /// <summary>It began and is over, both since the last message.</summary>
    Passed,
}
