namespace GlobalLb.Steering.Configuration;

/// <summary>What is answered when everything a policy could pick is unavailable. Evacuated regions are never answered.</summary>
public enum Fallback
{
    /// <summary>
    /// All endpoints of the pool that the policy would prefer: the observer is the likelier fault. When every pool that the
    /// policy could pick for a client is evacuated, the best endpoints of its other pools.
    /// </summary>
    PreferredPool,

    /// <summary>All endpoints of all pools of the policy.</summary>
    AllEndpoints,

    /// <summary>An empty answer, on purpose (fail closed).</summary>
    NoData,
}
