namespace GlobalLb.Steering.Configuration;

/// <summary>How much health may withdraw, and how fast.</summary>
public sealed record Safety
{
    /// <summary>Who confirm a freeze within this time confirm the same one.</summary>
    internal static readonly TimeSpan OneConfirmation = TimeSpan.FromSeconds(5);

    /// <summary>What holds when nothing is said.</summary>
    public static Safety Usual { get; } = new();

    /// <summary>When more than this percentage of unrelated endpoints falls within <see cref="FreezeSeconds"/>, health withdraws nothing until that is confirmed; 1 to 100, and 100 is never.</summary>
    public int FreezeShare { get; init; } = 30;

    /// <summary>The time for <see cref="FreezeShare"/>, in seconds, 1 to 3 600.</summary>
    public int FreezeSeconds { get; init; } = 60;

    /// <summary>Percent of a pool's weight that health may withdraw within a minute while something of the pool is well, 1 to 100, and 100 is no limit. One endpoint may always go.</summary>
    public int WithdrawalShare { get; init; } = 50;

    /// <summary>Percent of a pool's weight that health leaves in answers while something of the pool is well, 0 to 100.</summary>
    public int LeastShare { get; init; }

    /// <summary>For how many seconds an endpoint that fell again stays down at least, 0 to 3 600; growing with each fall. 0: not at all.</summary>
    public int HoldDownSeconds { get; init; }

    /// <summary>Set, to another moment than before, by who confirms a freeze: what is held then goes.</summary>
    public DateTimeOffset? FreezeConfirmedAt { get; init; }
}
