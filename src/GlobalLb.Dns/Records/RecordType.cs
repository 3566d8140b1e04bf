namespace GlobalLb.Dns.Records;

/// <summary>Types of records and of questions, by their number in the IANA registry "Resource Record (RR) TYPEs".</summary>
public enum RecordType : ushort
{
    /// <summary>No type; never on the wire.</summary>
    None = 0,

    /// <summary>An IPv4 address (RFC 1035 §3.4.1).</summary>
    A = 1,

    /// <summary>An authoritative name server (RFC 1035 §3.3.11).</summary>
    NS = 2,

    /// <summary>The canonical name of an alias (RFC 1035 §3.3.1).</summary>
    CNAME = 5,

    /// <summary>Start of a zone of authority (RFC 1035 §3.3.13).</summary>
    SOA = 6,

    /// <summary>A domain name pointer (RFC 1035 §3.3.12).</summary>
    PTR = 12,

    /// <summary>A mail exchange (RFC 1035 §3.3.9).</summary>
    MX = 15,

    /// <summary>Text strings (RFC 1035 §3.3.14).</summary>
    TXT = 16,

    /// <summary>An IPv6 address (RFC 3596 §2.1).</summary>
    AAAA = 28,

    /// <summary>The location of a service (RFC 2782).</summary>
    SRV = 33,

    /// <summary>The EDNS pseudo-record (RFC 6891 §6.1).</summary>
    OPT = 41,

    /// <summary>Which authorities may issue certificates (RFC 8659).</summary>
    CAA = 257,

    /// <summary>Incremental transfer; a question only (RFC 1995).</summary>
    IXFR = 251,

    /// <summary>Whole transfer; a question only (RFC 5936).</summary>
    AXFR = 252,

    /// <summary>Any type; a question only (RFC 1035 §3.2.3, RFC 8482).</summary>
    ANY = 255,

    /// <summary>
    /// A name whose addresses Control looks up elsewhere. Of the range for private use (RFC 6895 §3.1), with the number PowerDNS
    /// gave it; in zones only and never on the wire.
    /// </summary>
    ALIAS = 65401,
}
