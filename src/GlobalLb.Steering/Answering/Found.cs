namespace GlobalLb.Steering.Answering;

/// <summary>What a name had for a question.</summary>
internal enum Found
{
    /// <summary>Nothing of the type.</summary>
    Nothing,

    /// <summary>It is written, as far as it fits; or it is said why there is none.</summary>
    Answer,

    /// <summary>An alias is written, and the answer goes on with its target.</summary>
    Alias,
}
