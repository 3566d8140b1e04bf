namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// The endpoints of one family of a pool, and how they stand together: twelve octets, all that most answers read of a pool. They
/// are in one region, so that those in the best standing are all that is ever answered of the pool: the others are down.
/// </summary>
internal readonly struct PoolStanding
{
    private const int BestBits = 2, EvenBit = 1 << BestBits, CountShift = BestBits + 1;

    private readonly int _countAndStanding;

    /// <param name="pool">The pool.</param>
    /// <param name="isIPv4">Whether it is about those that answer A; otherwise AAAA.</param>
    /// <param name="best">The best standing; evacuated when there is no endpoint.</param>
    /// <param name="isEven">Whether all endpoints are in the best standing and have the same weight.</param>
    public PoolStanding(in PoolRow pool, bool isIPv4, Standing best, bool isEven)
    {
        (First, OctetsAt) = (pool.FirstOf(isIPv4), pool.OctetsOf(isIPv4));
        _countAndStanding = (pool.CountOf(isIPv4) << CountShift) | (isEven ? EvenBit : 0) | (int)best;
    }

    /// <summary>A leaf without endpoints, or one that is not asked for them.</summary>
    /// <param name="best">Available when it has what is asked for, else evacuated.</param>
    public PoolStanding(Standing best) => _countAndStanding = (int)best;

    /// <summary>The index of the first endpoint.</summary>
    public int First { get; }

    /// <summary>Where their addresses stand.</summary>
    public int OctetsAt { get; }

    /// <summary>How many there are, however they stand.</summary>
    public int Count => _countAndStanding >> CountShift;

    /// <summary>The best standing; evacuated when there is no endpoint.</summary>
    public Standing Best => (Standing)(_countAndStanding & ((1 << BestBits) - 1));

    /// <summary>Whether all endpoints are in the best standing and have the same weight.</summary>
    public bool IsEven => (_countAndStanding & EvenBit) != 0;
}
