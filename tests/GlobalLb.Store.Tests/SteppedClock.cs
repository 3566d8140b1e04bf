namespace GlobalLb.Store.Tests;

/// <summary>A clock that stands still until it is told to go on.</summary>
public sealed class SteppedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
