namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// The endpoints of one family of a pool, and how they stand together: twelve octets, all that most answers read of a pool. They
/// are in one region, so that those in the best standing are all that is ever answered of the pool: the others are down.
/// </summary>
internal readonly struct PoolStanding
{
    private const int BestBits = 2, EvenBit = 1 << BestBits, TenthsShift = BestBits + 1, TenthsBits = 4, CountShift = TenthsShift + TenthsBits;

    private readonly int _countAndStanding;

    /// <param name="pool">The pool.</param>
    /// <param name="isIPv4">Whether it is about those that answer A; otherwise AAAA.</param>
    /// <param name="best">The best standing; evacuated when there is no endpoint.</param>
    /// <param name="isEven">Whether all endpoints are in the best standing and have the same weight.</param>
    /// <param name="tenths">How many tenths of its share its region has.</param>
    public PoolStanding(in PoolRow pool, bool isIPv4, Standing best, bool isEven, int tenths)
    {
        (First, OctetsAt) = (pool.FirstOf(isIPv4), pool.OctetsOf(isIPv4));
        _countAndStanding = (pool.CountOf(isIPv4) << CountShift) | ((SlowStart.All - tenths) << TenthsShift) | (isEven ? EvenBit : 0) | (int)best;
    }

    /// <summary>The index of the first endpoint.</summary>
    public int First { get; }

    /// <summary>Where their addresses stand.</summary>
    public int OctetsAt { get; }

    /// <summary>How many there are, however they stand.</summary>
    public int Count => _countAndStanding >> CountShift;

    /// <summary>The best standing; evacuated when there is no endpoint.</summary>
    public Standing Best => (Standing)(_countAndStanding & ((1 << BestBits) - 1));

    /// <summary>Whether its region returned and does not have its whole share yet.</summary>
    public bool IsStarting => (_countAndStanding & (((1 << TenthsBits) - 1) << TenthsShift)) != 0;

    /// <summary>How many tenths of its share its region has, 1 to 10.</summary>
    public int Tenths => SlowStart.All - ((_countAndStanding >> TenthsShift) & ((1 << TenthsBits) - 1));

    /// <summary>Whether all endpoints are in the best standing and have the same weight.</summary>
    public bool IsEven => (_countAndStanding & EvenBit) != 0;
}
