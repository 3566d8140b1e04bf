namespace GlobalLb.Vantage.Probing;

/// <summary>What a probe found.</summary>
/// <param name="Passed">Whether the endpoint is well.</param>
/// <param name="Reason">What was found, as a short phrase.</param>
/// <param name="Warning">What was found besides that makes nothing sick; null: nothing.</param>
internal readonly record struct Finding(bool Passed, string Reason, string? Warning = null)
{
    /// <summary>Whether this place cannot probe at all, which says nothing about the endpoint; the reason says what would help.</summary>
    public bool IsUnable { get; private init; }

    /// <summary>Whether there is nothing to say yet, and nothing wrong with that.</summary>
    public bool IsNothing { get; private init; }

    /// <summary>Nothing to say yet.</summary>
    public static Finding Nothing { get; } = new(false, "") { IsNothing = true };

    /// <summary>This place cannot probe.</summary>
    public static Finding Unable(string reason) => new(false, reason) { IsUnable = true };
}
