namespace GlobalLb.Vantage.Joining;

/// <summary>One outcome on its way to Control.</summary>
public sealed record SentOutcome
{
    /// <summary>The longest reason and the longest warning, in characters.</summary>
    public const int LongestText = 500;

    /// <summary>The code of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Its address as it was probed.</summary>
    public required string Address { get; init; }

    /// <summary>Its port as it was probed.</summary>
    public required int Port { get; init; }

    /// <summary>The name of the probe; empty: the main one.</summary>
    public string Probe { get; init; } = "";

    /// <summary>Whether the endpoint was found well.</summary>
    public required bool Passed { get; init; }

    /// <summary>What was found.</summary>
    public required string Reason { get; init; }

    /// <summary>What was found besides; null: nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>How long the answer took, in milliseconds.</summary>
    public required double Latency { get; init; }

    /// <summary>How long after the heartbeat of its batch it was found, in milliseconds; negative: before it.</summary>
    public required long Found { get; init; }
}
