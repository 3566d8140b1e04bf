namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>What is done about a prefix that is answered more often than its allowance.</summary>
public enum RateLimitMode : byte
{
    /// <summary>Nothing is limited and nothing counted.</summary>
    Off,

    /// <summary>What would be suppressed is counted, and answered all the same: for finding out whether the numbers fit.</summary>
    DryRun,

    /// <summary>What is above the allowance is truncated or dropped.</summary>
    On,
}
