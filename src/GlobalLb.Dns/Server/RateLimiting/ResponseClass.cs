namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>What a response is for its allowance; also which allowance was used up.</summary>
internal enum ResponseClass : byte
{
    /// <summary>Records, or a referral: limited per name and type, or per delegation.</summary>
    Positive,

    /// <summary>NXDOMAIN per zone, so that random names share one allowance; no data per name.</summary>
    Negative,

    /// <summary>Every other code, REFUSED and FORMERR among them: one allowance for all of them.</summary>
    Error,

    /// <summary>Everything together.</summary>
    Total,
}
