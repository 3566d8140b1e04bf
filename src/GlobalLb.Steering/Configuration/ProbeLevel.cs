namespace GlobalLb.Steering.Configuration;

/// <summary>Where it may be written how often is probed; what comes later wins.</summary>
public enum ProbeLevel
{
    /// <summary>Nowhere: it is as usual.</summary>
    Usual,

    /// <summary>For everything.</summary>
    Organisation,

    /// <summary>In a zone, for the pools that its names lead to.</summary>
    Zone,

    /// <summary>In the pool's probe.</summary>
    Pool,

    /// <summary>For one endpoint.</summary>
    Endpoint,
}
