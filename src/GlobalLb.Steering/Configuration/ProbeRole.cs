namespace GlobalLb.Steering.Configuration;

/// <summary>What a probe decides of an endpoint.</summary>
public enum ProbeRole
{
    /// <summary>An endpoint that fails it is down.</summary>
    Required,

    /// <summary>It only warns.</summary>
    Observe,

    /// <summary>It counts: so many of those that count must pass as the pool says.</summary>
    Counts,
}
