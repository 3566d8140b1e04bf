namespace GlobalLb.Steering.Configuration;

/// <summary>The operator's word on an endpoint; it stands beside the measured health, never in it.</summary>
public enum EndpointAvailability
{
    /// <summary>Its health decides.</summary>
    Automatic,

    /// <summary>It counts as up, whatever the probes find.</summary>
    ForcedUp,

    /// <summary>It counts as down, whatever the probes find.</summary>
    ForcedDown,
}
