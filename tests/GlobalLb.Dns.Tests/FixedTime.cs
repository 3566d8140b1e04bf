namespace GlobalLb.Dns.Tests;

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class FixedTime(uint seconds) : TimeProvider
{
    /// <summary>Seconds since 1970.</summary>
    public long Seconds { get; set; } = seconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Seconds);
}
