namespace GlobalLb.Steering.Configuration;

/// <summary>What the probes of one endpoint have otherwise than its pool says.</summary>
public sealed record ProbeOverride : ProbeTiming
{
    /// <summary>The port probed, 1 to 65 535; null: as the pool says.</summary>
    public int? Port { get; init; }

    /// <summary>The path asked for; null: as the pool says.</summary>
    public string? Path { get; init; }

    /// <summary>The Host header and, unless a server name is said, the name that is verified; null: as the pool says.</summary>
    public string? Host { get; init; }
}
