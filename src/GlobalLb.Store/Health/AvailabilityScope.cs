namespace GlobalLb.Store.Health;

/// <summary>What a figure of availability is of.</summary>
public enum AvailabilityScope
{
    /// <summary>A region: down while one of its pools is.</summary>
    Region,

    /// <summary>A pool: up while one of its endpoints is.</summary>
    Pool,

    /// <summary>An endpoint.</summary>
    Endpoint,
}
