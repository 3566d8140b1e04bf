namespace GlobalLb.Web.Pages.Regions;

/// <summary>What an operator can do with a region by one button.</summary>
public enum RegionStep
{
    /// <summary>Take clients again.</summary>
    Open,

    /// <summary>Take clients only when no other region can.</summary>
    Drain,

    /// <summary>Take no clients.</summary>
    Evacuate,

    /// <summary>Take no clients for a limited time.</summary>
    StartDrill,

    /// <summary>End that time now.</summary>
    EndDrill,
}
