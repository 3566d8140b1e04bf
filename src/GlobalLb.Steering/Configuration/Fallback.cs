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

    /// <summary>SERVFAIL, on purpose: resolvers ask other servers, and may answer what they knew before (RFC 8767).</summary>
    ServerFailure,

    /// <summary>
    /// The endpoints that were available last, all at one moment, within one region. What was available before an edge started is not
    /// known: then as <see cref="PreferredPool"/>.
    /// </summary>
    LastGood,

    /// <summary>The <see cref="SteeredName.FallbackRecords"/>.</summary>
    Static,
}
