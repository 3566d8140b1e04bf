namespace GlobalLb.Dns.Messages;

/// <summary>Response codes (IANA registry "DNS RCODEs"); values above 15 need EDNS to be expressed (RFC 6891 §6.1.3).</summary>
public enum ResponseCode : ushort
{
    /// <summary>NOERROR: the question was answered, possibly with no data.</summary>
    NoError = 0,

    /// <summary>FORMERR: the message cannot be interpreted.</summary>
    FormatError = 1,

    /// <summary>SERVFAIL: we cannot answer now.</summary>
    ServerFailure = 2,

    /// <summary>NXDOMAIN: the name does not exist.</summary>
    NoSuchName = 3,

    /// <summary>NOTIMP: the kind of query is not supported.</summary>
    NotImplemented = 4,

    /// <summary>REFUSED: not ours to answer.</summary>
    Refused = 5,

    /// <summary>YXDOMAIN: the name exists and should not; here: a DNAME makes it longer than a name may be (RFC 6672 §2.2).</summary>
    NameTooLong = 6,

    /// <summary>BADVERS: an EDNS version above ours (RFC 6891 §6.1.3).</summary>
    BadVersion = 16,

    /// <summary>BADCOOKIE: the server cookie is not ours (RFC 7873 §8).</summary>
    BadCookie = 23,
}
