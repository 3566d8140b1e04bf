using System.Collections.Immutable;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Configuration;

/// <summary>A part of DNS we are authoritative for.</summary>
public sealed record Zone
{
    /// <summary>The apex.</summary>
    public required DomainName Name { get; init; }

    /// <summary>What the zone says about itself in its SOA record.</summary>
    public required ZoneAuthority Authority { get; init; }

    /// <summary>Ordinary records, the NS records of the apex among them; the SOA is not.</summary>
    public ImmutableArray<Record> Records { get; init; } = [];

    /// <summary>The names whose addresses a policy decides.</summary>
    public ImmutableArray<SteeredName> SteeredNames { get; init; } = [];

    /// <summary>What the probes of the pools that its steered names lead to have unless pool or endpoint say otherwise; null: nothing.</summary>
    public ProbeDefaults? ProbeDefaults { get; init; }
}
