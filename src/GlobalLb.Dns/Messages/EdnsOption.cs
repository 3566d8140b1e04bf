namespace GlobalLb.Dns.Messages;

/// <summary>Codes of EDNS options (IANA registry "DNS EDNS0 Option Codes (OPT)") that we read or write.</summary>
internal static class EdnsOption
{
    /// <summary>The octets before the contents of an option: its code and its length.</summary>
    public const int HeadLength = 4;

    /// <summary>The name of the server (RFC 5001).</summary>
    public const ushort Nsid = 3;

    /// <summary>For whom the resolver asks (RFC 7871).</summary>
    public const ushort ClientSubnet = 8;

    /// <summary>Client and server cookie (RFC 7873).</summary>
    public const ushort Cookie = 10;

    /// <summary>Why (RFC 8914).</summary>
    public const ushort ExtendedError = 15;
}
