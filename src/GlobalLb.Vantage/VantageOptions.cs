namespace GlobalLb.Vantage;

/// <summary>What a vantage is told when it starts.</summary>
public sealed record VantageOptions
{
    /// <summary>What this place probes are run from is called in history.</summary>
    public string Name { get; init; } = "control";

    /// <summary>How many probes run at the same time, at least 1.</summary>
    public int MostProbes { get; init; } = 1000;
}
