namespace GlobalLb.Dns.Server.Cookies;

/// <summary>What the cookie of a request says about its source address (RFC 7873 §5.2).</summary>
internal enum CookieStanding : byte
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A client that wants one of ours: the address may be forged.</summary>
    ClientOnly,

    /// <summary>Not made by us for this address, too old, or from the future: the address may be forged.</summary>
    Invalid,

    /// <summary>Ours, so the client receives what is sent to this address; but it is time for a new one.</summary>
    Aging,

    /// <summary>Ours, so the client receives what is sent to this address.</summary>
    Valid,
}
