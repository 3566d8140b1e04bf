namespace GlobalLb.Steering.Configuration;

/// <summary>What was said along with an endpoint's being forced up or down.</summary>
public sealed record Forced
{
    /// <summary>The longest reason or owner, in characters.</summary>
    public const int LongestText = 200;

    /// <summary>Why; null: not said.</summary>
    public string? Reason { get; init; }

    /// <summary>Whom to ask about it; null: not said.</summary>
    public string? Owner { get; init; }

    /// <summary>From when on the endpoint is automatic again, by itself; null: somebody has to say so. Edges compare it with their own clock.</summary>
    public DateTimeOffset? Until { get; init; }
}
