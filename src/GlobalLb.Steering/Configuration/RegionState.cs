namespace GlobalLb.Steering.Configuration;

/// <summary>What the operator wants of a region.</summary>
public enum RegionState
{
    /// <summary>It takes clients.</summary>
    Open,

    /// <summary>It takes no clients while any other region can; it is still a last resort when nothing else is up.</summary>
    Drained,

    /// <summary>It takes no clients, whatever happens elsewhere.</summary>
    Evacuated,
}
