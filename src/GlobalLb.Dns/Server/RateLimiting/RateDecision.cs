namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>What becomes of one response.</summary>
internal enum RateDecision : byte
{
    /// <summary>It goes out: the allowance covers it.</summary>
    Send,

    /// <summary>It goes out although it is above the allowance: a dry run.</summary>
    Spare,

    /// <summary>Only the question goes back, with the TC bit: who is really there asks again over TCP.</summary>
    Truncate,

    /// <summary>Nothing goes out.</summary>
    Drop,
}
