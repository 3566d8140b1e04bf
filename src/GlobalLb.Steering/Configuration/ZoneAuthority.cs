using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Configuration;

/// <summary>The fields of a zone's SOA record (RFC 1035 §3.3.13), all times in seconds. The serial is the configuration's version.</summary>
public sealed record ZoneAuthority
{
    /// <summary>MNAME: the first of the zone's name servers.</summary>
    public required DomainName PrimaryNameServer { get; init; }

    /// <summary>RNAME: the mailbox of who is responsible, its @ written as a dot.</summary>
    public required DomainName Mailbox { get; init; }

    /// <summary>How often secondaries look for a new serial.</summary>
    public uint Refresh { get; init; } = 3600;

    /// <summary>How soon they look again when that failed.</summary>
    public uint Retry { get; init; } = 600;

    /// <summary>After how long without contact they stop answering.</summary>
    public uint Expire { get; init; } = 1_209_600;

    /// <summary>MINIMUM: how long "no such name" may be remembered (RFC 2308 §4).</summary>
    public uint NegativeTtl { get; init; } = 60;

    /// <summary>The TTL of the SOA record itself; negative answers live for the lesser of the two.</summary>
    public uint Ttl { get; init; } = 3600;
}
