namespace GlobalLb.Dns.Messages;

/// <summary>The second 16 bits of a message (RFC 1035 §4.1.1), and the length of the header they stand in.</summary>
internal static class HeaderBits
{
    /// <summary>The octets of a header.</summary>
    public const int HeaderLength = 12;

    /// <summary>QR: this is a response.</summary>
    public const int Response = 0x8000;

    /// <summary>The four bits of the opcode; QUERY is 0.</summary>
    public const int Opcode = 0x7800;

    /// <summary>AA: the answer comes from who is responsible.</summary>
    public const int Authoritative = 0x0400;

    /// <summary>TC: the answer did not fit.</summary>
    public const int Truncated = 0x0200;

    /// <summary>RD: the client asks for recursion.</summary>
    public const int RecursionDesired = 0x0100;

    /// <summary>RA: the server offers recursion.</summary>
    public const int RecursionAvailable = 0x0080;

    /// <summary>The low four bits of the response code.</summary>
    public const int Code = 0x000F;
}
