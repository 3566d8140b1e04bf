namespace GlobalLb.Steering.Health;

/// <summary>What we believe about an endpoint, folded from outcomes.</summary>
public enum HealthState
{
    /// <summary>Not known yet; its pool says what that means.</summary>
    Unknown,

    /// <summary>It passed its probes.</summary>
    Up,

    /// <summary>It failed them.</summary>
    Down,
}
