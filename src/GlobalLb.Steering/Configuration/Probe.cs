namespace GlobalLb.Steering.Configuration;

/// <summary>How the endpoints of a pool are checked.</summary>
public sealed record Probe
{
    /// <summary>What is spoken to the endpoint.</summary>
    public required ProbeKind Kind { get; init; }

    /// <summary>The port probed, 1 to 65 535; null: the endpoint's own.</summary>
    public int? Port { get; init; }

    /// <summary>The Host header and, with HTTPS, the server name that is sent and verified; null: the address.</summary>
    public string? Host { get; init; }

    /// <summary>The path and query asked for by HTTP and HTTPS; begins with a slash.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The lowest HTTP status that counts as well, 100 to 599.</summary>
    public int LowestStatus { get; init; } = 200;

    /// <summary>The highest HTTP status that counts as well, 100 to 599.</summary>
    public int HighestStatus { get; init; } = 399;

    /// <summary>Seconds from one probe of an endpoint to the next, 0.1 to 3 600.</summary>
    public double IntervalSeconds { get; init; } = 10;

    /// <summary>Seconds after which a probe without an answer has failed, 0.05 to 60 and at most the interval.</summary>
    public double TimeoutSeconds { get; init; } = 2;

    /// <summary>How many passes in a row make a down endpoint up, 1 to 100.</summary>
    public int Rise { get; init; } = 2;

    /// <summary>How many failures in a row make an up endpoint down, 1 to 100.</summary>
    public int Fall { get; init; } = 3;

    /// <summary>The longest it takes to notice a failure: fall × (interval + timeout), in seconds.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double DetectionSeconds => Fall * (IntervalSeconds + TimeoutSeconds);
}
