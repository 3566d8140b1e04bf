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

    /// <summary>Processor and operating system of a host (RFC 1035 §3.3.2).</summary>
    HINFO = 13,

    /// <summary>A mail exchange (RFC 1035 §3.3.9).</summary>
    MX = 15,

    /// <summary>Text strings (RFC 1035 §3.3.14).</summary>
    TXT = 16,

    /// <summary>Who is responsible (RFC 1183 §2.2).</summary>
    RP = 17,

    /// <summary>A server of an AFS cell or a DCE name service (RFC 1183 §1).</summary>
    AFSDB = 18,

    /// <summary>A signature of the first DNSSEC (RFC 2535 §4).</summary>
    SIG = 24,

    /// <summary>A key of the first DNSSEC (RFC 2535 §3).</summary>
    KEY = 25,

    /// <summary>An IPv6 address (RFC 3596 §2.1).</summary>
    AAAA = 28,

    /// <summary>A place on the globe (RFC 1876).</summary>
    LOC = 29,

    /// <summary>A denial of the first DNSSEC (RFC 2535 §5).</summary>
    NXT = 30,

    /// <summary>The location of a service (RFC 2782).</summary>
    SRV = 33,

    /// <summary>A rewriting rule (RFC 3403 §4).</summary>
    NAPTR = 35,

    /// <summary>A key exchanger (RFC 2230 §3).</summary>
    KX = 36,

    /// <summary>A certificate (RFC 4398 §2).</summary>
    CERT = 37,

    /// <summary>Another name for everything below (RFC 6672 §2).</summary>
    DNAME = 39,

    /// <summary>The EDNS pseudo-record (RFC 6891 §6.1).</summary>
    OPT = 41,

    /// <summary>Lists of address prefixes (RFC 3123).</summary>
    APL = 42,

    /// <summary>The digest of a key of a delegated zone (RFC 4034 §5).</summary>
    DS = 43,

    /// <summary>The fingerprint of an SSH host key (RFC 4255 §3).</summary>
    SSHFP = 44,

    /// <summary>A signature (RFC 4034 §3).</summary>
    RRSIG = 46,

    /// <summary>What follows a name, signed denial (RFC 4034 §4).</summary>
    NSEC = 47,

    /// <summary>A key of a zone (RFC 4034 §2).</summary>
    DNSKEY = 48,

    /// <summary>What follows a hashed name, signed denial (RFC 5155 §3).</summary>
    NSEC3 = 50,

    /// <summary>How names of a zone are hashed (RFC 5155 §4).</summary>
    NSEC3PARAM = 51,

    /// <summary>What certificate a TLS server shows (RFC 6698 §2).</summary>
    TLSA = 52,

    /// <summary>What certificate a mail user has (RFC 8162 §2).</summary>
    SMIMEA = 53,

    /// <summary>The DS record a child wants (RFC 7344 §3.1).</summary>
    CDS = 59,

    /// <summary>The key whose DS record a child wants (RFC 7344 §3.2).</summary>
    CDNSKEY = 60,

    /// <summary>The OpenPGP key of a mail user (RFC 7929 §2).</summary>
    OPENPGPKEY = 61,

    /// <summary>What a child wants copied into its delegation (RFC 7477 §2).</summary>
    CSYNC = 62,

    /// <summary>How a service is reached (RFC 9460 §2).</summary>
    SVCB = 64,

    /// <summary>How an HTTPS origin is reached (RFC 9460 §9).</summary>
    HTTPS = 65,

    /// <summary>Who may send mail, as text strings; obsolete (RFC 7208 §3.1).</summary>
    SPF = 99,

    /// <summary>A 48-bit hardware address (RFC 7043 §3).</summary>
    EUI48 = 108,

    /// <summary>A 64-bit hardware address (RFC 7043 §4).</summary>
    EUI64 = 109,

    /// <summary>Incremental transfer; a question only (RFC 1995).</summary>
    IXFR = 251,

    /// <summary>Whole transfer; a question only (RFC 5936).</summary>
    AXFR = 252,

    /// <summary>Any type; a question only (RFC 1035 §3.2.3, RFC 8482).</summary>
    ANY = 255,

    /// <summary>The URI of a service (RFC 7553 §4).</summary>
    URI = 256,

    /// <summary>Which authorities may issue certificates (RFC 8659).</summary>
    CAA = 257,

    /// <summary>The digest of a key, outside its parent; obsolete (RFC 4431 §2).</summary>
    DLV = 32769,

    /// <summary>
    /// A name whose addresses Control looks up elsewhere. Of the range for private use (RFC 6895 §3.1), with the number PowerDNS
    /// gave it; in zones only and never on the wire.
    /// </summary>
    ALIAS = 65401,
}
