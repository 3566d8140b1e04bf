namespace GlobalLb.Web.Pages.Zones;

/// <summary>The kinds of policy nodes an operator can choose from.</summary>
public enum PolicyKind
{
    /// <summary>A leaf: one pool.</summary>
    Pool,

    /// <summary>The first available child.</summary>
    Failover,

    /// <summary>A child drawn by weight.</summary>
    Weighted,

    /// <summary>The child whose place fits the client best.</summary>
    Geographic,

    /// <summary>Anything else: it is shown and kept as it was written.</summary>
    Other,
}
