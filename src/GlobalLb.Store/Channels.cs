namespace GlobalLb.Store;

/// <summary>The channels of NOTIFY.</summary>
internal static class Channels
{
    /// <summary>There is a new version; the payload is its number.</summary>
    public const string Configuration = "globallb_configuration";

    /// <summary>What is believed of some endpoint changed; no payload.</summary>
    public const string Health = "globallb_health";

    /// <summary>How long a follower waits for a notification before it looks anyway.</summary>
    public static TimeSpan Poll { get; } = TimeSpan.FromSeconds(5);
}
