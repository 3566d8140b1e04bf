namespace GlobalLb.Dns.Messages;

/// <summary>Numbers of EDNS (RFC 6891).</summary>
internal static class Edns
{
    /// <summary>The octets of an OPT record without options.</summary>
    public const int RecordLength = 11;

    /// <summary>The DO bit in the TTL of the OPT record (RFC 3225 §3).</summary>
    public const uint DnssecOk = 0x8000;

    /// <summary>What every client can take over UDP (RFC 1035 §2.3.4).</summary>
    public const int SmallestUdp = 512;

    /// <summary>
    /// What we send over UDP at most: 1280, the smallest MTU of IPv6, without the IPv6 and UDP headers, so that no answer
    /// is ever fragmented.
    /// </summary>
    public const int LargestUdp = 1232;
}
